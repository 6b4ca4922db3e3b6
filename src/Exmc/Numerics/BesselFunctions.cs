// The modified Bessel function of order 0, as the von Mises distribution needs it.
namespace Exmc.Numerics;

public static partial class SpecialFunctions
{
    /// <summary>Where the asymptotic series reach full accuracy: their smallest term is about exp(-2 x).</summary>
    private const double LargeBesselArgument = 20.0;

    /// <summary>log I0(x) - |x|, of the modified Bessel function of order 0 [10.25.2], [10.40.1].</summary>
    public static double LogScaledBesselI0(double x)
    {
        double size = Math.Abs(x);
        return size < LargeBesselArgument
            ? Lanes.Log1p(BesselSeries(size, 0)) - size
            : Lanes.Log1p(BesselAsymptotic(size, 0)) - (0.5 * Math.Log(2.0 * Math.PI * size));
    }

    /// <summary>I1(x) / I0(x), the derivative of log I0(x); between -1 and 1 [10.29.3].</summary>
    public static double BesselRatio(double x)
    {
        double size = Math.Abs(x);
        double ratio = size < LargeBesselArgument
            ? 0.5 * size * (1.0 + BesselSeries(size, 1)) / (1.0 + BesselSeries(size, 0))
            : double.IsPositiveInfinity(size) ? 1.0
            : (1.0 + BesselAsymptotic(size, 1)) / (1.0 + BesselAsymptotic(size, 0));
        return x < 0 ? -ratio : ratio;
    }

    // Sum from the second term of I_order(x) / (x / 2)^order: all terms are positive [10.25.2].
    private static double BesselSeries(double x, int order)
    {
        double quarter = 0.25 * x * x;
        double term = 1.0;
        double sum = 0.0;
        for (int k = 1; term > 1e-17 * (1.0 + sum) || k == 1; k++)
        {
            term *= quarter / (k * (k + order));
            sum += term;
        }

        return sum;
    }

    // Sum from the second term of I_order(x) sqrt(2 pi x) exp(-x) [10.40.1].
    private static double BesselAsymptotic(double x, int order)
    {
        double term = 1.0;
        double sum = 0.0;
        for (int k = 1; Math.Abs(term) > 1e-17 && k < 2.0 * x; k++)
        {
            double odd = (2.0 * k) - 1.0;
            term *= ((odd * odd) - (4.0 * order)) / (8.0 * k * x);
            sum += term;
        }

        return sum;
    }
}
