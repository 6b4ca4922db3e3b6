// Generated gradients at fixed positions, ready to run again and again.
namespace Exmc.Cli;

internal static class GradientRun
{
    private const int Width = ILaneDensity.Width;

    /// <summary>Evaluates one position after the other; gives their number.</summary>
    public static Func<long> Scalar(IDensity density, double[][] positions)
    {
        double[] gradient = new double[density.Dimension];
        return () =>
        {
            foreach (double[] position in positions)
            {
                density.Evaluate(position, gradient, out _);
            }

            return positions.Length;
        };
    }

    /// <summary>Evaluates eight positions at once, all with the same data; gives the number of positions. Null when the model has no lanes.</summary>
    public static Func<long>? Lanes(IDensity density, double[][] positions)
    {
        if (density.CreateLanes() is not { } lanes)
        {
            return null;
        }

        int d = density.Dimension;
        double[][] blocks = [.. positions.Chunk(Width).Where(block => block.Length == Width).Select(ByLanes)];
        double[] gradients = DensityBuffers.Aligned(Width * d), logDensities = new double[Width];
        DensityStatus[] statuses = new DensityStatus[Width];
        return () =>
        {
            foreach (double[] block in blocks)
            {
                lanes.Evaluate(DensityBuffers.AlignedSpan(block, Width * d), DensityBuffers.AlignedSpan(gradients, Width * d), logDensities, statuses);
            }

            return blocks.Length * Width;
        };
    }

    /// <summary>Bytes that one evaluation allocates; the least of some runs, for what .NET allocates once in between shows in one of them.</summary>
    public static double Bytes(Func<long> run) => Enumerable.Range(0, 5).Min(_ =>
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long count = run();
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / count;
    });

    /// <summary>Eight positions by lanes, element i of lane k at place 8 i + k, from the start of a cache line on, as the sampler has them.</summary>
    private static double[] ByLanes(double[][] positions)
    {
        double[] byLanes = DensityBuffers.Aligned(Width * positions[0].Length);
        Span<double> elements = DensityBuffers.AlignedSpan(byLanes, Width * positions[0].Length);
        for (int place = 0; place < elements.Length; place++)
        {
            elements[place] = positions[place % Width][place / Width];
        }

        return byLanes;
    }
}
