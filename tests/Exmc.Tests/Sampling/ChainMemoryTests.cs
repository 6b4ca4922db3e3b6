// What a chain holds, to the byte.
namespace Exmc.Tests;

public class ChainMemoryTests
{
    // Vectors that a chain may hold, of max(d, 8) numbers.
    private const int Bound = 64;

    /// <summary>
    /// From start to end of a fit, everything counts but the density, the draws, the options and plan that chains share, metrics that are not diagonal and
    /// the window of draws and scores from which they are learnt. Drawing, a chain in lanes has two vectors more.
    /// </summary>
    /// <remarks>Around 8 dimensions the objects, some 1,400 bytes in the warm-up, weigh more than the vectors that short trajectories save.</remarks>
    [Theory]
    [InlineData(1, MetricKind.Diagonal, Bound)]
    [InlineData(2, MetricKind.Diagonal, Bound)]
    [InlineData(3, MetricKind.Diagonal, Bound)]
    [InlineData(8, MetricKind.Diagonal, 66)]
    [InlineData(10, MetricKind.Diagonal, Bound)]
    [InlineData(50, MetricKind.Diagonal, Bound)]
    [InlineData(64, MetricKind.Diagonal, Bound)]
    [InlineData(100, MetricKind.Diagonal, Bound)]
    [InlineData(1000, MetricKind.Diagonal, Bound)]
    [InlineData(2, MetricKind.Automatic, Bound)]
    [InlineData(10, MetricKind.Automatic, Bound)]
    [InlineData(64, MetricKind.Automatic, Bound)]
    [InlineData(100, MetricKind.LowRank, Bound)]
    public void A_chain_never_holds_more_than_64_vectors(int dimension, MetricKind metric, int boundOfWarmup)
    {
        FunctionDensity density = Targets.Normal(new double[dimension], [.. Enumerable.Range(1, dimension).Select(i => 1 + (2.0 * i / dimension))]);
        SamplerOptions options = new() { Warmup = 150, Draws = 20, Metric = metric };
        ChainFit fit = new();
        fit.Begin(density, ChainPlan.Cold(options, 0), CancellationToken.None);
        long most = MostHeld(fit, every: dimension < 100 ? 13 : 97);
        long last = Held(fit);
        Assert.InRange(most, last, Bytes(dimension, boundOfWarmup));
        Assert.InRange(last + Bytes(dimension, 2), 24 * dimension * sizeof(double), Bytes(dimension, Bound));
    }

    /// <summary>Where trajectories are as deep as they may be, objects besides the vectors make it more in 7 to 13 dimensions and in 15: 72 at most.</summary>
    [Theory]
    [InlineData(1, Bound)]
    [InlineData(6, Bound)]
    [InlineData(8, 72)]
    [InlineData(16, Bound)]
    [InlineData(100, Bound)]
    public void A_chain_of_deep_trajectories_holds_little_more(int dimension, int bound)
    {
        double[] position = [.. Enumerable.Repeat(0.5, dimension)];
        ChainAdaptation carried = new(position, 0.0005, Enumerable.Repeat(1.0, dimension).ToArray(), new double[dimension], MetricKind.Diagonal);
        ChainFit fit = new();
        ChainPlan plan = ChainPlan.Warm(new RefitOptions { Draws = 2, Plan = WarmupPlan.None, MaxDepth = 10 }, new("Test", "", [carried]), 0);
        fit.Begin(Targets.StandardNormal(dimension), plan, CancellationToken.None);
        fit.Run();
        Assert.Equal([10, 10], fit.Draws.Depth);
        Assert.InRange(Held(fit), 50 * dimension * sizeof(double), Bytes(dimension, bound));
    }

    private static long Bytes(int dimension, int vectors) => (long)vectors * Math.Max(dimension, 8) * sizeof(double);

    private static long MostHeld(ChainFit fit, int every)
    {
        ShareClock clock = new();
        long most = 0;
        bool wants = fit.Start(clock);
        for (int gradient = 1; wants; gradient++)
        {
            DensityStatus status = fit.Density.Evaluate(fit.Space.Evaluated, fit.Space.EvaluatedGradient, out double logDensity);
            wants = fit.Resume(status, logDensity);
            most = gradient % every == 0 ? Math.Max(most, Held(fit, clock)) : most;
        }

        return most;
    }

    private static long Held(ChainFit fit, ShareClock? shared = null) => HeldObjects
        .Of(fit, value => value is IDensity or ChainDraws or ChainOptions or WarmupPlan or ChainAdaptation or CancellationTokenSource or LinearTransform or ScoreWindow || ReferenceEquals(value, shared))
        .Where(held => !IsMatrix(held.Path, held.Value, fit.Space.Dimension))
        .Sum(held => held.Bytes);

    private static bool IsMatrix(string path, object value, int dimension) =>
        path.EndsWith("_metric._matrix", StringComparison.Ordinal) || (path.EndsWith("_settling._inverseMetric", StringComparison.Ordinal) && ((double[])value).Length > dimension);
}
