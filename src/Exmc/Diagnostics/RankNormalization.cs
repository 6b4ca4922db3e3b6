// Rank normalisation of draws.
using MathNet.Numerics.Distributions;

namespace Exmc;

/// <summary>Rank normalisation (Vehtari et al. 2021, equation 14): draws become normal scores of their pooled average ranks.</summary>
internal static class RankNormalization
{
    public static double[] Scores(ReadOnlySpan<double> values)
    {
        int count = values.Length;
        double[] keys = values.ToArray();
        int[] order = new int[count];
        for (int i = 0; i < count; i++)
        {
            order[i] = i;
        }

        Array.Sort(keys, order);
        double[] scores = new double[count];
        int first = 0;
        while (first < count)
        {
            int last = first;
            while (last + 1 < count && keys[last + 1] == keys[first])
            {
                last++;
            }

            // Ranks are 1-based; tied draws share their average rank.
            double rank = (0.5 * (first + last)) + 1;
            double score = Normal.InvCDF(0, 1, (rank - 0.375) / (count + 0.25));
            for (int i = first; i <= last; i++)
            {
                scores[order[i]] = score;
            }

            first = last + 1;
        }

        return scores;
    }
}
