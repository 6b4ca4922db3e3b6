// Chains that warm up together.
namespace Exmc.Tests;

public class TogetherTests
{
    private static readonly SamplerOptions Together = new() { Chains = 4, Seed = 4, Draws = 200, Threads = 1, WarmUpTogether = true };

    private static FunctionModel Model(bool hasLanes = false) => new(() => new FunctionDensity(2, Targets.Correlated(0.95).Function) { HasLanes = hasLanes });

    [Fact]
    public void Chains_end_at_the_same_window_with_the_same_metric_and_say_so()
    {
        Posterior fit = Sampler.Sample(Model(), Together with { Draws = 2000 });
        int iterations = fit.Chain(0).PlanThatRan.Iterations;
        Assert.InRange(iterations, 150, 400);
        for (int chain = 0; chain < 4; chain++)
        {
            WarmupReport report = fit.Chain(chain).PlanThatRan;
            Assert.Equal((iterations, WarmupEnd.Settled), (report.Iterations, report.End));
            Assert.Equal(fit.Adaptation.Chains[0].InverseMetric.ToArray(), fit.Adaptation.Chains[chain].InverseMetric.ToArray());
            double[] products = [.. Enumerable.Range(0, 2000).Select(draw => fit.Draws(chain, 0)[draw] * fit.Draws(chain, 1)[draw])];
            Expect.MeanWithin(0.95, products);
        }

        Assert.DoesNotContain(fit.Warnings, warning => warning.Contains("did not agree", StringComparison.Ordinal));
    }

    /// <summary>Each shape of a shared metric: nine units of ten are correlated, and the metric of all is that of the target.</summary>
    [Theory]
    [InlineData(MetricKind.Diagonal)]
    [InlineData(MetricKind.LowRank)]
    [InlineData(MetricKind.Dense)]
    public void A_metric_of_any_shape_is_shared(MetricKind kind)
    {
        Posterior fit = Sampler.Sample(Model(), Together with { Metric = kind, Draws = 2000 });
        ChainAdaptation first = fit.Adaptation.Chains[0];
        Assert.Equal(kind, first.Kind);
        Assert.All(fit.Adaptation.Chains, chain => Assert.Equal(first.InverseMetric.ToArray(), chain.InverseMetric.ToArray()));
        double[] products = [.. Enumerable.Range(0, 4).SelectMany(chain => Enumerable.Range(0, 2000).Select(draw => fit.Draws(chain, 0)[draw] * fit.Draws(chain, 1)[draw]))];
        Expect.MeanWithin(0.95, products);

        // Whitened by it, the target is round: draws along the diagonal and across it have the same spread but for what 150 draws of each chain say.
        LinearTransform transform = LinearTransform.Of(kind, first.InverseMetric.ToArray(), 2)!;
        double[] along = [1, 1], across = [1, -1];
        double ratio = Norm(transform, along) / Norm(transform, across);
        double truth = Math.Sqrt(1.95 / 0.05);
        Assert.InRange(ratio, kind == MetricKind.Diagonal ? 0.9 : truth / 1.2, kind == MetricKind.Diagonal ? 1.1 : truth * 1.2);
    }

    private static double Norm(LinearTransform transform, double[] vector)
    {
        double[] half = new double[vector.Length];
        transform.MultiplyTransposed(vector, half);
        return Math.Sqrt(half.Sum(value => value * value));
    }

    /// <remarks>Invariant 42, but for the number of chains.</remarks>
    [Fact]
    public async Task Draws_do_not_depend_on_threads_lanes_or_listeners()
    {
        SamplerOptions options = Together with { Chains = 5 };
        string alone = PosteriorText.Of(Sampler.Sample(Model(), options));
        Assert.Equal(alone, PosteriorText.Of(Sampler.Sample(Model(), options with { Threads = 3 })));
        Assert.Equal(alone, PosteriorText.Of(Sampler.Sample(Model(hasLanes: true), options)));
        Assert.Equal(alone, PosteriorText.Of(Sampler.Sample(Model(hasLanes: true), options with { Threads = 2, Progress = new Progress<ChainProgress>() })));
        Assert.Equal(alone, PosteriorText.Of((await Sampler.SampleAsync(Model(), options)).Posterior!));
    }

    [Fact]
    public void One_chain_warms_up_as_it_does_alone() => Assert.Equal(
        PosteriorText.Of(Sampler.Sample(Model(), Together with { Chains = 1, WarmUpTogether = false })),
        PosteriorText.Of(Sampler.Sample(Model(), Together with { Chains = 1 })));

    /// <summary>Two modes, 20 standard deviations apart, with random starts on both sides: no end before the ceiling, and a warning that names chain and parameter.</summary>
    [Fact]
    public void Chains_that_do_not_agree_run_to_the_ceiling_and_are_reported()
    {
        FunctionModel modes = new(() => new FunctionDensity(1, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            double centre = x[0] < 0 ? -10 : 10;
            gradient[0] = centre - x[0];
            logDensity = -0.5 * gradient[0] * gradient[0];
            return DensityStatus.Ok;
        }));
        Posterior fit = Sampler.Sample(modes, Together with { Warmup = 300, Start = StartingPoints.Random, Seed = 2 });
        Assert.Equal(2, Enumerable.Range(0, 4).Select(chain => Math.Sign(fit.Draws(chain, 0)[0])).Distinct().Count());
        Assert.All(Enumerable.Range(0, 4), chain => Assert.Equal((300, WarmupEnd.Disagreed), (fit.Chain(chain).PlanThatRan.Iterations, fit.Chain(chain).PlanThatRan.End)));
        string warning = Assert.Single(fit.Warnings, warning => warning.Contains("did not agree", StringComparison.Ordinal));
        Assert.Matches("the mean of 'x' in chain [0-3] is [0-9.]+ standard deviations", warning);

        // Alone, each chain settles where it is.
        Posterior apart = Sampler.Sample(modes, Together with { Warmup = 300, Start = StartingPoints.Random, Seed = 2, WarmUpTogether = false });
        Assert.Contains(Enumerable.Range(0, 4), chain => apart.Chain(chain).PlanThatRan.End == WarmupEnd.Settled);
    }

    [Fact]
    public void Pooled_variances_are_those_within_chains()
    {
        RandomStream stream = new(3, 0, 0);
        double[][] chains = [.. Enumerable.Range(0, 3).Select(chain => Enumerable.Range(0, 5 + chain).Select(_ => (100.0 * chain) + NormalVariates.Next(stream)).ToArray())];
        RunningMoments pool = new(1);
        foreach (double[] chain in chains)
        {
            RunningMoments own = new(1);
            Array.ForEach(chain, value => own.Add([value]));
            pool.MergeWithin(own);
        }

        Assert.Equal(18, pool.Count);
        Expect.Close(chains.SelectMany(chain => chain).Average(), pool.Mean[0], 1e-12);
        Expect.Close(chains.Sum(chain => chain.Sum(value => (value - chain.Average()) * (value - chain.Average()))) / (18 - 3), pool.Variance(0), 1e-12);
    }

    [Fact]
    public void Windows_that_do_not_exist_cannot_be_met_at()
    {
        foreach (SamplerOptions options in new[] { Together with { Schedule = WarmupSchedule.Stan }, Together with { Plan = WarmupPlan.None, Warmup = 0 } })
        {
            ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => Sampler.Sample(Model(), options));
            Assert.Equal("WarmUpTogether", error.ParamName);
        }

        Assert.Equal("Warmup", Assert.ThrowsAny<ArgumentException>(() => Sampler.Sample(Model(), Together with { Warmup = 19 })).ParamName);
    }
}
