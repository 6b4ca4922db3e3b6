// Whitening by a diagonal and a few directions with scales of their own.
using Exmc.Numerics;

namespace Exmc;

/// <summary>
/// F = S (I + U (sqrt(W) - I) U') with S diagonal, U d x k of orthonormal columns and W the variances along them (arXiv:2603.18845, section on low-rank
/// updates). Products cost 2 d k multiplications.
/// </summary>
internal sealed class LowRankTransform : LinearTransform
{
    private readonly double[] _scales;
    private readonly double[] _directions;
    private readonly double[] _stretch;
    private readonly double[] _shrink;

    /// <param name="inverseMetric">d variances, then k variances along the directions, then the directions by rows.</param>
    /// <param name="dimension">d; k follows from the length d + k (d + 1).</param>
    public LowRankTransform(ReadOnlySpan<double> inverseMetric, int dimension)
    {
        int rank = Rank(inverseMetric.Length, dimension);
        _scales = new double[dimension];
        for (int i = 0; i < dimension; i++)
        {
            _scales[i] = Math.Sqrt(inverseMetric[i]);
        }

        _stretch = new double[rank];
        _shrink = new double[rank];
        for (int k = 0; k < rank; k++)
        {
            double root = Math.Sqrt(inverseMetric[dimension + k]);
            _stretch[k] = root - 1;
            _shrink[k] = (1 / root) - 1;
        }

        _directions = inverseMetric[(dimension + rank)..].ToArray();
    }

    /// <summary>The number of directions in a metric of that length; negative when no number fits.</summary>
    public static int Rank(int length, int dimension) => length >= dimension && (length - dimension) % (dimension + 1) == 0 ? (length - dimension) / (dimension + 1) : -1;

    /// <inheritdoc/>
    public override void Multiply(ReadOnlySpan<double> y, Span<double> result)
    {
        y.CopyTo(result);
        Stretch(result, _stretch);
        Scale(result);
    }

    /// <inheritdoc/>
    public override void MultiplyTransposed(ReadOnlySpan<double> gradient, Span<double> result)
    {
        gradient.CopyTo(result);
        Scale(result);
        Stretch(result, _stretch);
    }

    /// <inheritdoc/>
    public override void Solve(Span<double> z)
    {
        for (int i = 0; i < _scales.Length; i++)
        {
            z[i] /= _scales[i];
        }

        Stretch(z, _shrink);
    }

    // The directions are orthonormal: what is added along one does not change the products with the others.
    private void Stretch(Span<double> z, double[] factors)
    {
        int d = _scales.Length;
        for (int k = 0; k < factors.Length; k++)
        {
            ReadOnlySpan<double> direction = _directions.AsSpan(k * d, d);
            Rows.Add(z, factors[k] * Rows.Dot(direction, z), direction);
        }
    }

    private void Scale(Span<double> z)
    {
        for (int i = 0; i < _scales.Length; i++)
        {
            z[i] *= _scales[i];
        }
    }
}
