// Ratios of gamma functions half a unit apart.
namespace Exmc.Numerics;

public static partial class SpecialFunctions
{
    /// <summary>Above, the asymptotic series below are good to double precision.</summary>
    private const double LargeStep = 10.0;

    /// <summary>
    /// Logarithm of gamma(x + 1/2) / gamma(x), x &gt; 0, without the cancellation of the two logarithms: the series [5.11.8], whose coefficients are
    /// (2^(1-k) - 2) B(k) / (k (k - 1)), after the recurrence [5.5.1].
    /// </summary>
    public static double LogGammaHalfStep(double x)
    {
        if (!(x > 0.0) || double.IsPositiveInfinity(x))
        {
            return x == 0.0 ? double.NegativeInfinity : x > 0.0 ? x : double.NaN;
        }

        double numerator = 1.0, denominator = 1.0;
        for (; x < LargeStep; x += 1.0)
        {
            numerator *= x;
            denominator *= x + 0.5;
        }

        double shift = numerator / denominator, r = 1.0 / x, y = r * r;
        double high = (-31.0 / 18432.0) + (y * ((691.0 / 180224.0) - (y * (5461.0 / 425984.0))));
        double series = r * ((-1.0 / 8.0) + (y * ((1.0 / 192.0) + (y * ((-1.0 / 640.0) + (y * ((17.0 / 14336.0) + (y * high))))))));

        // One logarithm; two where the square of the shift is too small.
        return series + (shift > 1e-140 ? 0.5 * Math.Log(x * shift * shift) : (0.5 * Math.Log(x)) + Math.Log(shift));
    }

    /// <summary>digamma(x + 1/2) - digamma(x), x &gt; 0: the derivative of the series after the recurrence [5.5.2].</summary>
    public static double DigammaHalfStep(double x)
    {
        if (!(x > 0.0))
        {
            return x == 0.0 ? double.PositiveInfinity : double.NaN;
        }

        double shift = 0.0;
        for (; x < LargeStep; x += 1.0)
        {
            shift += 0.5 / (x * (x + 0.5));
        }

        double r = 1.0 / x, y = r * r;
        double high = (31.0 / 2048.0) - (y * ((691.0 / 16384.0) - (y * (5461.0 / 32768.0))));
        double series = y * ((1.0 / 8.0) - (y * ((1.0 / 64.0) - (y * ((1.0 / 128.0) - (y * ((17.0 / 2048.0) - (y * high))))))));
        return (0.5 * r) + series + shift;
    }
}
