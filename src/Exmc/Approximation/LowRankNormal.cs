// A normal distribution whose covariance is diagonal plus low rank.
using Exmc.Numerics;

namespace Exmc;

/// <summary>
/// The normal distribution at an iterate of L-BFGS: the inverse Hessian estimate as covariance, and the Newton step's end as mean (Zhang, Carpenter,
/// Gelman and Vehtari 2022, JMLR 23, algorithms 2 to 4). With A the square root of the diagonal, covariance A (I + Q (M - I) Q') A, Q orthonormal.
/// </summary>
internal sealed class LowRankNormal(int dimension) : INormalProposal
{
    private readonly double[] _mean = new double[dimension];
    private readonly double[] _scale = new double[dimension];
    private double[] _basis = [];
    private double[] _factor = [];
    private int _rank;
    private double _logScale;

    /// <summary>The distribution's mean.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>The covariance in the form of a low-rank metric, see <see cref="LowRankTransform"/>; null when it cannot be factored.</summary>
    public double[]? ToMetric()
    {
        int d = _mean.Length;
        int r = _rank;
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
                Rows.Add(metric.AsSpan(d + r + (k * d), d), core[(k * r) + j], Direction(j));
            }
        }

        return metric;
    }

    /// <summary>Becomes the distribution at an iterate.</summary>
    /// <param name="position">Iterate, length d.</param>
    /// <param name="gradient">Gradient of the log density there.</param>
    /// <param name="diagonal">Diagonal of the initial inverse Hessian, positive.</param>
    /// <param name="pairs">Steps and changes of the negative gradient, oldest first.</param>
    /// <param name="span">Room for their span.</param>
    /// <returns>False when rounding makes the covariance indefinite or the mean infinite: it is no distribution then.</returns>
    public bool TryBecome(
        ReadOnlySpan<double> position, ReadOnlySpan<double> gradient, ReadOnlySpan<double> diagonal, IReadOnlyList<(double[] Step, double[] Change)> pairs, OrthonormalPairs span)
    {
        for (int i = 0; i < _scale.Length; i++)
        {
            _scale[i] = Math.Sqrt(diagonal[i]);
        }

        span.Span(pairs, _scale, ref _basis);
        _rank = span.Rank;
        int r = _rank;
        ReadOnlySpan<double> core = span.Core();
        if (_factor.Length < r * r)
        {
            _factor = new double[r * r];
        }

        if (!DenseNormal.TryFactor(core, r, _factor))
        {
            return false;
        }

        double[] newton = _mean;
        for (int i = 0; i < newton.Length; i++)
        {
            newton[i] = gradient[i] * _scale[i];
        }

        Span<double> inside = stackalloc double[r];
        for (int k = 0; k < r; k++)
        {
            inside[k] = Rows.Dot(Direction(k), newton);
        }

        for (int k = 0; k < r; k++)
        {
            double product = Rows.Dot(core.Slice(k * r, r), inside);
            Rows.Add(newton, product - inside[k], Direction(k));
        }

        bool finite = true;
        for (int i = 0; i < newton.Length; i++)
        {
            newton[i] = position[i] + (_scale[i] * newton[i]);
            finite &= double.IsFinite(newton[i]);
        }

        _logScale = LogScale();
        return finite;
    }

    private double LogScale()
    {
        double sum = -0.5 * _mean.Length * Math.Log(2 * Math.PI);
        foreach (double value in _scale)
        {
            sum -= Math.Log(value);
        }

        for (int k = 0; k < _rank; k++)
        {
            sum -= Math.Log(_factor[(k * _rank) + k]);
        }

        return sum;
    }

    private ReadOnlySpan<double> Direction(int k) => _basis.AsSpan(k * _mean.Length, _mean.Length);

    /// <inheritdoc/>
    public double Draw(RandomStream stream, Span<double> position)
    {
        double squares = NormalVariates.Fill(stream, position);
        int r = _rank;
        Span<double> inside = stackalloc double[r];
        for (int k = 0; k < r; k++)
        {
            inside[k] = Rows.Dot(Direction(k), position);
        }

        // z + Q (L - I) Q' z has covariance I + Q (L L' - I) Q'.
        for (int k = 0; k < r; k++)
        {
            double product = Rows.Dot(_factor.AsSpan(k * r, k + 1), inside[..(k + 1)]);
            Rows.Add(position, product - inside[k], Direction(k));
        }

        for (int i = 0; i < position.Length; i++)
        {
            position[i] = _mean[i] + (_scale[i] * position[i]);
        }

        return _logScale - (0.5 * squares);
    }
}
