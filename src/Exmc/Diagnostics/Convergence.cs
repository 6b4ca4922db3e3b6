// Potential scale reduction of split chains.
namespace Exmc;

/// <summary>Rank-normalised split R-hat (Vehtari et al. 2021, section 3 and 4).</summary>
internal static class Convergence
{
    /// <summary>The larger of the bulk and the folded R-hat; NaN when the draws are constant, not finite or too few.</summary>
    /// <param name="pooled">Draws, chain by chain.</param>
    /// <param name="chains">Number of chains before splitting.</param>
    /// <param name="median">Median of all draws.</param>
    public static double RHat(ReadOnlySpan<double> pooled, int chains, double median)
    {
        SplitChains split = SplitChains.Split(pooled, chains);
        double bulk = Plain(new(RankNormalization.Scores(split.Values), split.Count));
        double[] folded = new double[split.Values.Length];
        for (int i = 0; i < folded.Length; i++)
        {
            folded[i] = Math.Abs(split.Values[i] - median);
        }

        double tails = Plain(new(RankNormalization.Scores(folded), split.Count));
        return double.IsNaN(tails) ? bulk : double.IsNaN(bulk) ? tails : Math.Max(bulk, tails);
    }

    /// <summary>R-hat of the chains as they are (equations 1 to 4).</summary>
    public static double Plain(SplitChains chains)
    {
        if (chains.Length < 2)
        {
            return double.NaN;
        }

        double[] means = new double[chains.Count];
        double within = 0;
        for (int chain = 0; chain < chains.Count; chain++)
        {
            means[chain] = Moments.Mean(chains.Chain(chain));
            within += Moments.Variance(chains.Chain(chain)) / chains.Count;
        }

        double between = Moments.Variance(means);
        double length = chains.Length;
        return Math.Sqrt((((length - 1) / length * within) + between) / within);
    }
}
