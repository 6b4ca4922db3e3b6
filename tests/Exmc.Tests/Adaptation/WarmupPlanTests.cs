// The standard warm-up plans.
namespace Exmc.Tests;

public class WarmupPlanTests
{
    [Fact]
    public void Every_plan_tiles_its_iterations_with_windows_that_are_long_enough_and_learns_a_metric_from_50_on()
    {
        for (int warmup = 0; warmup <= 2000; warmup++)
        {
            foreach (MetricKind kind in new[] { MetricKind.Diagonal, MetricKind.Dense })
            {
                foreach (WarmupPlan plan in new[] { WarmupPlan.GradientBased(warmup, kind), WarmupPlan.Stan(warmup, kind) })
                {
                    Assert.Equal(warmup, plan.Draws);
                    Assert.All(plan.Phases, phase => Assert.True(phase.Draws >= 1));
                    WarmupPhase[] learning = [.. plan.Phases.Where(phase => phase is WarmupPhase.Metric or WarmupPhase.Overlapping)];
                    Assert.All(learning, phase => Assert.True(phase.Draws >= 10, $"{warmup}: {phase}"));
                    Assert.True(warmup < 20 || learning.Length > 0, $"{warmup} learns nothing");
                    Assert.True(plan.Phases.Count == 0 || plan.Phases[^1] is WarmupPhase.StepSize);
                }
            }
        }
    }

    [Fact]
    public void A_thousand_iterations_of_Stan_have_its_documented_windows() =>
        Assert.Equal([75, 25, 50, 100, 200, 500, 50], WarmupPlan.Stan(1000).Phases.Select(phase => phase.Draws));

    [Theory]
    [InlineData(WarmupSchedule.Stan)]
    [InlineData(WarmupSchedule.GradientBased)]
    public void The_metric_is_updated_in_short_warm_ups(WarmupSchedule schedule)
    {
        foreach (int warmup in new[] { 50, 100, 149, 151 })
        {
            Posterior fit = Sampler.SampleChain(Targets.Normal([0, 0], [1, 20]), new() { Chains = 1, Warmup = warmup, Draws = 10, Schedule = schedule });
            WarmupReport report = fit.Chain(0).PlanThatRan;
            Assert.Equal(warmup, report.Iterations);
            Assert.True(report.MetricUpdates > 0);
            Assert.True(fit.Chain(0).WarmupGradients >= report.Phases.Sum(phase => phase.Gradients));
        }
    }
}
