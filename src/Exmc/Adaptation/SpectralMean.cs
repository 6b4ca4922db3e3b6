// The spectral geometric mean of two covariances.
using Exmc.Numerics;

namespace Exmc;

/// <summary>The positive definite M with M G M = C: what draws of covariance C and scores of covariance G say about the covariance of a normal target.</summary>
/// <remarks>The affine-invariant geometric mean of C and the inverse of G, the minimiser of the Fisher divergence over all metrics (arXiv:2603.18845).</remarks>
internal static class SpectralMean
{
    /// <summary>With G = L L': M = L'^-1 (L' C L)^(1/2) L^-1.</summary>
    /// <param name="n">Order of the matrices.</param>
    /// <param name="draws">C by rows, positive semidefinite.</param>
    /// <param name="scores">G by rows, positive definite.</param>
    /// <param name="mean">Receives M by rows.</param>
    /// <returns>False when G is not positive definite or something is not finite.</returns>
    public static bool TrySolve(int n, ReadOnlySpan<double> draws, ReadOnlySpan<double> scores, Span<double> mean)
    {
        double[] factor = new double[n * n];
        if (!TryCholesky(n, scores, factor))
        {
            return false;
        }

        // Rows of L'; then L' C L row by row.
        double[] upper = Transpose(n, factor);
        double[] left = Multiply(n, upper, draws);
        double[] inner = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                inner[(i * n) + j] = inner[(j * n) + i] = Rows.Dot(left.AsSpan(i * n, n), upper.AsSpan(j * n, n));
            }
        }

        double[] values = new double[n];
        if (!SymmetricEigen.TryFactor(n, inner, values))
        {
            return false;
        }

        // Rows w of the result's factor: each eigenvector, solved by L', has weight sqrt(value).
        mean[..(n * n)].Clear();
        for (int k = 0; k < n; k++)
        {
            Span<double> vector = inner.AsSpan(k * n, n);
            SolveUpper(n, upper, vector);
            double weight = Math.Sqrt(Math.Max(values[k], 0));
            for (int i = 0; i < n; i++)
            {
                Rows.Add(mean.Slice(i * n, n), weight * vector[i], vector);
            }
        }

        return true;
    }

    private static bool TryCholesky(int n, ReadOnlySpan<double> matrix, Span<double> factor)
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = matrix[(i * n) + j] - Rows.Dot(factor.Slice(i * n, j), factor.Slice(j * n, j));
                if (i == j && !(rest > 0 && double.IsFinite(rest)))
                {
                    return false;
                }

                factor[(i * n) + j] = i == j ? Math.Sqrt(rest) : rest / factor[(j * n) + j];
            }
        }

        return true;
    }

    private static double[] Transpose(int n, double[] matrix)
    {
        double[] result = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                result[(j * n) + i] = matrix[(i * n) + j];
            }
        }

        return result;
    }

    private static double[] Multiply(int n, double[] left, ReadOnlySpan<double> right)
    {
        double[] result = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < n; k++)
            {
                Rows.Add(result.AsSpan(i * n, n), left[(i * n) + k], right.Slice(k * n, n));
            }
        }

        return result;
    }

    // Replaces z by U^-1 z for an upper triangular U by rows.
    private static void SolveUpper(int n, double[] upper, Span<double> z)
    {
        for (int i = n - 1; i >= 0; i--)
        {
            z[i] = (z[i] - Rows.Dot(upper.AsSpan((i * n) + i + 1, n - i - 1), z[(i + 1)..])) / upper[(i * n) + i];
        }
    }
}
