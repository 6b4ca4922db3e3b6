// How times are taken: medians, or the least, of repetitions after warming up.
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Exmc.Cli;

internal static class KernelTimes
{
    private const double WarmMilliseconds = 300;
    private const double RepetitionMilliseconds = 20;

    /// <summary>
    /// Places of the stack that repetitions take in turn: .NET aligns it to 16 bytes, and spilled vectors that straddle cache lines can double a time.
    /// </summary>
    private const int Places = 4;

    /// <summary>Nanoseconds per unit, the median of repetitions of at least 20 ms each.</summary>
    /// <param name="run">Runs the code some times and says how many units that were.</param>
    /// <param name="repetitions">Number of repetitions.</param>
    public static double Median(Func<long> run, int repetitions = 15)
    {
        Warm(run);
        return Statistics.Middle(Enumerable.Range(0, repetitions).Select(k => AtPlace(k, run)));
    }

    /// <summary>
    /// The least nanoseconds per unit of two repetitions at each place: what calibration kernels take, whose times then depend neither on where the
    /// stack begins nor on what else runs.
    /// </summary>
    /// <param name="run">Runs the code some times and says how many units that were.</param>
    /// <param name="isWarm">Whether the code is in its last tier already; it first runs for 300 ms otherwise.</param>
    public static double Least(Func<long> run, bool isWarm)
    {
        if (!isWarm)
        {
            Warm(run);
        }

        return Enumerable.Range(0, 2 * Places).Min(k => AtPlace(k, run));
    }

    private static void Warm(Func<long> run)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalMilliseconds < WarmMilliseconds;)
        {
            run();
        }
    }

    /// <summary>Nanoseconds per unit of one repetition, at a place of the stack that depends on its number.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double AtPlace(int repetition, Func<long> run)
    {
        Span<byte> shift = stackalloc byte[16 * (repetition % Places)];
        double time = Time(run);
        GC.KeepAlive(shift.Length);
        return time;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static double Time(Func<long> run)
    {
        long units = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < RepetitionMilliseconds)
        {
            units += run();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / units;
    }
}
