// Effective sample size and Monte Carlo error of a quantile.
using MathNet.Numerics.Distributions;

namespace Exmc;

/// <summary>Diagnostics of quantiles (Vehtari et al. 2021, sections 4.3 and 4.4).</summary>
internal static class QuantileDiagnostics
{
    // The normal distribution's mass below one sd under and over its mean.
    private const double OneSdBelow = 0.1586553;
    private const double OneSdAbove = 0.8413447;

    /// <summary>Effective sample size of the share of draws below the quantile; NaN when the draws are constant or not finite.</summary>
    public static double Ess(double[] pooled, int chains, double probability) => Ess(pooled, Sorted(pooled), chains, probability);

    /// <summary>Half the distance of the order statistics one sd below and above, by the beta distribution of the share; NaN as for the size.</summary>
    public static double Mcse(double[] pooled, int chains, double probability)
    {
        double[] sorted = Sorted(pooled);
        double ess = Ess(pooled, sorted, chains, probability);
        if (double.IsNaN(ess))
        {
            return double.NaN;
        }

        Beta share = new((ess * probability) + 1, (ess * (1 - probability)) + 1);
        int below = Math.Max((int)Math.Floor(share.InverseCumulativeDistribution(OneSdBelow) * sorted.Length), 1);
        int above = Math.Min((int)Math.Ceiling(share.InverseCumulativeDistribution(OneSdAbove) * sorted.Length), sorted.Length);
        return (sorted[above - 1] - sorted[below - 1]) / 2;
    }

    /// <summary>Effective sample size of the share of draws not above a value.</summary>
    public static double EssBelow(SplitChains split, double quantile)
    {
        double[] below = new double[split.Values.Length];
        for (int i = 0; i < below.Length; i++)
        {
            below[i] = split.Values[i] <= quantile ? 1 : 0;
        }

        return EffectiveSampleSize.Of(new(below, split.Count));
    }

    private static double Ess(double[] pooled, double[] sorted, int chains, double probability)
    {
        double quantile = Quantiles.OfSorted(sorted, probability == 1 ? (sorted.Length - 0.5) / sorted.Length : probability);
        return IsUsable(sorted) ? EssBelow(SplitChains.Split(pooled, chains), quantile) : double.NaN;
    }

    private static double[] Sorted(double[] values) => [.. values.Order()];

    private static bool IsUsable(double[] sorted) => sorted.Length > 0 && double.IsFinite(sorted[0]) && double.IsFinite(sorted[^1]) && sorted[0] < sorted[^1];
}
