// Which quantities tell divergent transitions apart from the rest.
namespace Exmc;

/// <summary>How the draws of divergent transitions differ from all others in one reported number.</summary>
/// <param name="Name">External name of the number.</param>
/// <param name="HigherShare">Probability that a divergent draw exceeds another one (ties count half): near 0 they are low, near 1 high.</param>
/// <param name="OuterShare">The same for the distance from the median: near 1 they lie in both tails, near 0 in the middle.</param>
/// <param name="Score">The larger deviation of the two shares from one half in standard errors of independent draws (Mann and Whitney 1947).</param>
public sealed record DivergenceContrast(string Name, double HigherShare, double OuterShare, double Score)
{
    // False alarms among a thousand numbers stay rare, also with some autocorrelation.
    private const double FewestErrors = 5;
    private const int FewestDivergences = 5;

    /// <summary>The numbers in which divergent transitions clearly differ (score of 5 or more), the clearest first; empty with fewer than 5 divergences.</summary>
    public static IReadOnlyList<DivergenceContrast> Of(Posterior fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return Of(fit.Store);
    }

    internal static IReadOnlyList<DivergenceContrast> Of(PosteriorStore store)
    {
        bool[] divergent = [.. store.Statistics.SelectMany(chain => chain.Divergent.ToArray())];
        int count = divergent.Count(flag => flag);
        return count < FewestDivergences || count == divergent.Length
            ? []
            : [.. Enumerable.Range(0, store.Layout.ValueCount).Select(value => Of(store.Layout.ValueNames[value], store.Pooled(value), divergent))
                .Where(contrast => contrast.Score >= FewestErrors).OrderByDescending(contrast => contrast.Score)];
    }

    internal static DivergenceContrast Of(string name, double[] pooled, bool[] divergent)
    {
        double median = Quantiles.Of(pooled, 0.5);
        double higher = Share(pooled, divergent);
        double outer = Share([.. pooled.Select(value => Math.Abs(value - median))], divergent);
        double count = divergent.Count(flag => flag);
        double others = pooled.Length - count;
        double error = Math.Sqrt((count + others + 1) / (12 * count * others));
        return new(name, higher, outer, Math.Max(Math.Abs(higher - 0.5), Math.Abs(outer - 0.5)) / error);
    }

    /// <summary>Probability that a divergent value exceeds another one, by the sum of their ranks; NaN when a value is.</summary>
    private static double Share(double[] values, bool[] divergent)
    {
        if (!values.All(double.IsFinite))
        {
            return double.NaN;
        }

        double[] ranks = AverageRanks.Of(values);
        double rankSum = 0;
        double count = 0;
        for (int i = 0; i < ranks.Length; i++)
        {
            if (divergent[i])
            {
                rankSum += ranks[i];
                count++;
            }
        }

        return (rankSum - (0.5 * count * (count + 1))) / (count * (ranks.Length - count));
    }
}
