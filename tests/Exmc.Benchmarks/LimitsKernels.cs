// The hand-written kernels of shared/limits-src: data of their own, of the sizes of the benchmark's.
namespace Exmc.Benchmarks;

internal static unsafe class LimitsKernels
{
    public static SideBySide.Repeated Schools(double[] position) => Of(position, global::Schools.Simd);

    public static SideBySide.Repeated Logistic(double[] position) => Of(position, Logit.Simd);

    public static SideBySide.Repeated Volatility(double[] position) => Of(position, SV.Simd);

    public static SideBySide.Repeated Sensor()
    {
        const int Count = 200;
        (double[] y, double[] x) = SensorData.Make(3, Count);
        double* readings = Native(y), regressor = Native(x), scratch = U.Alloc(9 * Count);
        return Of(SensorData.Init(y, 0, Count), (q, g) =>
        {
            double logDensity;
            KS.Grad1(q, g, &logDensity, readings, regressor, Count, scratch, 0, 0);
            return logDensity;
        });
    }

    private delegate double Kernel(double* position, double* gradient);

    private static SideBySide.Repeated Of(double[] position, Kernel kernel)
    {
        double* q = Native(position), g = U.Alloc(position.Length + 16);
        return count =>
        {
            double sum = 0.0;
            for (int k = 0; k < count; k++)
            {
                sum += kernel(q, g);
            }

            return sum;
        };
    }

    private static double* Native(double[] values)
    {
        double* copy = U.Alloc(values.Length + 16);
        values.CopyTo(new Span<double>(copy, values.Length));
        return copy;
    }
}
