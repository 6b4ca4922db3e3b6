// Copies of draws in proportion to their weights.
namespace Exmc;

/// <summary>
/// Systematic resampling: one uniform number, evenly spaced points on the cumulative weights (Kitagawa 1996, Journal of Computational and Graphical
/// Statistics 5; Douc, Cappe and Moulines 2005, arXiv:cs/0507025).
/// </summary>
internal static class SystematicResampling
{
    /// <summary>As many indices as there are weights; see <see cref="Choose"/>.</summary>
    public static int[] Ancestors(ReadOnlySpan<double> weights, double uniform)
    {
        int[] ancestors = new int[weights.Length];
        Choose(weights, uniform, ancestors);
        return ancestors;
    }

    /// <summary>Chooses indices in increasing order, so that draws keep their order and copies are neighbours. Draw i has floor or ceiling of N w_i copies.</summary>
    /// <param name="weights">At least 0, with a positive finite sum.</param>
    /// <param name="uniform">In (0, 1): the only random number.</param>
    /// <param name="chosen">Receives N indices.</param>
    public static void Choose(ReadOnlySpan<double> weights, double uniform, Span<int> chosen)
    {
        double total = 0;
        foreach (double weight in weights)
        {
            total += weight;
        }

        double step = total / chosen.Length;
        double cumulative = weights[0];
        int draw = 0;
        for (int k = 0; k < chosen.Length; k++)
        {
            double point = (k + uniform) * step;
            while (cumulative <= point && draw < weights.Length - 1)
            {
                cumulative += weights[++draw];
            }

            chosen[k] = draw;
        }

        // Rounding may let the last points pass the total: a draw without weight has no copies.
        for (int k = chosen.Length - 1; k >= 0 && !(weights[chosen[k]] > 0); k--)
        {
            chosen[k] = LastWithWeight(weights);
        }
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
