// All summaries of one reported number.
namespace Exmc;

/// <summary>Computes a row of the summary as defined by Vehtari et al. (2021).</summary>
internal static class Summarizer
{
    /// <param name="name">External name.</param>
    /// <param name="pooled">Draws, chain by chain.</param>
    /// <param name="chains">Number of chains.</param>
    public static SummaryRow Row(string name, double[] pooled, int chains)
    {
        double[] sorted = [.. pooled];
        Array.Sort(sorted);
        double mean = Moments.Mean(pooled);
        double sd = Math.Sqrt(Moments.Variance(pooled));
        double q05 = Quantiles.OfSorted(sorted, 0.05);
        double q50 = Quantiles.OfSorted(sorted, 0.5);
        double q95 = Quantiles.OfSorted(sorted, 0.95);
        bool usable = sorted.Length > 0 && double.IsFinite(sorted[0]) && double.IsFinite(sorted[^1]) && sorted[0] < sorted[^1];
        if (!usable)
        {
            return new(name, mean, sd, q05, q50, q95, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        }

        SplitChains split = SplitChains.Split(pooled, chains);
        double essMean = EffectiveSampleSize.Of(split);
        double essBulk = EffectiveSampleSize.Of(new(RankNormalization.Scores(split.Values), split.Count));
        double essTail = SmallerOf(QuantileDiagnostics.EssBelow(split, q05), QuantileDiagnostics.EssBelow(split, q95));
        return new(
            name, mean, sd, q05, q50, q95, sd / Math.Sqrt(essMean), McseSd(pooled, chains, mean), essBulk, essTail, Convergence.RHat(pooled, chains, q50));
    }

    // Delta method: Var(sd) = Var(variance) / (4 variance), Kenney and Keeping (1951).
    private static double McseSd(double[] pooled, int chains, double mean)
    {
        double[] squares = new double[pooled.Length];
        for (int i = 0; i < squares.Length; i++)
        {
            squares[i] = (pooled[i] - mean) * (pooled[i] - mean);
        }

        double ess = EffectiveSampleSize.Of(SplitChains.Split(squares, chains));
        double second = Moments.Mean(squares);
        double fourth = 0;
        foreach (double square in squares)
        {
            fourth += square * square / squares.Length;
        }

        double varianceOfVariance = (fourth - (second * second)) / ess;
        return Math.Sqrt(varianceOfVariance / second / 4);
    }

    private static double SmallerOf(double a, double b) => double.IsNaN(a) ? b : double.IsNaN(b) ? a : Math.Min(a, b);
}
