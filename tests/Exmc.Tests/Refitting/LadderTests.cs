// The refit ladder on normal posteriors that are moved by known amounts.
namespace Exmc.Tests;

public class LadderTests
{
    private const int Draws = 400;

    [Fact]
    public void Unchanged_data_give_the_carried_draws_back_for_their_number_of_gradients()
    {
        (Posterior before, Posterior after, RefitReport report) = Refit(3, 0, 1);
        Assert.Equal(RefitRung.Reweighted, report.Rung);
        Assert.Equal((Draws, 1, 1.0, double.NegativeInfinity), (report.Gradients, report.Age, report.Score!.Value.EssFraction, report.Score.Value.ParetoK), new Near());
        for (int value = 0; value < 3; value++)
        {
            Assert.Equal(before.Draws(0, value).ToArray(), after.Draws(0, value).ToArray());
        }
    }

    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(4, 0.5)]
    [InlineData(16, 0.3)]
    public void Small_shifts_are_reweighted_and_the_posterior_moves(int dimension, double shift)
    {
        (_, Posterior after, RefitReport report) = Refit(dimension, shift, 1);
        Assert.Equal(RefitRung.Reweighted, report.Rung);
        Assert.InRange(report.Score!.Value.Shift, 0.5 * shift, 1.5 * shift);
        AssertMoments(after, dimension, shift, 1, report.Score.Value.Ess);
        Assert.All(Enumerable.Range(0, Draws), draw => Assert.Equal(LogDensity(after.Positions(0, draw), shift, 1), after.Chain(0).LogDensity[draw], 1e-9));
    }

    /// <summary>Weights alone would be refused: the draws are moved to the new moments first.</summary>
    [Fact]
    public void A_shift_of_one_standard_deviation_is_reweighted_after_moment_matching()
    {
        (_, Posterior after, RefitReport report) = Refit(2, 1.2, 1);
        Assert.Equal((RefitRung.Reweighted, true), (report.Rung, report.MomentMatched));
        Assert.Equal(2 * Draws, report.Gradients);
        AssertMoments(after, 2, 1.2, 1, report.Score!.Value.Ess);
    }

    [Theory]
    [InlineData(1, 5, 1)]
    [InlineData(4, 5, 1)]
    [InlineData(16, 5, 1)]
    [InlineData(50, 5, 1)]
    [InlineData(1, 0, 0.1)]
    [InlineData(4, 0, 0.3)]
    [InlineData(16, 0, 0.3)]
    [InlineData(4, 0, 6)]
    [InlineData(16, 20, 0.5)]
    public void Large_changes_are_never_reweighted_nor_sampled_with_the_old_metric(int dimension, double shift, double scale)
    {
        (_, Posterior after, RefitReport report) = Refit(dimension, shift, scale);
        Assert.True(report.Rung is RefitRung.Refreshed or RefitRung.Cold, report.ToString());
        Assert.NotEqual(string.Empty, report.Why);
        AssertMoments(after, dimension, shift, scale, after.Summary.Min(row => row.EssBulk));
    }

    /// <summary>Of one set of carried draws, a larger shift never stays on a cheaper rung.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(16)]
    public void The_ladder_is_monotone(int dimension)
    {
        RefitRung[] rungs = [.. new[] { 0, 0.1, 0.3, 0.6, 1, 1.4, 1.8, 2.5, 4, 7, 15 }.Select(shift => Refit(dimension, shift, 1).Report.Rung)];
        Assert.Equal(rungs.Order(), rungs);
        Assert.Equal(RefitRung.Reweighted, rungs[0]);
        Assert.True(rungs[^1] >= RefitRung.Refreshed);
    }

    [Fact]
    public void Draws_without_density_on_the_new_data_start_from_scratch()
    {
        Posterior before = Before(2);
        double edge = before.Draws(0, 0).ToArray().Max() - 1e-9;
        LogDensityFunction normal = Targets.NormalFunction([0, 0], [1, 1]);
        FunctionDensity cut = new(2, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            DensityStatus status = normal(x, gradient, out logDensity);
            return x[0] > edge ? DensityStatus.OutsideSupport : status;
        });
        RefitReport report = Sampler.RefitChain(cut, before.Adaptation, new RefitOptions { Draws = 100 }).Chain(0).Refit!;
        Assert.Equal((RefitRung.Cold, 1), (report.Rung, report.Score!.Value.Failed));
        Assert.Contains("1 of 400 carried draws have no finite density", report.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Draws_serve_only_so_many_refits()
    {
        Adaptation carried = Before(2).Adaptation;
        LadderOptions bounds = new() { MaxAge = 2 };
        List<(RefitRung, int)> seen = [];
        for (int refit = 0; refit < 4; refit++)
        {
            Posterior after = Sampler.RefitChain(Targets.StandardNormal(2), carried, new RefitOptions { Draws = Draws, Ladder = bounds });
            seen.Add((after.Chain(0).Refit!.Rung, after.Chain(0).Refit!.Age));
            carried = after.Adaptation;
        }

        Assert.Equal([(RefitRung.Reweighted, 1), (RefitRung.Reweighted, 2), (RefitRung.Frozen, 0), (RefitRung.Reweighted, 1)], seen);
    }

    [Fact]
    public void Every_so_many_refits_a_sentinel_starts_from_scratch()
    {
        Adaptation carried = Before(2).Adaptation;
        List<RefitRung> seen = [];
        for (int refit = 0; refit < 6; refit++)
        {
            Posterior after = Sampler.RefitChain(Targets.StandardNormal(2), carried, new RefitOptions { Draws = 100, Ladder = new() { SentinelEvery = 3, ColdWarmup = 200 } });
            seen.Add(after.Chain(0).Refit!.Rung);
            carried = after.Adaptation;
        }

        Assert.Equal([RefitRung.Reweighted, RefitRung.Reweighted, RefitRung.Cold, RefitRung.Reweighted, RefitRung.Reweighted, RefitRung.Cold], seen);
    }

    /// <summary>Each chain decides for itself, whoever runs beside it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Draws_and_decisions_do_not_depend_on_lanes_and_threads(int threads)
    {
        FunctionModel Model(double shift, bool lanes) => new(() => new FunctionDensity(3, Targets.NormalFunction([shift, 0, 0], [1, 1, 1])) { HasLanes = lanes });
        Posterior before = Sampler.Sample(Model(0, false), new() { Chains = 5, Warmup = 300, Draws = 100, Threads = 1 });
        RefitOptions options = new() { Draws = 80, Threads = threads, Ladder = new() { FewestEss = 30, EnoughEss = 20 } };
        foreach (double shift in new[] { 0.1, 0.7, 1.3, 4 })
        {
            Posterior alone = Sampler.Refit(Model(shift, false), before.Adaptation, options with { Lanes = false });
            Posterior lanes = Sampler.Refit(Model(shift, true), before.Adaptation, options);
            for (int chain = 0; chain < 5; chain++)
            {
                Assert.Equal(alone.Chain(chain).Refit!.ToString(), lanes.Chain(chain).Refit!.ToString());
                Assert.Equal(alone.Draws(chain, 0).ToArray(), lanes.Draws(chain, 0).ToArray());
            }
        }
    }

    /// <summary>A chain that mixes slowly goes on, and keeps fewer of its draws.</summary>
    [Fact]
    public void Dependent_draws_are_thinned_until_there_are_enough()
    {
        FunctionDensity slow = Targets.Correlated(0.995);
        SamplerOptions cold = new() { Chains = 1, Warmup = 300, Draws = 800, MaxDepth = 1, Metric = MetricKind.Diagonal, Seed = 5 };
        ChainFit plain = new(), thinned = new();
        plain.Begin(slow, ChainPlan.Cold(cold, 0), CancellationToken.None);
        plain.Run();
        thinned.Begin(slow, ChainPlan.Cold(cold with { Draws = 100 }, 0) with { Ladder = new() { EnoughEss = 1e9, MaxThinning = 8 } }, CancellationToken.None);
        thinned.Run();
        Assert.Equal(plain.Draws.SamplingGradients, thinned.Draws.SamplingGradients);
        Assert.All(Enumerable.Range(0, 100), draw => Assert.Equal(plain.Draws.Positions.AsSpan(2 * ((8 * draw) + 7), 2).ToArray(), thinned.Draws.Positions.AsSpan(2 * draw, 2).ToArray()));
    }

    [Fact]
    public void Bounds_that_cannot_be_honoured_are_refused() => Assert.All(
        new LadderOptions[]
        {
            new() { FewestEssFraction = 0 }, new() { FewestEss = 0 }, new() { MaxAge = -1 }, new() { MaxShift = 0 }, new() { MaxPrecisionRatio = 1 }, new() { Probation = 1 },
            new() { LeastAcceptance = 1 }, new() { MostDivergences = -1 }, new() { MaxLogDensityZ = 0 }, new() { TuningIterations = 0 }, new() { MaxStepRatio = 1 },
            new() { MaxMetricRatio = double.NaN }, new() { SentinelEvery = -1 }, new() { ColdWarmup = 19 }, new() { EnoughEss = -1 }, new() { MaxThinning = 0 },
        },
        bounds => Assert.Throws<ArgumentOutOfRangeException>(() => Sampler.RefitChain(Targets.StandardNormal(2), Before(2).Adaptation, new RefitOptions { Ladder = bounds })));

    private static Posterior Before(int dimension) =>
        Sampler.SampleChain(Targets.StandardNormal(dimension), new SamplerOptions { Chains = 1, Warmup = 500, Draws = Draws, Seed = 21 });

    private static (Posterior Before, Posterior After, RefitReport Report) Refit(int dimension, double shift, double scale)
    {
        Posterior before = Before(dimension);
        double[] means = new double[dimension];
        means[0] = shift;
        FunctionDensity moved = Targets.Normal(means, [.. Enumerable.Repeat(scale, dimension)]);
        Posterior after = Sampler.RefitChain(moved, before.Adaptation, new RefitOptions { Draws = Draws });
        return (before, after, after.Chain(0).Refit!);
    }

    private static double LogDensity(ReadOnlySpan<double> x, double shift, double scale)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double z = (x[i] - (i == 0 ? shift : 0)) / scale;
            sum += z * z;
        }

        return -0.5 * sum;
    }

    // Within five standard errors of the given number of effective draws.
    private static void AssertMoments(Posterior fit, int dimension, double shift, double scale, double ess)
    {
        for (int value = 0; value < dimension; value++)
        {
            SummaryRow row = fit.Summary[value];
            Assert.InRange((row.Mean - (value == 0 ? shift : 0)) / scale, -5 / Math.Sqrt(ess), 5 / Math.Sqrt(ess));
            double error = 5 * Math.Max(1 / Math.Sqrt(2 * ess), row.McseSd / row.Sd);
            Assert.InRange(row.Sd / scale, 1 - error, 1 + error);
        }
    }

    // Equal but for the rounding of a sum of weights.
    private sealed class Near : IEqualityComparer<(long, int, double, double)>
    {
        public bool Equals((long, int, double, double) x, (long, int, double, double) y) =>
            x.Item1 == y.Item1 && x.Item2 == y.Item2 && Math.Abs(x.Item3 - y.Item3) < 1e-12 && x.Item4 == y.Item4;

        public int GetHashCode((long, int, double, double) obj) => obj.Item2;
    }
}
