// Copies of particles in proportion to their weights.
namespace Exmc;

/// <summary>Systematic resampling: one uniform number, evenly spaced points on the cumulative weights (Douc, Cappe and Moulines 2005, arXiv:cs/0507025).</summary>
internal static class SystematicResampling
{
    /// <summary>Indices of the ancestors, in increasing order: copies are neighbours. Particle i has floor or ceiling of N w_i of them.</summary>
    /// <param name="weights">At least 0, with a positive finite sum.</param>
    /// <param name="uniform">In (0, 1).</param>
    public static int[] Ancestors(ReadOnlySpan<double> weights, double uniform)
    {
        double total = 0;
        foreach (double weight in weights)
        {
            total += weight;
        }

        int[] ancestors = new int[weights.Length];
        double step = total / weights.Length;
        double cumulative = weights[0];
        int particle = 0;
        for (int k = 0; k < ancestors.Length; k++)
        {
            double point = (k + uniform) * step;
            while (cumulative <= point && particle < weights.Length - 1)
            {
                cumulative += weights[++particle];
            }

            ancestors[k] = particle;
        }

        // Rounding may let the last points pass the total: a particle without weight has no copies.
        for (int k = ancestors.Length - 1; k > 0 && !(weights[ancestors[k]] > 0); k--)
        {
            ancestors[k] = LastWithWeight(weights);
        }

        return ancestors;
    }

    private static int LastWithWeight(ReadOnlySpan<double> weights)
    {
        int last = weights.Length - 1;
        while (last > 0 && !(weights[last] > 0))
        {
            last--;
        }

        return last;
    }
}
