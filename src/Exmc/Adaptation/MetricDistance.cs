// How far two metrics are from each other.
namespace Exmc;

/// <summary>Compares inverse metrics by their factors.</summary>
internal static class MetricDistance
{
    // Beyond so many coordinates traces are estimated with as many probes of signs (Hutchinson 1990).
    private const int MostProbes = 32;

    /// <summary>
    /// Mean over directions of (r + 1 / r) / 2 - 1, r the ratio of the two variances along a direction: about half the mean square of log r, the
    /// Jeffreys divergence of two normal distributions per coordinate.
    /// </summary>
    public static double Of(LinearTransform first, LinearTransform second, int dimension)
    {
        double[] probe = new double[dimension];
        double[] image = new double[dimension];
        int probes = Math.Min(dimension, MostProbes);
        double sum = 0;
        ulong signs = 0x9E3779B97F4A7C15;
        for (int k = 0; k < probes; k++)
        {
            for (int i = 0; i < dimension; i++)
            {
                signs ^= signs << 13;
                signs ^= signs >> 7;
                signs ^= signs << 17;
                probe[i] = dimension > MostProbes ? (signs >> 63 == 0 ? 1 : -1) : i == k ? 1 : 0;
            }

            sum += Squares(first, second, probe, image) + Squares(second, first, probe, image);
        }

        // A probe of signs sees the whole trace, a unit vector its share.
        return dimension > MostProbes ? (sum / (2.0 * probes * dimension)) - 1 : (sum / (2.0 * dimension)) - 1;
    }

    // |A^-1 B z|^2.
    private static double Squares(LinearTransform a, LinearTransform b, double[] z, double[] image)
    {
        b.Multiply(z, image);
        a.Solve(image);
        return image.Sum(value => value * value);
    }
}
