// Distributions of counts made continuous.
namespace Exmc.Numerics;

internal static class Counts
{
    /// <summary>A function of the integers between its values at k - 1 and k, for x in [k - 1/2, k + 1/2].</summary>
    /// <param name="at">The function at 0 and above.</param>
    /// <param name="x">Any number.</param>
    /// <param name="before">Its value at -1.</param>
    public static double Between(Func<double, double> at, double x, double before)
    {
        double k = Math.Floor(x + 0.5);
        if (k < 0)
        {
            return before;
        }

        double low = k == 0 ? before : at(k - 1.0);
        return low + ((x + 0.5 - k) * (at(k) - low));
    }

    /// <summary>The value below which a probability lies.</summary>
    /// <param name="cdf">Probability of a count of at most k.</param>
    /// <param name="p">In [0, 1].</param>
    public static double Quantile(Func<double, double> cdf, double p)
    {
        if (p is 0 or 1)
        {
            return p == 0 ? -0.5 : double.PositiveInfinity;
        }

        double upper = 1.0;
        while (cdf(upper) < p)
        {
            upper *= 2.0;
        }

        // The smallest count whose distribution function reaches p.
        double lower = -1.0;
        while (upper - lower > 1.0)
        {
            double middle = Math.Floor(0.5 * (lower + upper));
            (lower, upper) = cdf(middle) < p ? (middle, upper) : (lower, middle);
        }

        double before = upper == 0 ? 0.0 : cdf(upper - 1.0);
        return upper - 0.5 + ((p - before) / (cdf(upper) - before));
    }
}
