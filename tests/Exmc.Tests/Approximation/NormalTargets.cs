// Correlated normal targets with known mode and covariance.
namespace Exmc.Tests;

internal static class NormalTargets
{
    /// <summary>A precision matrix by rows: scales from 1 to 100, and neighbours that are correlated.</summary>
    public static double[] Precision(int dimension)
    {
        double[] factor = new double[dimension * dimension];
        for (int i = 0; i < dimension; i++)
        {
            double scale = Math.Pow(100, dimension > 1 ? i / (dimension - 1.0) : 0);
            factor[(i * dimension) + i] = scale;
            if (i > 0)
            {
                factor[(i * dimension) + i - 1] = 0.7 * scale;
            }
        }

        double[] precision = new double[dimension * dimension];
        for (int i = 0; i < dimension; i++)
        {
            for (int j = 0; j < dimension; j++)
            {
                for (int k = 0; k < dimension; k++)
                {
                    precision[(i * dimension) + j] += factor[(i * dimension) + k] * factor[(j * dimension) + k];
                }
            }
        }

        return precision;
    }

    public static double[] Mean(int dimension) => [.. Enumerable.Range(0, dimension).Select(i => 1 + (0.5 * i))];

    public static FunctionModel Model(int dimension)
    {
        double[] precision = Precision(dimension);
        double[] mean = Mean(dimension);
        return new(() => new FunctionDensity(dimension, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            logDensity = 0;
            for (int i = 0; i < x.Length; i++)
            {
                gradient[i] = 0;
                for (int j = 0; j < x.Length; j++)
                {
                    gradient[i] -= precision[(i * x.Length) + j] * (x[j] - mean[j]);
                }

                logDensity += 0.5 * gradient[i] * (x[i] - mean[i]);
            }

            return DensityStatus.Ok;
        }));
    }

    /// <summary>Inverse by Gauss and Jordan, by rows: independent of the factors under test.</summary>
    public static double[] Inverse(double[] matrix, int d)
    {
        double[] work = [.. matrix];
        double[] inverse = new double[d * d];
        for (int i = 0; i < d; i++)
        {
            inverse[(i * d) + i] = 1;
        }

        for (int p = 0; p < d; p++)
        {
            double pivot = work[(p * d) + p];
            for (int j = 0; j < d; j++)
            {
                work[(p * d) + j] /= pivot;
                inverse[(p * d) + j] /= pivot;
            }

            for (int i = 0; i < d; i++)
            {
                double factor = i == p ? 0 : work[(i * d) + p];
                for (int j = 0; j < d; j++)
                {
                    work[(i * d) + j] -= factor * work[(p * d) + j];
                    inverse[(i * d) + j] -= factor * inverse[(p * d) + j];
                }
            }
        }

        return inverse;
    }
}
