// Directions in which a scaled target is wider or narrower than its diagonal says.
using Exmc.Numerics;

namespace Exmc;

/// <summary>Estimates the scaled covariance I + U (W - I) U' from draws and scores, and how much it gains on rows that it did not see.</summary>
internal sealed class DirectionEstimate
{
    /// <summary>Dimension up to which all directions are looked at; beyond only the leading ones.</summary>
    public const int FullSpace = 64;

    private const int MostDirections = 24;

    // Weights of the identity that are tried; the smallest only keeps the matrices regular.
    private static readonly double[] _weights = [1e-5, 0.03, 0.3, 3];

    private readonly double[]? _basis;
    private readonly ScaledMoments _moments;
    private readonly double[] _values;
    private readonly double[] _vectors;

    private DirectionEstimate(double[]? basis, ScaledMoments moments, double[] values, double[] vectors) =>
        (_basis, _moments, _values, _vectors) = (basis, moments, values, vectors);

    /// <summary>The identity's weight that was chosen.</summary>
    public double Weight { get; private init; }

    /// <summary>How much smaller the Fisher distance |y + s|^2 was than with the diagonal, per draw, on rows that the estimate did not see.</summary>
    public double Gain { get; private init; }

    /// <summary>Variances along the directions, smallest and largest included whatever the filter says.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Estimates from all rows, with the weight of the identity that predicts each half of the rows best from the other half.</summary>
    /// <returns>Null when there are too few rows or they are degenerate.</returns>
    public static DirectionEstimate? From(ScoreWindow window, ReadOnlySpan<double> scales, double cutoff)
    {
        int half = window.Count / 2;
        if (half < 4)
        {
            return null;
        }

        return window.Dimension <= FullSpace ? InFullSpace(window, half, scales, cutoff) : AlongLeading(window, half, scales, cutoff);
    }

    // Both folds, and all rows, have the moments of the two halves.
    private static DirectionEstimate? InFullSpace(ScoreWindow window, int half, ReadOnlySpan<double> scales, double cutoff)
    {
        double[] gains = new double[_weights.Length];
        ScaledMoments early = ScaledMoments.Of(window, ..half, scales, null);
        ScaledMoments late = ScaledMoments.Of(window, half.., scales, null);
        AddGains(gains, null, early, late, cutoff);
        AddGains(gains, null, late, early, cutoff);
        return Best(gains, null, early.With(late));
    }

    private static DirectionEstimate? AlongLeading(ScoreWindow window, int half, ReadOnlySpan<double> scales, double cutoff)
    {
        double[] gains = new double[_weights.Length];
        for (int fold = 0; fold < 2; fold++)
        {
            (Range train, Range test) = fold == 0 ? (..half, half..) : (half.., ..half);
            if (LeadingDirections.Of(window, train, scales, MostDirections) is not { } part)
            {
                return null;
            }

            AddGains(gains, part, ScaledMoments.Of(window, train, scales, part), ScaledMoments.Of(window, test, scales, part), cutoff);
        }

        return LeadingDirections.Of(window, .., scales, MostDirections) is { } basis
            ? Best(gains, basis, ScaledMoments.Of(window, .., scales, basis))
            : null;
    }

    private static void AddGains(double[] gains, double[]? basis, ScaledMoments seen, ScaledMoments unseen, double cutoff)
    {
        for (int k = 0; k < gains.Length; k++)
        {
            // What has failed on one half is not tried on the other.
            gains[k] += double.IsFinite(gains[k]) && Fit(basis, seen, _weights[k]) is { } fit ? fit.GainOn(unseen, cutoff) : double.NegativeInfinity;
        }
    }

    private static DirectionEstimate? Best(double[] gains, double[]? basis, ScaledMoments all)
    {
        int best = 0;
        for (int k = 1; k < gains.Length; k++)
        {
            best = gains[k] > gains[best] ? k : best;
        }

        return double.IsFinite(gains[best]) && Fit(basis, all, _weights[best]) is { } whole
            ? new(basis, all, whole._values, whole._vectors) { Weight = _weights[best], Gain = gains[best] / 2 }
            : null;
    }

    /// <summary>Writes d variances, k variances along directions and the k directions: the form of a low-rank metric. Directions between 1 / cutoff and cutoff are left out.</summary>
    public double[] ToLowRank(ReadOnlySpan<double> variances, double cutoff)
    {
        int d = variances.Length;
        List<int> kept = [];
        for (int k = 0; k < _values.Length; k++)
        {
            if (IsKept(_values[k], cutoff))
            {
                kept.Add(k);
            }
        }

        double[] metric = new double[d + (kept.Count * (d + 1))];
        variances.CopyTo(metric);
        for (int j = 0; j < kept.Count; j++)
        {
            metric[d + j] = _values[kept[j]];
            ReadOnlySpan<double> vector = _vectors.AsSpan(kept[j] * _values.Length, _values.Length);
            Span<double> direction = metric.AsSpan(d + kept.Count + (j * d), d);
            if (_basis is null)
            {
                vector.CopyTo(direction);
                continue;
            }

            for (int k = 0; k < vector.Length; k++)
            {
                Rows.Add(direction, vector[k], _basis.AsSpan(k * d, d));
            }
        }

        return metric;
    }

    private static DirectionEstimate? Fit(double[]? basis, ScaledMoments moments, double weight)
    {
        int m = moments.Size;
        double[] draws = [.. moments.Draws];
        double[] scores = [.. moments.Scores];
        for (int i = 0; i < m; i++)
        {
            draws[(i * m) + i] += weight;
            scores[(i * m) + i] += weight;
        }

        double[] mean = new double[m * m];
        double[] values = new double[m];
        return SpectralMean.TrySolve(m, draws, scores, mean) && SymmetricEigen.TryFactorPositive(m, mean, values)
            ? new(basis, moments, values, mean)
            : null;
    }

    // The Fisher distance of a direction with variance w is a / w + b w + 2 c, with a, b and c the second moments of draws, scores and both.
    private double GainOn(ScaledMoments unseen, double cutoff)
    {
        double gain = 0;
        for (int k = 0; k < _values.Length; k++)
        {
            if (IsKept(_values[k], cutoff))
            {
                (double draws, double scores) = unseen.Along(_vectors.AsSpan(k * _values.Length, _values.Length), _moments);
                gain += (draws * (1 - (1 / _values[k]))) + (scores * (1 - _values[k]));
            }
        }

        return gain;
    }

    private static bool IsKept(double value, double cutoff) => value > cutoff || value < 1 / cutoff;
}
