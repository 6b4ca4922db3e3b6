// The default warm-up: shape of the metric, end, start, and what the report says of them.
namespace Exmc.Tests;

public class AutomaticWarmupTests
{
    private static FunctionDensity TwoModes() => new(1, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
    {
        // A wide mode at -10 with a millionth of the mass of the narrow one at 10.
        double left = -0.5 * (x[0] + 10) * (x[0] + 10) / 16;
        double right = Math.Log(4e6) - (0.5 * (x[0] - 10) * (x[0] - 10));
        double largest = Math.Max(left, right);
        double weight = 1 / (1 + Math.Exp(left - right));
        logDensity = largest + Math.Log(Math.Exp(left - largest) + Math.Exp(right - largest));
        gradient[0] = (weight * (10 - x[0])) + ((1 - weight) * (-10 - x[0]) / 16);
        return DensityStatus.Ok;
    });

    private static SamplerOptions Chain(int seed) => new() { Chains = 1, Seed = (ulong)seed, Draws = 500 };

    [Fact]
    public void A_correlated_target_gets_a_dense_metric_and_short_trajectories()
    {
        FunctionDensity density = Targets.Correlated(0.999);
        ChainStatistics automatic = Sampler.SampleChain(density, Chain(1)).Chain(0);
        ChainStatistics diagonal = Sampler.SampleChain(density, Chain(1) with { Metric = MetricKind.Diagonal }).Chain(0);
        Assert.Equal(MetricKind.Dense, automatic.PlanThatRan.Metric.Kind);
        Assert.True(automatic.PlanThatRan.Metric.HeldOutGain > 0);
        Assert.Equal(MetricKind.Diagonal, diagonal.PlanThatRan.Metric.Kind);
        Assert.True(5 * automatic.SamplingGradients < diagonal.SamplingGradients, $"{automatic.SamplingGradients} against {diagonal.SamplingGradients}");
    }

    [Theory]
    [InlineData(MetricKind.Diagonal)]
    [InlineData(MetricKind.LowRank)]
    [InlineData(MetricKind.Dense)]
    [InlineData(MetricKind.Automatic)]
    public void Every_shape_samples_a_correlated_target_and_is_carried_to_a_refit(MetricKind kind)
    {
        const double Correlation = 0.95;
        FunctionDensity density = Targets.Correlated(Correlation);
        Posterior fit = Sampler.SampleChain(density, Chain(2) with { Metric = kind, Draws = 2000 });
        ChainAdaptation learnt = fit.Adaptation.Chains[0];
        Assert.Equal(kind == MetricKind.Automatic ? MetricKind.Dense : kind, learnt.Kind);
        Posterior refit = Sampler.RefitChain(density, fit.Adaptation, new() { Draws = 2000, Plan = WarmupPlan.None });
        Assert.Equal(learnt.InverseMetric.ToArray(), refit.Adaptation.Chains[0].InverseMetric.ToArray());
        Assert.Equal(learnt.Kind, refit.Chain(0).PlanThatRan.Metric.Kind);
        foreach (Posterior one in new[] { fit, refit })
        {
            double[] products = [.. Enumerable.Range(0, 2000).Select(draw => one.Draws(0, 0)[draw] * one.Draws(0, 1)[draw])];
            Expect.MeanWithin(Correlation, products);
            Expect.MeanWithin(1, [.. one.Draws(0, 0).ToArray().Select(x => x * x)]);
        }
    }

    [Fact]
    public void Beyond_64_coordinates_an_automatic_metric_is_diagonal_and_learnt_from_draws()
    {
        double[] sds = [.. Enumerable.Range(0, 65).Select(i => Math.Exp(i % 5))];
        Posterior fit = Sampler.SampleChain(Targets.Normal(new double[65], sds), Chain(8) with { Draws = 10 });
        Assert.Equal(MetricKind.Diagonal, fit.Chain(0).PlanThatRan.Metric.Kind);
        Assert.True(fit.Chain(0).PlanThatRan.MetricUpdates > 0);
        Assert.All(sds.Zip(fit.Adaptation.Chains[0].InverseMetric.ToArray()), pair => Assert.Equal(pair.First * pair.First, pair.Second, 0.01 * pair.First * pair.First));
    }

    [Fact]
    public void A_low_rank_metric_of_another_shape_is_refused()
    {
        FunctionDensity density = Targets.StandardNormal(3);
        Adaptation adaptation = new("Test", density.Layout.Hash, [new(new double[3], 0.5, new double[] { 1, 1, 1, 2, 1, 0 }, new double[3], MetricKind.LowRank)]);
        ArgumentException error = Assert.Throws<ArgumentException>(() => Sampler.RefitChain(density, adaptation, new() { Draws = 5 }));
        Assert.Contains("3 + k * 4", error.Message, StringComparison.Ordinal);
        Adaptation negative = new("Test", density.Layout.Hash, [new(new double[3], 0.5, new double[] { 1, 1, 1, -2, 1, 0, 0 }, new double[3], MetricKind.LowRank)]);
        Assert.Contains("[3] = -2", Assert.Throws<ArgumentException>(() => Sampler.RefitChain(density, negative, new() { Draws = 5 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_that_settles_ends_its_warm_up_early_and_says_so()
    {
        List<ChainProgress> heard = [];
        SamplerOptions options = Chain(3) with { Progress = new Listener(heard.Add) };
        WarmupReport report = Sampler.SampleChain(Targets.StandardNormal(4), options).Chain(0).PlanThatRan;
        Assert.Equal(WarmupEnd.Settled, report.End);
        Assert.Equal(1000, report.PlannedIterations);
        Assert.InRange(report.Iterations, 150, 400);
        Assert.IsType<WarmupPhase.StepSize>(report.Phases[^1].Phase);
        Assert.Contains("Settled", report.ToString(), StringComparison.Ordinal);
        Assert.Equal((report.Iterations + 500, report.Iterations), (heard[^1].Total, heard[^1].WarmupTotal));
        Assert.Equal(500, heard[^1].Draws);
    }

    [Theory]
    [InlineData(false, 0, 1000)]
    [InlineData(true, 1000, 1000)]
    [InlineData(true, 600, 600)]
    public void A_warm_up_runs_as_long_as_it_was_told_at_least(bool endsWhenSettled, int shortest, int atLeast)
    {
        WarmupReport report = Sampler.SampleChain(
            Targets.StandardNormal(4), Chain(4) with { EndWarmupWhenSettled = endsWhenSettled, ShortestWarmup = shortest }).Chain(0).PlanThatRan;
        Assert.InRange(report.Iterations, atLeast, 1000);
        Assert.Equal(report.Iterations < 1000 ? WarmupEnd.Settled : WarmupEnd.Planned, report.End);
    }

    /// <summary>A start far from the target does not count as settled while the chain is on its way: the draws are unbiased.</summary>
    [Fact]
    public void A_far_start_is_left_before_the_warm_up_ends()
    {
        Posterior fit = Sampler.SampleChain(
            Targets.Normal([0, 0, 0], [1, 0.01, 100]), Chain(5) with { InitialPosition = new double[] { 50, 30, 20000 }, Draws = 2000 });
        double[] sds = [1, 0.01, 100];
        for (int i = 0; i < 3; i++)
        {
            double[] scaled = [.. fit.Draws(0, i).ToArray().Select(x => x / sds[i])];
            Expect.MeanWithin(0, scaled);
            Expect.MeanWithin(1, [.. scaled.Select(x => x * x)]);
        }
    }

    [Fact]
    public void Chains_start_where_the_mass_is()
    {
        int Narrow(StartingPoints start) => Enumerable.Range(1, 20).Count(seed =>
            Sampler.SampleChain(TwoModes(), Chain(seed) with { Start = start, InitialRadius = 12, Draws = 20 }).Draws(0, 0)[^1] > 0);
        Assert.InRange(Narrow(StartingPoints.Random), 4, 16);

        // Four paths miss the narrow mode where all four start beyond the watershed: about one chain in sixteen.
        Assert.InRange(Narrow(StartingPoints.Pathfinder), 16, 20);
    }

    [Fact]
    public void The_gradients_of_the_start_are_counted_and_a_start_that_fails_is_random()
    {
        FunctionDensity density = Targets.StandardNormal(3);
        ChainStatistics chain = Sampler.SampleChain(density, Chain(6)).Chain(0);
        WarmupReport report = chain.PlanThatRan;
        Assert.Equal(ChainStart.Pathfinder, report.Start);
        Assert.InRange(report.StartGradients, 40, 1000);
        Assert.Equal(density.Calls, chain.WarmupGradients + chain.SamplingGradients);

        // No gradient anywhere: no path moves.
        FunctionDensity flat = new(1, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            gradient[0] = 0;
            logDensity = Math.Abs(x[0]) < 5 ? 0 : -1e6;
            return DensityStatus.Ok;
        });
        Assert.Equal(ChainStart.RandomBecausePathfinderFailed, Sampler.SampleChain(flat, Chain(7)).Chain(0).PlanThatRan.Start);
    }

    private sealed class Listener(Action<ChainProgress> hear) : IProgress<ChainProgress>
    {
        public void Report(ChainProgress value) => hear(value);
    }
}
