// Which shape a metric takes, and what it is.
using Exmc.Numerics;

namespace Exmc;

/// <summary>A gradient-based inverse metric in the shape that was asked for, or in the one that pays.</summary>
/// <param name="Kind">Diagonal, dense or low rank.</param>
/// <param name="InverseMetric">As in <see cref="ChainAdaptation.InverseMetric"/>; empty when diagonal.</param>
/// <param name="Transform">Its factor; null when diagonal.</param>
/// <param name="Rank">Directions with variances of their own.</param>
/// <param name="Gain">See <see cref="DirectionEstimate.Gain"/>; NaN when there was no estimate.</param>
internal readonly record struct MetricShape(MetricKind Kind, double[] InverseMetric, LinearTransform? Transform, int Rank, double Gain)
{
    /// <summary>Dimension beyond which an automatic metric stays diagonal: for a cheap gradient, directions cost more time than short trajectories save.</summary>
    public const int LargestAutomatic = DirectionEstimate.FullSpace;

    // Directions with variances between 1 / 2 and 2 are left to the diagonal: they gain little and are mostly noise.
    private const double Cutoff = 2;

    /// <summary>Draws that are kept for the estimate: the more the dimension, the fewer, at least 200.</summary>
    public static int Capacity(int dimension) => Math.Clamp(64_000 / Math.Max(dimension, 1), 200, 2000);

    /// <summary>Chooses the shape.</summary>
    /// <param name="window">Draws and scores.</param>
    /// <param name="variances">The diagonal metric from the same draws.</param>
    /// <param name="wanted">The shape asked for.</param>
    public static MetricShape Choose(ScoreWindow window, double[] variances, MetricKind wanted)
    {
        double[] scales = new double[variances.Length];
        for (int i = 0; i < scales.Length; i++)
        {
            scales[i] = Math.Sqrt(variances[i]);
        }

        double cutoff = wanted == MetricKind.Dense ? 1 : Cutoff;
        if (DirectionEstimate.From(window, scales, cutoff) is not { } estimate)
        {
            return Diagonal(double.NaN);
        }

        if (wanted == MetricKind.Automatic && !Pays(estimate, variances.Length))
        {
            return Diagonal(estimate.Gain);
        }

        double[] lowRank = estimate.ToLowRank(variances, cutoff);
        int rank = LowRankTransform.Rank(lowRank.Length, variances.Length);
        return wanted == MetricKind.Dense || (wanted == MetricKind.Automatic && 4 * rank >= variances.Length)
            ? Dense(lowRank, rank, variances.Length, estimate.Gain)
            : new(MetricKind.LowRank, lowRank, new LowRankTransform(lowRank, variances.Length), rank, estimate.Gain);
    }

    /// <summary>A diagonal.</summary>
    public static MetricShape Diagonal(double gain) => new(MetricKind.Diagonal, [], null, 0, gain);

    // Trajectories are as long as the widest direction and steps as short as the narrowest, so a diagonal costs their ratio; more than a diagonal costs
    // longer steps. The gradient itself counts for little here, as it is not known.
    private static bool Pays(DirectionEstimate estimate, int dimension)
    {
        if (!(estimate.Gain > 0))
        {
            return false;
        }

        double widest = 1;
        double narrowest = 1;
        int rank = 0;
        foreach (double value in estimate.Values)
        {
            widest = Math.Max(widest, value);
            narrowest = Math.Min(narrowest, value);
            rank += value is > Cutoff or < 1 / Cutoff ? 1 : 0;
        }

        // Nanoseconds: two products beside the rest of a leapfrog with a cheap gradient. Half of the promised factor has to pay for them.
        double products = 0.15 * 2 * dimension * Math.Min(0.5 * dimension, rank);
        double price = 1 + (products / (150 + (5 * dimension)));
        return Math.Sqrt(widest / narrowest) > price * price;
    }

    // S (I + U (W - I) U') S.
    private static MetricShape Dense(double[] lowRank, int rank, int d, double gain)
    {
        double[] matrix = new double[d * d];
        for (int i = 0; i < d; i++)
        {
            matrix[(i * d) + i] = 1;
        }

        for (int k = 0; k < rank; k++)
        {
            ReadOnlySpan<double> direction = lowRank.AsSpan(d + rank + (k * d), d);
            for (int i = 0; i < d; i++)
            {
                Rows.Add(matrix.AsSpan(i * d, d), (lowRank[d + k] - 1) * direction[i], direction);
            }
        }

        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                matrix[(i * d) + j] *= Math.Sqrt(lowRank[i]) * Math.Sqrt(lowRank[j]);
            }
        }

        return DenseTransform.TryCreate(matrix, d) is { } transform ? new(MetricKind.Dense, matrix, transform, rank, gain) : Diagonal(gain);
    }
}
