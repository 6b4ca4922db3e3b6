// The distribution of a sum of absolute normal scores.
using static Exmc.Numerics.SpecialFunctions;

namespace Exmc.Fleet.Live;

/// <summary>
/// The sum S of n absolute standard normal variables, by its saddlepoint. With K(t) = t^2 / 2 + log(2 Phi(t)) the logarithm of one variable's
/// moment generating function, K'(t) = S / n, w = sign(t) sqrt(2 n (t K' - K)) and v = t sqrt(n K''), the number r* = w + log(v / w) / w is
/// standard normal, but for a relative error of order 1 / n^(3/2) (Barndorff-Nielsen 1986; Jensen 1995, Saddlepoint Approximations, section 3.3).
/// </summary>
internal static class HalfNormalSum
{
    // Closer than this to its mean, log(v / w) / w is lost in rounding and next to nothing.
    private const double Near = 1e-4;

    // Mean absolute scores below this, which no sensor of three or more digits has, count as this.
    private const double LeastMean = 0.02;

    /// <summary>Two-sided tail probability, in [0, 1]: small when the scores vary too much or too little.</summary>
    /// <param name="sum">The sum, at least 0.</param>
    /// <param name="count">Number n of scores, at least 2.</param>
    public static double Tail(double sum, int count) => 2.0 * NormalCdf(-Math.Abs(NormalScore(sum, count)));

    private static double NormalScore(double sum, int count)
    {
        double mean = Math.Max(sum / count, LeastMean);
        double t = 0.0;
        double step = double.PositiveInfinity;

        // K' is convex: after the first step Newton's rule comes from the right and cannot overshoot.
        for (int k = 0; k < 100 && Math.Abs(step) > 1e-12 * (1.0 + Math.Abs(t)); k++)
        {
            double ratio = Ratio(t);
            step = (t + ratio - mean) / Curvature(t, ratio);
            t -= step;
        }

        double exponent = (t * mean) - ((0.5 * t * t) + LogNormalCdf(t) + Math.Log(2.0));
        double w = Math.Sign(t) * Math.Sqrt(Math.Max(0.0, 2.0 * count * exponent));
        double v = t * Math.Sqrt(count * Curvature(t, Ratio(t)));
        return Math.Abs(t) < Near ? w : w + (Math.Log(v / w) / w);
    }

    // Density over distribution function of the standard normal distribution.
    private static double Ratio(double t) => Math.Exp((-0.5 * t * t) - HalfLogTwoPi - LogNormalCdf(t));

    private static double Curvature(double t, double ratio) => 1.0 - (ratio * (t + ratio));
}
