// Incomplete gamma functions. Sections of the NIST Digital Library of Mathematical Functions in brackets.
namespace Exmc.Numerics;

/// <summary>Special functions of generated densities. None allocates; outside its domain a function is NaN.</summary>
public static partial class SpecialFunctions
{
    internal const double HalfLogTwoPi = 0.91893853320467274178;

    /// <summary>Second derivative of the logarithm of the gamma function, x &gt; 0. Derivative of [5.11.2] after [5.15.5].</summary>
    public static double Trigamma(double x)
    {
        if (!(x > 0))
        {
            return double.NaN;
        }

        double shift = 0.0;
        while (x < 12.0)
        {
            shift += 1.0 / (x * x);
            x += 1.0;
        }

        double r = 1.0 / x;
        double y = r * r;
        double series = (1.0 / 6.0) - (y * ((1.0 / 30.0) - (y * ((1.0 / 42.0) - (y * ((1.0 / 30.0) - (y * ((5.0 / 66.0) - (y * ((691.0 / 2730.0) - (y * (7.0 / 6.0))))))))))));
        return r + (0.5 * y) + (y * r * series) + shift;
    }

    /// <summary>Enough for arguments up to about 1e12: terms needed grow as the square root of the argument.</summary>
    private const int MaxTerms = 20_000_000;

    /// <summary>Regularised lower incomplete gamma function P(a, x), a &gt; 0, x &gt;= 0 [8.2.4].</summary>
    public static double GammaP(double a, double x) =>
        !(a > 0) || !(x >= 0) ? double.NaN
        : x == 0 ? 0.0
        : double.IsPositiveInfinity(x) ? 1.0
        : x < a + 1.0 ? LowerSeries(a, x)
        : 1.0 - UpperFraction(a, x).Value;

    /// <summary>Regularised upper incomplete gamma function Q(a, x) = 1 - P(a, x), accurate where it is small [8.2.4].</summary>
    public static double GammaQ(double a, double x) =>
        !(a > 0) || !(x >= 0) ? double.NaN
        : x == 0 ? 1.0
        : double.IsPositiveInfinity(x) ? 0.0
        : x < a + 1.0 ? 1.0 - LowerSeries(a, x)
        : UpperFraction(a, x).Value;

    /// <summary>Derivative of Q(a, x) with respect to a; where Q is small by differentiating its continued fraction.</summary>
    public static double GammaQDerivativeShape(double a, double x) =>
        !(a > 0) || !(x >= 0) ? double.NaN
        : double.IsPositiveInfinity(x) ? 0.0
        : x < a + 1.0 ? -GammaPDerivativeShape(a, x)
        : UpperFraction(a, x).Derivative;

    /// <summary>Derivative of P(a, x) with respect to a, by differentiating its series [8.7.1] term by term.</summary>
    /// <remarks>
    /// Absolute error below 1e-12 for a up to 1e4, and relative error below 1e-12 in the lower tail; the far upper tail, where the derivative vanishes, is 0.
    /// </remarks>
    public static double GammaPDerivativeShape(double a, double x)
    {
        if (!(a > 0) || !(x >= 0))
        {
            return double.NaN;
        }

        if (x == 0 || double.IsPositiveInfinity(x) || (x > a + 60.0 + (12.0 * Math.Sqrt(a))))
        {
            return 0.0;
        }

        // P = sum of exp(-x) x^(a+k) / Gamma(a+k+1): all terms are positive, those of the derivative carry log x - digamma(a+k+1).
        double psi = Lanes.Digamma(a + 1.0);
        double logX = Math.Log(x);
        double term = GammaFront(a, x) / a;
        double sum = 0.0;
        double compensation = 0.0;
        for (int k = 1; k < MaxTerms; k++)
        {
            double next = (term * (logX - psi)) - compensation;
            double total = sum + next;
            compensation = (total - sum) - next;
            sum = total;
            psi += 1.0 / (a + k);
            term *= x / (a + k);
            if (k > x - a && term * Math.Max(1.0, Math.Abs(logX - psi)) <= 1e-18 * Math.Abs(sum))
            {
                break;
            }
        }

        return sum;
    }

    // [8.7.1]
    private static double LowerSeries(double a, double x)
    {
        double term = 1.0 / a;
        double sum = term;
        for (int k = 1; k < MaxTerms && term > 1e-17 * sum; k++)
        {
            term *= x / (a + k);
            sum += term;
        }

        return GammaFront(a, x) * sum;
    }

    // Q(a, x) and its derivative with respect to a. [8.9.2], by Lentz's method (Press et al. 2007, Numerical Recipes, section 5.2),
    // whose every step is differentiated.
    private static (double Value, double Derivative) UpperFraction(double a, double x)
    {
        const double Tiny = 1e-300;
        double b = x + 1.0 - a;
        double c = 1.0 / Tiny;
        double slopeC = 0.0;
        double d = 1.0 / b;
        double slopeD = d * d;
        double h = d;
        double logSlope = d;
        for (int k = 1; k < MaxTerms; k++)
        {
            double an = -k * (k - a);
            b += 2.0;
            double denominator = (an * d) + b;
            denominator = Math.Abs(denominator) < Tiny ? Tiny : denominator;
            double slope = (k * d) + (an * slopeD) - 1.0;
            slopeC = -1.0 + (k / c) - (an * slopeC / c / c);
            c = b + (an / c);
            c = Math.Abs(c) < Tiny ? Tiny : c;
            d = 1.0 / denominator;
            slopeD = -slope * d * d;
            double factor = d * c;
            double step = (slopeC / c) - (slope * d);
            h *= factor;
            logSlope += step;
            if (Math.Abs(factor - 1.0) < 1e-16 && Math.Abs(step) < 1e-16 * Math.Max(1.0, Math.Abs(logSlope)))
            {
                break;
            }
        }

        double value = GammaFront(a, x) * h;
        return (value, value * (Math.Log(x) - Lanes.Digamma(a) + logSlope));
    }
}
