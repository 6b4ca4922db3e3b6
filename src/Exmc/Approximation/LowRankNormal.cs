// A normal distribution whose covariance is diagonal plus low rank.
using Exmc.Numerics;

namespace Exmc;

/// <summary>
/// The normal distribution at an iterate of L-BFGS: the inverse Hessian estimate as covariance, and the Newton step's end as mean (Zhang, Carpenter,
/// Gelman and Vehtari 2022, JMLR 23, algorithms 2 to 4). With A the square root of the diagonal, covariance A (I + Q (M - I) Q') A, Q orthonormal.
/// </summary>
internal sealed class LowRankNormal : INormalProposal
{
    // Columns whose part outside the span of the earlier ones is smaller are taken to lie in it.
    private const double RankTolerance = 1e-9;
    private readonly double[] _mean;
    private readonly double[] _scale;
    private readonly List<double[]> _basis;
    private readonly double[] _factor;
    private readonly double _logScale;

    private LowRankNormal(double[] mean, double[] scale, List<double[]> basis, double[] factor)
    {
        (_mean, _scale, _basis, _factor) = (mean, scale, basis, factor);
        int r = basis.Count;
        _logScale = (-0.5 * mean.Length * Math.Log(2 * Math.PI)) - scale.Sum(Math.Log) - Enumerable.Range(0, r).Sum(k => Math.Log(factor[(k * r) + k]));
    }

    /// <summary>The distribution's mean.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>The covariance in the form of a low-rank metric, see <see cref="LowRankTransform"/>; null when it cannot be factored.</summary>
    public double[]? ToMetric()
    {
        int d = _mean.Length;
        int r = _basis.Count;
        double[] core = new double[r * r];
        for (int i = 0; i < r; i++)
        {
            for (int j = 0; j < r; j++)
            {
                int shared = Math.Min(i, j) + 1;
                core[(i * r) + j] = CurvaturePairs.Dot(_factor.AsSpan(i * r, shared), _factor.AsSpan(j * r, shared));
            }
        }

        double[] values = new double[r];
        if (!SymmetricEigen.TryFactor(r, core, values) || !Array.TrueForAll(values, value => value > 0))
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
                CurvaturePairs.Add(metric.AsSpan(d + r + (k * d), d), core[(k * r) + j], _basis[j]);
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
        double[] scale = [.. diagonal.Select(Math.Sqrt)];

        // In the coordinates x / scale: inverse Hessian I + B gamma B' with B = [A Y, A^-1 S].
        double[][] columns =
        [
            .. pairs.Select(pair => pair.Change.Zip(scale, (value, a) => value * a).ToArray()),
            .. pairs.Select(pair => pair.Step.Zip(scale, (value, a) => value / a).ToArray()),
        ];
        List<double[]> basis = [];
        double[][] coefficients = [.. columns.Select(column => Project(column, basis))];
        int r = basis.Count;
        double[] core = Core(columns, coefficients, pairs.Count, r);
        if (DenseNormal.TryFactor(core, r) is not { } factor)
        {
            return null;
        }

        double[] newton = [.. gradient.Zip(scale, (value, a) => value * a)];
        double[] inside = [.. basis.Select(q => CurvaturePairs.Dot(q, newton))];
        for (int k = 0; k < r; k++)
        {
            double product = CurvaturePairs.Dot(core.AsSpan(k * r, r), inside);
            CurvaturePairs.Add(newton, product - inside[k], basis[k]);
        }

        double[] mean = [.. position.Select((x, i) => x + (scale[i] * newton[i]))];
        return Array.TrueForAll(mean, double.IsFinite) ? new(mean, scale, basis, factor) : null;
    }

    /// <inheritdoc/>
    public double Draw(RandomStream stream, Span<double> position)
    {
        double squares = NormalVariates.Fill(stream, position);
        int r = _basis.Count;
        Span<double> inside = stackalloc double[r];
        for (int k = 0; k < r; k++)
        {
            inside[k] = CurvaturePairs.Dot(_basis[k], position);
        }

        // z + Q (L - I) Q' z has covariance I + Q (L L' - I) Q'.
        for (int k = 0; k < r; k++)
        {
            double product = CurvaturePairs.Dot(_factor.AsSpan(k * r, k + 1), inside[..(k + 1)]);
            CurvaturePairs.Add(position, product - inside[k], _basis[k]);
        }

        for (int i = 0; i < position.Length; i++)
        {
            position[i] = _mean[i] + (_scale[i] * position[i]);
        }

        return _logScale - (0.5 * squares);
    }

    /// <summary>Coefficients of a column in the basis, which grows by its direction outside; projected twice against rounding.</summary>
    private static double[] Project(double[] column, List<double[]> basis)
    {
        double[] rest = [.. column];
        List<double> coefficients = [.. new double[basis.Count]];
        for (int round = 0; round < 2; round++)
        {
            for (int k = 0; k < basis.Count; k++)
            {
                double product = CurvaturePairs.Dot(basis[k], rest);
                coefficients[k] += product;
                CurvaturePairs.Add(rest, -product, basis[k]);
            }
        }

        double norm = Math.Sqrt(CurvaturePairs.Dot(rest, rest));
        if (basis.Count < column.Length && norm > RankTolerance * Math.Sqrt(CurvaturePairs.Dot(column, column)))
        {
            basis.Add([.. rest.Select(value => value / norm)]);
            coefficients.Add(norm);
        }

        return [.. coefficients];
    }

    /// <summary>M = I + R gamma R' in the basis (Byrd, Nocedal and Schnabel 1994, theorem 2.2), r x r by rows.</summary>
    private static double[] Core(double[][] columns, double[][] coefficients, int count, int r)
    {
        double[] core = new double[r * r];
        for (int k = 0; k < r; k++)
        {
            core[(k * r) + k] = 1;
        }

        // With R the upper triangle of S'Y, E its diagonal and V = S R'^-1: inverse Hessian I - V Y' - Y V' + V (E + Y'Y) V'.
        double[][] v = [.. Enumerable.Range(0, count).Select(j => Combine(coefficients, count, InverseRow(columns, count, j), r))];
        for (int j = 0; j < count; j++)
        {
            AddOuter(core, r, v[j], coefficients[j], -1);
            AddOuter(core, r, coefficients[j], v[j], -1);
            for (int i = 0; i < count; i++)
            {
                double middle = CurvaturePairs.Dot(columns[i], columns[j]) + (i == j ? CurvaturePairs.Dot(columns[count + j], columns[j]) : 0);
                AddOuter(core, r, v[i], v[j], middle);
            }
        }

        return core;
    }

    /// <summary>Row j of the inverse of the upper triangle of S'Y: x with x R = e_j.</summary>
    private static double[] InverseRow(double[][] columns, int count, int j)
    {
        double[] row = new double[count];
        for (int k = j; k < count; k++)
        {
            double sum = k == j ? 1 : 0;
            for (int i = j; i < k; i++)
            {
                sum -= row[i] * CurvaturePairs.Dot(columns[count + i], columns[k]);
            }

            row[k] = sum / CurvaturePairs.Dot(columns[count + k], columns[k]);
        }

        return row;
    }

    /// <summary>Coefficients in the basis of the steps combined with these weights.</summary>
    private static double[] Combine(double[][] coefficients, int count, double[] weights, int r)
    {
        double[] sum = new double[r];
        for (int k = 0; k < count; k++)
        {
            CurvaturePairs.Add(sum.AsSpan(0, coefficients[count + k].Length), weights[k], coefficients[count + k]);
        }

        return sum;
    }

    private static void AddOuter(double[] matrix, int r, double[] left, double[] right, double factor)
    {
        for (int i = 0; i < left.Length; i++)
        {
            for (int k = 0; k < right.Length; k++)
            {
                matrix[(i * r) + k] += factor * left[i] * right[k];
            }
        }
    }
}
