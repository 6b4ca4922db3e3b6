// Step size tuning.
namespace Exmc.Tests;

public class StepSizeTests
{
    /// <remarks>Invariant 21, over 12 seeds: one chain's average varies by about 0.02 through its own step size.</remarks>
    [Theory]
    [InlineData(1, 0.6)]
    [InlineData(1, 0.8)]
    [InlineData(1, 0.95)]
    [InlineData(10, 0.6)]
    [InlineData(10, 0.8)]
    [InlineData(10, 0.95)]
    [InlineData(100, 0.6)]
    [InlineData(100, 0.8)]
    [InlineData(100, 0.95)]
    public void Tuning_reaches_the_target_acceptance(int dimension, double target)
    {
        SamplerOptions options = new()
        {
            Chains = 1,
            Warmup = 1000,
            Plan = new([new WarmupPhase.StepSize(1000)]),
            Draws = 500,
            TargetAcceptance = target,
            Schedule = WarmupSchedule.Stan,
        };
        double mean = Enumerable.Range(1, 12).Average(seed =>
            Sampler.SampleChain(Targets.StandardNormal(dimension), options with { Seed = (ulong)seed }).Chain(0).Acceptance.ToArray().Average());
        Assert.InRange(mean, target - 0.05, target + 0.05);
    }

    [Fact]
    public void The_first_iteration_replaces_the_average()
    {
        DualAveraging a = new() { Target = 0.8 };
        DualAveraging b = new() { Target = 0.8 };
        a.Restart(0.5);
        b.Restart(0.5);
        a.Update(0.3);
        Assert.Equal(a.Current, a.Final, 12);
        b.Update(0.9);
        Assert.Equal(b.Current, b.Final, 12);
        Assert.NotEqual(a.Final, b.Final);
    }

    [Fact]
    public void Without_iterations_after_a_restart_the_good_step_size_stays()
    {
        DualAveraging tuner = new() { Target = 0.8 };
        tuner.Restart(0.037);
        Assert.Equal(0.037, tuner.Final, 12);
        WarmupPlan plan = new([new WarmupPhase.Metric(60, MetricEstimator.Variance)]);
        Posterior fit = Sampler.SampleChain(Targets.Normal([0], [1e-3]), new() { Chains = 1, Warmup = 60, Plan = plan, Draws = 100, Schedule = WarmupSchedule.Stan });
        Assert.True(fit.Chain(0).Acceptance.ToArray().Average() > 0.5);
    }

    [Fact]
    public void A_prior_count_keeps_the_step_size_and_its_first_iterations_near_it()
    {
        DualAveraging tuner = new() { Target = 0.8 };
        tuner.RestartWithPrior(0.4, 40);
        Assert.Equal(0.4, tuner.Current, 10);
        Assert.Equal(0.4, tuner.Final, 10);
        for (int i = 0; i < 5; i++)
        {
            tuner.Update(0.8);
        }

        Assert.InRange(tuner.Final, 0.3, 0.5);
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e-6)]
    [InlineData(1)]
    [InlineData(1e6)]
    [InlineData(1e12)]
    public void The_search_scales_with_the_target(double scale)
    {
        double Found(double sd)
        {
            (TestKernel kernel, _) = Kernels.Create(Targets.Normal([0, 0], [sd, sd]), [0.5 * sd, sd], 1);
            (double step, SearchOutcome outcome) = kernel.Search(1);
            Assert.Equal(SearchOutcome.Found, outcome);
            return step;
        }

        Assert.InRange(Found(scale) / (scale * Found(1)), 0.49, 2.01);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_search_reports_failure(bool steep)
    {
        FunctionDensity density = new(1, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            gradient[0] = 0;
            logDensity = 0;
            return steep && x[0] != 0 ? DensityStatus.NotFinite : DensityStatus.Ok;
        });
        (TestKernel kernel, _) = Kernels.Create(density, [0], 1);
        (double step, SearchOutcome outcome) = kernel.Search(0.3);
        Assert.Equal(steep ? SearchOutcome.TooSteep : SearchOutcome.TooFlat, outcome);
        Assert.Equal(0.3, step);
    }

    [Fact]
    public void Jitter_stays_within_its_bounds_keeps_the_mean_and_is_absent_when_off()
    {
        FunctionDensity density = Targets.StandardNormal(2);
        SamplerOptions options = new() { Chains = 1, Warmup = 100, Draws = 3000, StepSizeJitter = 0.2 };
        Posterior fit = Sampler.SampleChain(density, options);
        double tuned = fit.Adaptation.Chains[0].StepSize;
        double[] steps = fit.Chain(0).StepSize.ToArray();
        Assert.All(steps, step => Assert.InRange(step, 0.8 * tuned * (1 - 1e-12), 1.2 * tuned * (1 + 1e-12)));
        Assert.InRange(steps.Average() / tuned, 0.99, 1.01);
        Assert.True(steps.Distinct().Count() > 2900);
        Assert.Single(Sampler.SampleChain(density, options with { StepSizeJitter = 0 }).Chain(0).StepSize.ToArray().Distinct());
    }
}
