// A normal distribution whose covariance is diagonal plus low rank.
using Exmc.Numerics;

namespace Exmc;

/// <summary>
/// The normal distribution at an iterate of L-BFGS: the inverse Hessian estimate as covariance, and the Newton step's end as mean (Zhang, Carpenter,
/// Gelman and Vehtari 2022, JMLR 23, algorithms 2 to 4). With A the square root of the diagonal, covariance A (I + Q (M - I) Q') A, Q orthonormal.
/// </summary>
internal sealed class LowRankNormal : INormalProposal
{
    private readonly double[] _mean;
    private readonly double[] _scale;
    private readonly OrthonormalPairs _basis;
    private readonly double[] _factor;
    private readonly double _logScale;

    private LowRankNormal(double[] mean, double[] scale, OrthonormalPairs basis, double[] factor)
    {
        (_mean, _scale, _basis, _factor) = (mean, scale, basis, factor);
        _logScale = -0.5 * mean.Length * Math.Log(2 * Math.PI);
        foreach (double value in scale)
        {
            _logScale -= Math.Log(value);
        }

        for (int k = 0; k < basis.Rank; k++)
        {
            _logScale -= Math.Log(factor[(k * basis.Rank) + k]);
        }
    }

    /// <summary>The distribution's mean.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>The covariance in the form of a low-rank metric, see <see cref="LowRankTransform"/>; null when it cannot be factored.</summary>
    public double[]? ToMetric()
    {
        int d = _mean.Length;
        int r = _basis.Rank;
        double[] core = new double[r * r];
        for (int i = 0; i < r; i++)
        {
            for (int j = 0; j < r; j++)
            {
                int shared = Math.Min(i, j) + 1;
                core[(i * r) + j] = Rows.Dot(_factor.AsSpan(i * r, shared), _factor.AsSpan(j * r, shared));
            }
        }

        double[] values = new double[r];
        if (!SymmetricEigen.TryFactorPositive(r, core, values))
        {
            return null;
        }

        double[] metric = new double[d + (r * (d + 1))];
        for (int i = 0; i < d; i++)
        {
            metric[i] = _scale[i] * _scale[i];
        }

        for (int k = 0; k < r; k++)
        {
            metric[d + k] = values[k];
            for (int j = 0; j < r; j++)
            {
                Rows.Add(metric.AsSpan(d + r + (k * d), d), core[(k * r) + j], _basis.Direction(j));
            }
        }

        return metric;
    }

    /// <summary>The distribution at an iterate; null when rounding makes the covariance indefinite.</summary>
    /// <param name="position">Iterate, length d.</param>
    /// <param name="gradient">Gradient of the log density there.</param>
    /// <param name="diagonal">Diagonal of the initial inverse Hessian, positive.</param>
    /// <param name="pairs">Steps and changes of the negative gradient, oldest first.</param>
    public static LowRankNormal? TryCreate(double[] position, double[] gradient, double[] diagonal, IReadOnlyList<(double[] Step, double[] Change)> pairs)
    {
        int d = position.Length;
        double[] scale = new double[d];
        for (int i = 0; i < d; i++)
        {
            scale[i] = Math.Sqrt(diagonal[i]);
        }

        OrthonormalPairs span = new(pairs, scale);
        int r = span.Rank;
        double[] core = span.Core();
        if (DenseNormal.TryFactor(core, r) is not { } factor)
        {
            return null;
        }

        double[] newton = new double[d];
        for (int i = 0; i < d; i++)
        {
            newton[i] = gradient[i] * scale[i];
        }

        Span<double> inside = stackalloc double[r];
        for (int k = 0; k < r; k++)
        {
            inside[k] = Rows.Dot(span.Direction(k), newton);
        }

        for (int k = 0; k < r; k++)
        {
            double product = Rows.Dot(core.AsSpan(k * r, r), inside);
            Rows.Add(newton, product - inside[k], span.Direction(k));
        }

        bool finite = true;
        for (int i = 0; i < d; i++)
        {
            newton[i] = position[i] + (scale[i] * newton[i]);
            finite &= double.IsFinite(newton[i]);
        }

        return finite ? new(newton, scale, span, factor) : null;
    }

    /// <inheritdoc/>
    public double Draw(RandomStream stream, Span<double> position)
    {
        double squares = NormalVariates.Fill(stream, position);
        int r = _basis.Rank;
        Span<double> inside = stackalloc double[r];
        for (int k = 0; k < r; k++)
        {
            inside[k] = Rows.Dot(_basis.Direction(k), position);
        }

        // z + Q (L - I) Q' z has covariance I + Q (L L' - I) Q'.
        for (int k = 0; k < r; k++)
        {
            double product = Rows.Dot(_factor.AsSpan(k * r, k + 1), inside[..(k + 1)]);
            Rows.Add(position, product - inside[k], _basis.Direction(k));
        }

        for (int i = 0; i < position.Length; i++)
        {
            position[i] = _mean[i] + (_scale[i] * position[i]);
        }

        return _logScale - (0.5 * squares);
    }
}
