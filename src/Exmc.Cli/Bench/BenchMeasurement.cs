// Times one model at posterior draws.
namespace Exmc.Cli;

internal static class BenchMeasurement
{
    private const int Draws = 200;

    /// <summary>Fits a model briefly and times its gradient, its lanes and the sampler at the draws.</summary>
    public static BenchRow Measure(BenchCase model)
    {
        // What the sampler adds to a gradient depends on the metric: the figures are those of a diagonal one for every model.
        SamplerOptions options = new() { Chains = 1, Warmup = 300, Draws = Draws, Seed = 1, Threads = 1, Metric = MetricKind.Diagonal };
        Posterior posterior = Sampler.Sample(model.Bound, options);
        IDensity density = model.Bound.Bind();
        double[][] positions = [.. Enumerable.Range(0, posterior.DrawCount).Select(draw => posterior.Positions(0, draw).ToArray())];
        RefitOptions refit = new() { Draws = Draws, Plan = WarmupPlan.None, Threads = 1 };
        Func<long> gradient = GradientRun.Scalar(density, positions);
        return new BenchRow(
            model.Name,
            density.Dimension,
            model.IsSimulated,
            KernelTimes.Median(gradient),
            GradientRun.Lanes(density, positions) is { } lanes ? KernelTimes.Median(lanes) : double.NaN,
            KernelTimes.Median(() => Sampler.RefitChain(density, posterior.Adaptation, refit).Chain(0).SamplingGradients),
            GradientRun.Bytes(gradient),
            model.StoredStanNs);
    }
}
