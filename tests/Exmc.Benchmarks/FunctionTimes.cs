// Nanoseconds per element of the elementary functions, one number at a time and eight lanes at a time.
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Exmc.Numerics;

namespace Exmc.Benchmarks;

/// <summary>Medians over repetitions of a loop over 1024 arguments in the first-level cache, as throughput: no result waits for another.</summary>
internal static class FunctionTimes
{
    private const int Count = 1024;
    private const int Repetitions = 301;

    private interface IFunction
    {
        static abstract double Of(double x);

        static abstract Vector512<double> Of(Vector512<double> x);
    }

    public static void Print()
    {
        Console.WriteLine($"Lanes: 512 bits {Vector512.IsHardwareAccelerated}, 256 bits {Vector256.IsHardwareAccelerated}, 128 bits {Vector128.IsHardwareAccelerated}");
        Console.WriteLine($"{"function",-14}{"scalar",10}{"lanes",10}   ns per element");
        Row<MathExp>("Math.Exp", -20, 20, false);
        Row<MathLog>("Math.Log", 1e-3, 1e3, false);
        Row<Exp>("Exp", -20, 20);
        Row<Log>("Log", 1e-3, 1e3);
        Row<Log1p>("Log1p", -0.9, 10);
        Row<Expm1>("Expm1", -5, 5);
        Row<Logistic>("Logistic", -20, 20);
        Row<Log1pExp>("Log1pExp", -20, 20);
        Row<Tanh>("Tanh", -5, 5);
        Row<LogSumExp>("LogSumExp", -5, 5);
        Row<LogGamma>("LogGamma", 0.1, 30);
        Row<Digamma>("Digamma", 0.1, 30);
    }

    private static void Row<T>(string name, double from, double until, bool hasLanes = true)
        where T : struct, IFunction
    {
        Random random = new(1);
        double[] x = [.. Enumerable.Range(0, Count).Select(_ => from + ((until - from) * random.NextDouble()))];
        double[] y = new double[Count];
        double scalar = Median(() => Scalar<T>(x, y));
        double lanes = hasLanes ? Median(() => Eight<T>(x, y)) : double.NaN;
        Console.WriteLine(FormattableString.Invariant($"{name,-14}{scalar,10:F2}{lanes,10:F2}"));
    }

    private static double Median(Action run)
    {
        double[] times = new double[Repetitions];
        for (int k = 0; k < Repetitions; k++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int again = 0; again < 10; again++)
            {
                run();
            }

            times[k] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / (10 * Count);
        }

        Array.Sort(times);
        return times[Repetitions / 2];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scalar<T>(double[] x, double[] y)
        where T : struct, IFunction
    {
        for (int k = 0; k < x.Length; k++)
        {
            y[k] = T.Of(x[k]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight<T>(double[] x, double[] y)
        where T : struct, IFunction
    {
        for (int k = 0; k < x.Length; k += 8)
        {
            Vector512.StoreUnsafe(T.Of(Vector512.LoadUnsafe(ref x[k])), ref y[k]);
        }
    }

    private struct MathExp : IFunction
    {
        public static double Of(double x) => Math.Exp(x);

        public static Vector512<double> Of(Vector512<double> x) => x;
    }

    private struct MathLog : IFunction
    {
        public static double Of(double x) => Math.Log(x);

        public static Vector512<double> Of(Vector512<double> x) => x;
    }

    private struct Exp : IFunction
    {
        public static double Of(double x) => Lanes.Exp(x);

        public static Vector512<double> Of(Vector512<double> x) => Lanes.Exp(x);
    }

    private struct Log : IFunction
    {
        public static double Of(double x) => Lanes.Log(x);

        public static Vector512<double> Of(Vector512<double> x) => Lanes.Log(x);
    }

    private struct Log1p : IFunction
    {
        public static double Of(double x) => Lanes.Log1p(x);

        public static Vector512<double> Of(Vector512<double> x) => Lanes.Log1p(x);
    }

    private struct Expm1 : IFunction
    {
        public static double Of(double x) => Lanes.Expm1(x);

        public static Vector512<double> Of(Vector512<double> x) => Lanes.Expm1(x);
    }

    private struct Logistic : IFunction
    {
        public static double Of(double x) => Lanes.Logistic(x);

        public static Vector512<double> Of(Vector512<double> x) => Lanes.Logistic(x);
    }

    private struct Log1pExp : IFunction
    {
        public static double Of(double x) => Lanes.Log1pExp(x);

        public static Vector512<double> Of(Vector512<double> x) => Lanes.Log1pExp(x);
    }

    private struct Tanh : IFunction
    {
        public static double Of(double x) => Lanes.Tanh(x);

        public static Vector512<double> Of(Vector512<double> x) => Lanes.Tanh(x);
    }

    private struct LogSumExp : IFunction
    {
        public static double Of(double x) => Lanes.LogSumExp(x, 0.5);

        public static Vector512<double> Of(Vector512<double> x) => Lanes.LogSumExp(x, Vector512.Create(0.5));
    }

    private struct LogGamma : IFunction
    {
        public static double Of(double x) => Lanes.LogGamma(x);

        public static Vector512<double> Of(Vector512<double> x) => Lanes.LogGamma(x);
    }

    private struct Digamma : IFunction
    {
        public static double Of(double x) => Lanes.Digamma(x);

        public static Vector512<double> Of(Vector512<double> x) => Lanes.Digamma(x);
    }
}
