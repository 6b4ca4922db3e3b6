// Generated gradients beside the fastest hand-written kernels, alternately in one process.
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Exmc.Benchmarks;

/// <summary>
/// Medians and their ratios. Each repetition measures both, at one of four places of the stack: .NET aligns the stack to 16 bytes, and spilled
/// vectors that straddle cache lines can double a time.
/// </summary>
internal static class SideBySide
{
    private const int Repetitions = 120;
    private const double RepetitionMilliseconds = 3.0;

    /// <summary>Runs a kernel a number of times.</summary>
    internal delegate double Repeated(int count);

    /// <summary>Measures every pair and prints a table.</summary>
    public static void Run()
    {
        Console.WriteLine("| model | generated, ns | hand-written, ns | ratio | best ratio |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach ((string name, Repeated generated, Repeated written) in Pairs())
        {
            (double[] ours, double[] theirs) = Measure(generated, written);
            Console.WriteLine($"| {name} | {ours[ours.Length / 2]:F1} | {theirs[theirs.Length / 2]:F1} | {ours[ours.Length / 2] / theirs[theirs.Length / 2]:F2} | {ours[0] / theirs[0]:F2} |");
        }
    }

    private static IEnumerable<(string Name, Repeated Generated, Repeated Written)> Pairs()
    {
        HandWrittenEightSchools schools = new([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]);
        double[] schoolsPosition = Position(10, k => 0.3 + (0.1 * k)), schoolsGradient = new double[10];
        yield return ("eight schools, hand-written in scalars", Of("eight_schools", "eight_schools", schoolsPosition), count =>
        {
            double sum = 0.0;
            for (int k = 0; k < count; k++)
            {
                sum += schools.Evaluate(schoolsPosition, schoolsGradient);
            }

            return sum;
        }
        );
#if LIMITS
        yield return ("eight schools", Of("eight_schools", "eight_schools", schoolsPosition), LimitsKernels.Schools(schoolsPosition));
        double[] weights = Position(21, k => (0.05 * (k % 7)) - 0.1);
        yield return ("logistic", Of("logistic", "logistic", weights), LimitsKernels.Logistic(weights));
        double[] volatility = Position(102, k => k == 0 ? -2 : k == 1 ? 2 : -4 + (0.05 * (k % 9)));
        yield return ("stochastic volatility", Of("sv", "sv", volatility), LimitsKernels.Volatility(volatility));
        yield return ("sensor", Of("sensor", "sensor_0", [0.3, 0.1, 0.01, 0.5, 0.3, 0.2, 0.1, 0.0]), LimitsKernels.Sensor());
#endif
    }

    private static double[] Position(int dimension, Func<int, double> coordinate) => [.. Enumerable.Range(0, dimension).Select(coordinate)];

    private static Repeated Of(string model, string data, double[] position)
    {
        IDensity density = Generated.Model(model, data).Bind();
        double[] gradient = new double[density.Dimension];
        if (density.Evaluate(position, gradient, out _) != DensityStatus.Ok)
        {
            throw new InvalidOperationException($"{model} is not finite where it is measured.");
        }

        return count =>
        {
            double sum = 0.0;
            for (int k = 0; k < count; k++)
            {
                density.Evaluate(position, gradient, out double logDensity);
                sum += logDensity;
            }

            return sum;
        };
    }

    private static (double[] Generated, double[] Written) Measure(Repeated generated, Repeated written)
    {
        int ourCount = Warm(generated), theirCount = Warm(written);
        double[] ours = new double[Repetitions], theirs = new double[Repetitions];
        for (int k = 0; k < Repetitions; k++)
        {
            ours[k] = AtPlace(k % 4, generated, ourCount);
            theirs[k] = AtPlace(k % 4, written, theirCount);
        }

        Array.Sort(ours);
        Array.Sort(theirs);
        return (ours, theirs);
    }

    /// <summary>Runs until the code is in its last tier; gives the number of calls of a repetition.</summary>
    private static int Warm(Repeated kernel)
    {
        for (int round = 0; round < 8; round++)
        {
            for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalMilliseconds < 60;)
            {
                kernel(10);
            }

            Thread.Sleep(120);
        }

        int count = 10;
        while (Time(kernel, count) * count < RepetitionMilliseconds * 1e6)
        {
            count *= 2;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static double AtPlace(int place, Repeated kernel, int count)
    {
        Span<byte> shift = stackalloc byte[16 * place];
        double time = Time(kernel, count);
        GC.KeepAlive(shift.Length);
        return time;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static double Time(Repeated kernel, int count)
    {
        long start = Stopwatch.GetTimestamp();
        kernel(count);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
    }
}
