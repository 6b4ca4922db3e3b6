// The first fits of a fresh process beside later ones: what the JIT costs.
using System.Diagnostics;

namespace Exmc.Benchmarks;

internal static class ColdStart
{
    private const int Fits = 16;

    /// <summary>Prints the processor time of the first 16 fits of 500 warm-up iterations and 200 draws, and of 16 after four seconds.</summary>
    public static void Run(string model)
    {
        IModel bound = Generated.Model(model, model == "sensor" ? "sensor_0" : model);
        double first = Sixteen(bound);
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < 4;)
        {
            Fit(bound, 1);
        }

        double later = Sixteen(bound);
        Console.WriteLine($"{model}: first {Fits} fits {first:F0} ms, later {later:F0} ms, ratio {first / later:F2}");
    }

    private static double Sixteen(IModel bound)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        for (ulong seed = 1; seed <= Fits; seed++)
        {
            Fit(bound, seed);
        }

        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds;
    }

    private static void Fit(IModel bound, ulong seed) =>
        Sampler.Sample(bound, new SamplerOptions { Chains = 1, Warmup = 500, Draws = 200, Seed = seed, Threads = 1 });
}
