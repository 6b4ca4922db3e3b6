// Rank normalisation of draws.
using MathNet.Numerics.Distributions;

namespace Exmc;

/// <summary>Rank normalisation (Vehtari et al. 2021, equation 14): draws become normal scores of their pooled average ranks.</summary>
internal static class RankNormalization
{
    public static double[] Scores(ReadOnlySpan<double> values)
    {
        double[] scores = AverageRanks.Of(values);
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = Normal.InvCDF(0, 1, (scores[i] - 0.375) / (scores.Length + 0.25));
        }

        return scores;
    }
}
