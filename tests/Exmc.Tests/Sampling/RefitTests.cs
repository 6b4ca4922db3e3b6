// What a refit carries, refuses and reports.
namespace Exmc.Tests;

public class RefitTests
{
    private static readonly SamplerOptions Cold = new() { Chains = 2, Warmup = 300, Draws = 200, Seed = 3, Threads = 1 };

    [Fact]
    public void Without_the_ladder_a_refit_tunes_the_step_size_for_50_iterations_and_keeps_the_metric()
    {
        Posterior before = Sampler.Sample(Model(0.0), Cold);
        Posterior after = Sampler.Refit(Model(0.5), before.Adaptation, new RefitOptions { Draws = 400, Threads = 1, Ladder = null });
        for (int chain = 0; chain < 2; chain++)
        {
            WarmupReport report = after.Chain(chain).PlanThatRan;
            Assert.Equal((ChainStart.Carried, 50, 0), (report.Start, report.Iterations, report.MetricUpdates));
            Assert.Equal(before.Adaptation.Chains[chain].InverseMetric.ToArray(), after.Adaptation.Chains[chain].InverseMetric.ToArray());
        }

        Expect.MeanWithin(0.5, [.. after.Draws(0, 0), .. after.Draws(1, 0)]);
        Assert.Equal(before.Adaptation.Epoch + 1, after.Adaptation.Epoch);
    }

    /// <remarks>Invariant 39: a chain that stays where it was carried to has the log density of the new data, not that of the old ones.</remarks>
    [Fact]
    public void Log_density_and_gradient_are_those_of_the_new_data()
    {
        Posterior before = Sampler.Sample(Model(0.0), Cold);
        double[] carried = before.Adaptation.Chains[0].Position.ToArray();
        LogDensityFunction moved = Targets.NormalFunction([2, 0], [1, 1]);
        FunctionDensity stuck = new(2, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            DensityStatus status = moved(x, gradient, out logDensity);
            return x.SequenceEqual(carried) ? status : DensityStatus.OutsideSupport;
        });
        Adaptation one = new(before.Adaptation.ModelName, before.Adaptation.LayoutHash, [before.Adaptation.Chains[0]]);
        Posterior after = Sampler.RefitChain(stuck, one, new RefitOptions { Draws = 5, Plan = WarmupPlan.None });
        moved(carried, new double[2], out double expected);
        Assert.Equal(Enumerable.Repeat(expected, 5), after.Chain(0).LogDensity.ToArray());
        Assert.NotEqual(before.Chain(0).LogDensity[^1], expected);
        Assert.Equal(carried, after.Positions(0, 4).ToArray());
    }

    [Fact]
    public void The_adaptation_of_another_model_or_layout_is_refused()
    {
        Posterior before = Sampler.Sample(Model(0.0), Cold);
        Assert.Throws<ArgumentException>(() => Sampler.Refit(new FunctionModel(() => Targets.StandardNormal(3)), before.Adaptation, new RefitOptions()));
        Assert.Throws<ArgumentException>(() => Sampler.Refit(new FunctionModel(() => Targets.Normal([0, 0], [1, 1], "Other")), before.Adaptation, new RefitOptions()));
    }

    [Fact]
    public void A_carried_position_without_density_is_replaced_and_reported()
    {
        Posterior before = Sampler.Sample(Model(0.0), Cold);
        double[] carried = before.Adaptation.Chains[0].Position.ToArray();
        FunctionDensity moved = new(2, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            if (x[0] == carried[0])
            {
                logDensity = double.NegativeInfinity;
                return DensityStatus.OutsideSupport;
            }

            return Targets.NormalFunction([0, 0], [1, 1])(x, gradient, out logDensity);
        });
        Adaptation one = new(before.Adaptation.ModelName, before.Adaptation.LayoutHash, [before.Adaptation.Chains[0]]);
        Posterior after = Sampler.RefitChain(moved, one, new RefitOptions { Draws = 10, Ladder = null });
        Assert.Equal(ChainStart.RandomBecauseCarriedFailed, after.Chain(0).PlanThatRan.Start);
        Assert.Contains(after.Chain(0).PlanThatRan.Phases, phase => phase.Note.Length > 0);
        Assert.Contains(after.Warnings, warning => warning.Contains("carried position", StringComparison.Ordinal));
    }

    private static FunctionModel Model(double mean) => new(() => Targets.Normal([mean, 0], [1, 1]));
}
