// Effective sample size from autocovariances.
namespace Exmc;

/// <summary>Effective sample size of several chains (Vehtari et al. 2021, equations 10 to 13) with Geyer's initial monotone sequence.</summary>
internal static class EffectiveSampleSize
{
    /// <summary>Effective sample size of the mean of the given chains; NaN when they are constant, not finite or shorter than 4.</summary>
    public static double Of(SplitChains chains)
    {
        int length = chains.Length;
        if (length < 4)
        {
            return double.NaN;
        }

        double[] centred = new double[chains.Values.Length];
        double[] means = new double[chains.Count];
        for (int chain = 0; chain < chains.Count; chain++)
        {
            ReadOnlySpan<double> draws = chains.Chain(chain);
            means[chain] = Moments.Mean(draws);
            for (int i = 0; i < length; i++)
            {
                centred[(chain * length) + i] = draws[i] - means[chain];
            }
        }

        Autocovariances autocovariances = new(centred, chains.Count);
        double lagZero = autocovariances[0];
        double within = lagZero * length / (length - 1);
        double total = lagZero + (chains.Count > 1 ? Moments.Variance(means) : 0);
        if (!(total > 0) || !double.IsFinite(total))
        {
            return double.NaN;
        }

        double Correlation(int lag) => 1 - ((within - autocovariances[lag]) / total);

        double even = 1;
        double odd = Correlation(1);
        double previousPair = even + odd;
        double sum = 0;
        double remainder = Math.Max(even, 0);
        for (int lag = 0; ; lag += 2)
        {
            double pair = even + odd;
            if (!(pair > 0) || lag >= length - 5)
            {
                // Antithetic chains end with a positive even term that improves the estimate.
                remainder = Math.Max(even, 0);
                break;
            }

            // Initial monotone sequence: a pair is never larger than the one before.
            previousPair = Math.Min(previousPair, pair);
            sum += previousPair;
            even = Correlation(lag + 2);
            odd = lag + 3 < length ? Correlation(lag + 3) : 0;
        }

        double draws0 = chains.Values.Length;
        double time = Math.Max(-1 + (2 * sum) + remainder, 1 / Math.Log10(draws0));
        return draws0 / time;
    }
}
