// The memory that a chain holds while it runs.
using System.Runtime.CompilerServices;

namespace Exmc.Cli;

/// <summary>Live bytes of one more chain of a fit, without what is not the sampler's.</summary>
/// <param name="Drawing">While it draws.</param>
/// <param name="Warming">Late in the last window of its warm-up.</param>
/// <remarks>
/// Subtracted are the density with its data and its kernel's scratch; the storage of the draws and of what is reported of them; and of a metric that is dense or
/// of low rank its matrix and the factors of it, as a chain keeps both. All that the chains of a fit share cancels out. The warm-up is measured with a diagonal metric: up to 64
/// parameters an automatic one keeps a window of draws and scores too, from which it is learnt.
/// </remarks>
internal sealed record SamplerMemory(double Drawing, double Warming)
{
    private const int Few = 1;
    private const int Warmup = 60;

    // Headers of an array, and of the objects that hold the factors of a metric.
    private const int ArrayHeader = 24;
    private const int DenseFactor = 40;
    private const int LowRankFactor = 48;

    // A chain's statistics, and its places in the two lists of a posterior.
    private const int View = 40;

    /// <summary>Measures fits of one and of many chains, everything else collected.</summary>
    public static SamplerMemory Of(IModel model)
    {
        // What the first fit of a program leaves for good is not counted.
        Measure(model, Few, MetricKind.Automatic);
        Measure(model, Few, MetricKind.Diagonal);
        FitBytes one = Measure(model, Few, MetricKind.Diagonal);
        int many = Many(model);
        double density = (double)(Bound(model, many) - Bound(model, Few)) / (many - Few);
        double drawing = OneMore(model, many, MetricKind.Diagonal) - density;
        return new(OneMore(model, many, MetricKind.Automatic) - density, drawing + one.Warming - one.AtEnd);
    }

    /// <summary>What a second fit of the same density allocates, its start and everything that is garbage at its end included.</summary>
    public static double AllocatedBytes(IDensity density)
    {
        SamplerOptions options = Options(1, MetricKind.Automatic, null);
        Sampler.SampleChain(density, options);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Sampler.SampleChain(density, options);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // Live bytes are known to some 8,000, by which threads take memory: small chains have to be many.
    private static int Many(IModel model) => model.Bind().Dimension <= 100 ? 257 : 17;

    // One more chain at its end, its density included.
    private static double OneMore(IModel model, int chains, MetricKind metric)
    {
        FitBytes few = Measure(model, Few, metric);
        FitBytes many = Measure(model, chains, metric);
        return (double)(many.AtEnd - few.AtEnd - (many.Draws - few.Draws) - (many.Metrics - few.Metrics)) / (chains - Few);
    }

    private static SamplerOptions Options(int chains, MetricKind metric, IProgress<ChainProgress>? progress) =>
        new() { Chains = chains, Warmup = Warmup, Draws = 1, Seed = 1, Threads = 1, Lanes = false, Metric = metric, Progress = progress };

    private static FitBytes Measure(IModel model, int chains, MetricKind metric)
    {
        long before = GC.GetTotalMemory(true);
        Meter meter = new(chains);
        Adaptation learnt = Fit(model, Options(chains, metric, meter), before, out long posterior);
        long rest = GC.GetTotalMemory(true) - before;
        long draws = posterior - rest;
        long metrics = 0;
        foreach (ChainAdaptation chain in learnt.Chains)
        {
            // The adaptation keeps the position and the log density of the draw.
            draws += (2 * ArrayHeader) + (sizeof(double) * (chain.Position.Length + 1)) - View;
            metrics += MetricBytes(chain);
        }

        return new(meter.AtEnd - before, meter.Warming - before, draws, metrics);
    }

    // The posterior is held here alone.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Adaptation Fit(IModel model, SamplerOptions options, long before, out long posterior)
    {
        Posterior fit = Sampler.Sample(model, options);
        posterior = GC.GetTotalMemory(true) - before;
        GC.KeepAlive(fit);
        return fit.Adaptation;
    }

    private static long MetricBytes(ChainAdaptation chain)
    {
        int length = chain.InverseMetric.Length;
        int dimension = chain.Position.Length;
        switch (chain.Kind)
        {
            case MetricKind.Dense:
                // The matrix, and its Cholesky factor by rows and by columns.
                return (3 * Bytes(length)) + DenseFactor;
            case MetricKind.LowRank:
                // Scales, variances along directions and these; and once more as factors, the variances in two forms.
                int rank = (length - dimension) / (dimension + 1);
                return Bytes(length) + Bytes(dimension) + (2 * Bytes(rank)) + Bytes(rank * dimension) + LowRankFactor;
            default:
                return 0;
        }
    }

    private static long Bytes(int numbers) => ArrayHeader + ((long)numbers * sizeof(double));

    private static long Bound(IModel model, int count)
    {
        long before = GC.GetTotalMemory(true);
        IDensity[] densities = [.. Enumerable.Range(0, count).Select(_ => model.Bind())];
        double[] gradient = new double[densities[0].Dimension];
        foreach (IDensity density in densities)
        {
            density.Evaluate(new double[gradient.Length], gradient, out _);
        }

        long bytes = GC.GetTotalMemory(true) - before;
        GC.KeepAlive(densities);
        return bytes;
    }

    private readonly record struct FitBytes(long AtEnd, long Warming, long Draws, long Metrics);

    // Takes the live bytes at the last chain's end, and at its latest report before.
    private sealed class Meter(int chains) : IProgress<ChainProgress>
    {
        private int _ended;

        public long AtEnd { get; private set; }

        public long Warming { get; private set; }

        public void Report(ChainProgress value)
        {
            if (value.Iteration < value.Total)
            {
                Warming = _ended == chains - 1 ? GC.GetTotalMemory(true) : 0;
            }
            else if (++_ended == chains)
            {
                AtEnd = GC.GetTotalMemory(true);
            }
        }
    }
}
