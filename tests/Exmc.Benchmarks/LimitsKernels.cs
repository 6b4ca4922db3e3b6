// The hand-written kernels of shared/limits-src: data of their own, of the sizes of the benchmark's.
namespace Exmc.Benchmarks;

internal static unsafe class LimitsKernels
{
    private const int Width = 8;
    private const int Count = 200;

    public static Func<long> Schools(double[] position) => Of(position, global::Schools.Simd);

    public static Func<long> SchoolsLanes(double[] position) => InLanes(position, global::Schools.Lane);

    public static Func<long> Logistic(double[] position) => Of(position, Logit.Simd);

    public static Func<long> LogisticLanes(double[] position) => InLanes(position, Logit.Lane);

    public static Func<long> Volatility(double[] position) => Of(position, SV.Simd);

    public static Func<long> VolatilityLanes(double[] position) => InLanes(position, SV.Lane);

    public static Func<long> Sensor()
    {
        (double[] y, double[] x) = SensorData.Make(3, Count);
        double* readings = Native(y), regressor = Native(x), scratch = U.Alloc(9 * Count);
        return Of(SensorData.Init(y, 0, Count), (q, g) =>
        {
            double logDensity;
            KS.Grad1(q, g, &logDensity, readings, regressor, Count, scratch, 0, 0);
            return logDensity;
        });
    }

    public static Func<long> SensorLanes()
    {
        (double[] y, double[] x) = SensorData.Make(3, Count);
        double* readings = Native(ByLanes(y)), regressor = Native(ByLanes(x)), scratch = U.Alloc(9 * Count * Width);
        return InLanes(SensorData.Init(y, 0, Count), (q, g, logDensities) => KL.Grad8(q, g, logDensities, readings, regressor, Count, scratch, 0, 0));
    }

    private delegate double Kernel(double* position, double* gradient);

    private delegate void LaneKernel(double* positions, double* gradients, double* logDensities);

    private static Func<long> Of(double[] position, Kernel kernel)
    {
        double* q = Native(position), g = U.Alloc(position.Length + 16);
        return () =>
        {
            for (int k = 0; k < SideBySide.Evaluations; k++)
            {
                kernel(q, g);
            }

            return SideBySide.Evaluations;
        };
    }

    private static Func<long> InLanes(double[] position, LaneKernel kernel)
    {
        double* q = Native(ByLanes(position)), g = U.Alloc(Width * position.Length), logDensities = U.Alloc(Width);
        return () =>
        {
            for (int k = 0; k < SideBySide.Evaluations; k++)
            {
                kernel(q, g, logDensities);
            }

            return SideBySide.Evaluations * Width;
        };
    }

    private static double[] ByLanes(double[] values) => [.. Enumerable.Range(0, Width * values.Length).Select(k => values[k / Width])];

    private static double* Native(double[] values)
    {
        double* copy = U.Alloc(values.Length + 16);
        values.CopyTo(new Span<double>(copy, values.Length));
        return copy;
    }
}
