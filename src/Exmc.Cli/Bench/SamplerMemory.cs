// The memory that a chain holds while it runs.
namespace Exmc.Cli;

/// <summary>Live bytes of one more chain of a fit, less those of its density and of its draw.</summary>
internal static class SamplerMemory
{
    private const int Few = 1;
    private const int Many = 17;
    private const int Warmup = 60;

    /// <summary>Compares fits of one and of seventeen chains at their end, everything else collected: what all chains share cancels out.</summary>
    public static double HeldBytes(IModel model)
    {
        // What the first fit of a program leaves for good is not counted.
        Held(model, Few);
        double chains = (double)(Held(model, Many) - Held(model, Few)) / (Many - Few);
        double densities = (double)(Bound(model, Many) - Bound(model, Few)) / (Many - Few);
        ParameterLayout layout = model.Bind().Layout;
        return chains - densities - (sizeof(double) * (layout.Dimension + layout.ValueCount));
    }

    /// <summary>What a second fit of the same density allocates, its start and everything that is garbage at its end included.</summary>
    public static double AllocatedBytes(IDensity density)
    {
        SamplerOptions options = Options(1, null);
        Sampler.SampleChain(density, options);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Sampler.SampleChain(density, options);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static SamplerOptions Options(int chains, IProgress<ChainProgress>? progress) =>
        new() { Chains = chains, Warmup = Warmup, Draws = 1, Seed = 1, Threads = 1, Lanes = false, Progress = progress };

    private static long Held(IModel model, int chains)
    {
        Meter meter = new(chains);
        Sampler.Sample(model, Options(chains, meter));
        return meter.Bytes;
    }

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

    // Takes the live bytes at the last chain's end.
    private sealed class Meter(int chains) : IProgress<ChainProgress>
    {
        private readonly long _before = GC.GetTotalMemory(true);
        private int _ended;

        public long Bytes { get; private set; }

        public void Report(ChainProgress value)
        {
            _ended += value.Iteration == value.Total ? 1 : 0;
            if (_ended == chains)
            {
                Bytes = GC.GetTotalMemory(true) - _before;
            }
        }
    }
}
