// Known targets.
namespace Exmc.Tests;

internal static class Targets
{
    public static FunctionDensity Normal(double[] means, double[] sds, string name = "Test", double shift = 0) => new(means.Length, NormalFunction(means, sds, shift), name);

    public static FunctionDensity StandardNormal(int dimension) => Normal(new double[dimension], Enumerable.Repeat(1.0, dimension).ToArray());

    public static LogDensityFunction NormalFunction(double[] means, double[] sds, double shift = 0) =>
        (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            double sum = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double z = (x[i] - means[i]) / sds[i];
                sum += z * z;
                gradient[i] = -z / sds[i];
            }

            logDensity = (-0.5 * sum) + shift;
            return DensityStatus.Ok;
        };

    // Two coordinates with unit variances and this correlation.
    public static FunctionDensity Correlated(double correlation) => new(2, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
    {
        double scale = 1 / (1 - (correlation * correlation));
        gradient[0] = -scale * (x[0] - (correlation * x[1]));
        gradient[1] = -scale * (x[1] - (correlation * x[0]));
        logDensity = 0.5 * ((gradient[0] * x[0]) + (gradient[1] * x[1]));
        return DensityStatus.Ok;
    });
}
