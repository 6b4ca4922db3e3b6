// A normal distribution given by its mean and precision.
using Exmc.Numerics;

namespace Exmc;

/// <summary>The normal distribution of a mean and a precision matrix.</summary>
internal sealed class DenseNormal : INormalProposal
{
    private readonly double[] _mean;
    private readonly double[] _factor;
    private readonly double _logScale;

    private DenseNormal(double[] mean, double[] factor)
    {
        _mean = mean;
        _factor = factor;
        int d = mean.Length;
        _logScale = Enumerable.Range(0, d).Sum(i => Math.Log(factor[(i * d) + i])) - (0.5 * d * Math.Log(2 * Math.PI));
    }

    /// <summary>Null when the precision is not positive definite.</summary>
    /// <param name="mean">Length d.</param>
    /// <param name="precision">d x d by rows, symmetric.</param>
    public static DenseNormal? TryCreate(double[] mean, double[] precision) =>
        TryFactor(precision, mean.Length) is { } factor ? new(mean, factor) : null;

    /// <inheritdoc/>
    public double Draw(RandomStream stream, Span<double> position)
    {
        double squares = NormalVariates.Fill(stream, position);

        // With precision L L', x = mean + L'^-1 z.
        int d = _mean.Length;
        for (int i = d - 1; i >= 0; i--)
        {
            double sum = position[i];
            for (int k = i + 1; k < d; k++)
            {
                sum -= _factor[(k * d) + i] * position[k];
            }

            position[i] = sum / _factor[(i * d) + i];
        }

        Rows.Add(position, 1, _mean);
        return _logScale - (0.5 * squares);
    }

    /// <summary>Lower Cholesky factor by rows; null when the matrix is not positive definite.</summary>
    public static double[]? TryFactor(double[] matrix, int d)
    {
        double[] factor = new double[d * d];
        return TryFactor(matrix, d, factor) ? factor : null;
    }

    /// <summary>Lower Cholesky factor by rows, what is above the diagonal left as it was; false when the matrix is not positive definite.</summary>
    public static bool TryFactor(ReadOnlySpan<double> matrix, int d, Span<double> factor)
    {
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = matrix[(i * d) + j] - Rows.Dot(factor.Slice(i * d, j), factor.Slice(j * d, j));
                if (j < i)
                {
                    factor[(i * d) + j] = sum / factor[(j * d) + j];
                }
                else if (sum > 0 && double.IsFinite(sum))
                {
                    factor[(i * d) + i] = Math.Sqrt(sum);
                }
                else
                {
                    return false;
                }
            }
        }

        return true;
    }
}
