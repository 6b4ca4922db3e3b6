// Bytes that a piece of code allocates each time it runs.
namespace Exmc.TestSupport;

internal static class Allocation
{
    private const int Batches = 20;

    /// <summary>
    /// The least that any of some batches of runs allocated on this thread. What the code itself allocates shows in every
    /// batch; what the run-time allocates once, while it replaces the code by a faster version, shows in one.
    /// </summary>
    public static long OfBatch(int runs, Action run)
    {
        long least = long.MaxValue;
        for (int batch = 0; batch < Batches && least > 0; batch++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < runs; i++)
            {
                run();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
