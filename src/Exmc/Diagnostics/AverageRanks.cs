// Ranks of values.
namespace Exmc;

internal static class AverageRanks
{
    /// <summary>The rank of each value, from 1; equal values share their average rank. NaN come first, each below all others.</summary>
    public static double[] Of(ReadOnlySpan<double> values)
    {
        double[] keys = values.ToArray();
        int[] order = new int[keys.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(keys, order);
        double[] ranks = new double[keys.Length];
        for (int first = 0; first < keys.Length;)
        {
            int last = first;
            while (last + 1 < keys.Length && keys[last + 1] == keys[first])
            {
                last++;
            }

            for (int i = first; i <= last; i++)
            {
                ranks[order[i]] = (0.5 * (first + last)) + 1;
            }

            first = last + 1;
        }

        return ranks;
    }
}
