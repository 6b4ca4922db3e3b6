// Gamma and beta functions of large arguments without the cancellation of their logarithms.
namespace Exmc.Numerics;

public static partial class SpecialFunctions
{
    /// <summary>Below, logarithms of gamma functions are small enough to be subtracted.</summary>
    private const double LargeArgument = 10.0;

    /// <summary>Logarithm of the beta function, a, b &gt; 0 [5.12.1]; relative accuracy at any size (Didonato and Morris 1992, ACM TOMS 18(3)).</summary>
    public static double BetaLog(double a, double b)
    {
        double p = Math.Min(a, b);
        double q = Math.Max(a, b);
        if (!(p > 0) || q < LargeArgument || double.IsInfinity(q))
        {
            return Lanes.LogGamma(a) + Lanes.LogGamma(b) - Lanes.LogGamma(a + b);
        }

        double share = p / (p + q);
        if (p < LargeArgument)
        {
            return Lanes.LogGamma(p) + StirlingError(q) - StirlingError(p + q) + p - (p * Math.Log(p + q)) + ((q - 0.5) * Lanes.Log1p(-share));
        }

        return StirlingError(p) + StirlingError(q) - StirlingError(p + q) + HalfLogTwoPi - (0.5 * Math.Log(q)) + ((p - 0.5) * Math.Log(share)) + (q * Lanes.Log1p(-share));
    }

    /// <summary>log Gamma(x) - ((x - 1/2) log x - x + log(2 pi) / 2), x &gt;= 10 [5.11.1].</summary>
    private static double StirlingError(double x)
    {
        double y = 1.0 / (x * x);
        double series = (1.0 / 1188.0) - (y * (691.0 / 360360.0));
        series = (1.0 / 1680.0) - (y * series);
        series = (1.0 / 1260.0) - (y * series);
        series = (1.0 / 360.0) - (y * series);
        return ((1.0 / 12.0) - (y * series)) / x;
    }

    /// <summary>x - log(1 + x), x &gt; -1, without cancellation near 0: log(1 + x) = 2 artanh(x / (2 + x)).</summary>
    private static double Log1pDeficit(double x)
    {
        if (Math.Abs(x) > 0.3)
        {
            return x - Lanes.Log1p(x);
        }

        double r = x / (2.0 + x);
        double square = r * r;
        double power = 1.0;
        double sum = 0.0;
        for (int k = 3; k < 40 && power > 1e-18; k += 2)
        {
            sum += power / k;
            power *= square;
        }

        return r * (x - (2.0 * square * sum));
    }

    /// <summary>x^a exp(-x) / Gamma(a), a, x &gt; 0.</summary>
    private static double GammaFront(double a, double x) => a < LargeArgument
        ? Math.Exp((a * Math.Log(x)) - x - Lanes.LogGamma(a))
        : Math.Exp(-(a * Log1pDeficit((x - a) / a)) - StirlingError(a)) * Math.Sqrt(a / (2.0 * Math.PI));

    /// <summary>x^a y^b / B(a, b), a, b &gt; 0, x in (0, 1) and y = 1 - x, both accurate.</summary>
    private static double BetaFront(double a, double b, double x, double y)
    {
        if (a < LargeArgument || b < LargeArgument)
        {
            double logX = x < 0.5 ? Math.Log(x) : Lanes.Log1p(-y);
            double logY = y < 0.5 ? Math.Log(y) : Lanes.Log1p(-x);
            return Math.Exp((a * logX) + (b * logY) - BetaLog(a, b));
        }

        // About the mean, where the first-order terms of the two logarithms cancel.
        double excess = (x * (a + b)) - a;
        double deficit = (a * Log1pDeficit(excess / a)) + (b * Log1pDeficit(-excess / b));
        double correction = StirlingError(a) + StirlingError(b) - StirlingError(a + b);
        return Math.Exp(-deficit - correction) * Math.Sqrt(a / (2.0 * Math.PI) * (b / (a + b)));
    }
}
