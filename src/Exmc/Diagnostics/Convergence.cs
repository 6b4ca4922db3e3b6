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

    /// <summary>R-hat of groups of consecutive chains (Margossian et al. 2024, section 3): sqrt(1 + between groups / within groups); NaN when all draws are the same.</summary>
    /// <param name="pooled">Draws, chain by chain.</param>
    /// <param name="chains">Number of chains.</param>
    /// <param name="superchains">Number of groups, at least 2.</param>
    public static double Nested(double[] pooled, int chains, int superchains)
    {
        if (superchains < 2 || chains % superchains != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(superchains), superchains, $"{chains} chains cannot form {superchains} groups of equal size: use at least 2, and a divisor of the number of chains.");
        }

        // The rounding of means would make a number of what has none.
        if (pooled.Length > 0 && pooled.AsSpan().IndexOfAnyExcept(pooled[0]) < 0)
        {
            return double.NaN;
        }

        SplitChains all = new(pooled, chains);
        int size = chains / superchains;
        double[] means = new double[superchains];
        double within = 0;
        for (int group = 0; group < superchains; group++)
        {
            double[] chainMeans = [.. Enumerable.Range(group * size, size).Select(chain => Moments.Mean(all.Chain(chain)))];
            means[group] = Moments.Mean(chainMeans);
            within += (size > 1 ? Moments.Variance(chainMeans) : 0) / superchains;
        }

        for (int chain = 0; chain < chains && all.Length > 1; chain++)
        {
            within += Moments.Variance(all.Chain(chain)) / chains;
        }

        return Math.Sqrt(1 + (Moments.Variance(means) / within));
    }
}
