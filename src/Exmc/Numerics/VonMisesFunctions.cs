// The mass of a von Mises distribution between two angles.
namespace Exmc.Numerics;

public static partial class SpecialFunctions
{
    /// <summary>How much the exponent changes within a piece that is integrated at once, and what is left out where it has grown by more.</summary>
    private const double VonMisesPiece = 8.0;
    private const double VonMisesNegligible = 45.0;

    /// <summary>
    /// The integral over t between two angles of exp(kappa cos t), over 2 pi I0(kappa): the mass of a von Mises distribution about 0
    /// (Mardia and Jupp 2000, Directional Statistics, 3.5.4). NaN unless kappa &gt;= 0; negative where <paramref name="until"/> comes first.
    /// </summary>
    /// <remarks>A sum of positive terms: it keeps its relative accuracy however small it is.</remarks>
    /// <param name="kappa">Concentration.</param>
    /// <param name="from">First angle, in radians; may lie turns away.</param>
    /// <param name="until">Second angle.</param>
    public static double VonMisesMass(double kappa, double from, double until) => VonMisesIntegrals(kappa, from, until).Mass;

    /// <summary>The derivative of <see cref="VonMisesMass"/> with respect to kappa.</summary>
    public static double VonMisesMassDerivativeKappa(double kappa, double from, double until)
    {
        (double mass, double lag) = VonMisesIntegrals(kappa, from, until);
        return ((1.0 - BesselRatio(kappa)) * mass) - lag;
    }

    // The mass, and the integral of 1 - cos t over it.
    private static (double Mass, double Lag) VonMisesIntegrals(double kappa, double from, double until)
    {
        if (!(kappa >= 0) || !(Math.Abs(from) < 1e9) || !(Math.Abs(until) < 1e9))
        {
            return (double.NaN, double.NaN);
        }

        if (until < from)
        {
            (double mass, double lag) = VonMisesIntegrals(kappa, until, from);
            return (-mass, -lag);
        }

        double sum = 0.0;
        double lags = 0.0;
        for (double turn = Math.Floor(from / Math.PI); turn * Math.PI < until; turn++)
        {
            // The density falls from the even multiples of pi to the odd ones.
            double low = Math.Max(from, turn * Math.PI);
            double high = Math.Min(until, (turn + 1.0) * Math.PI);
            bool falls = turn % 2.0 == 0;
            double peak = (falls ? turn : turn + 1.0) * Math.PI;
            Falling(kappa, falls ? low - peak : peak - high, falls ? high - peak : peak - low, ref sum, ref lags);
        }

        double scale = 1.0 / (2.0 * Math.PI * Math.Exp(LogScaledBesselI0(kappa)));
        return (sum * scale, lags * scale);
    }

    // Adds the integrals of exp(-kappa (1 - cos t)) and of 1 - cos t times that, between angles of [0, pi].
    private static void Falling(double kappa, double from, double until, ref double sum, ref double lags)
    {
        double Exponent(double t) => 2.0 * kappa * Math.Sin(0.5 * t) * Math.Sin(0.5 * t);
        double negligible = Exponent(from) + VonMisesNegligible;
        double low = from;
        while (low < until && Exponent(low) < negligible)
        {
            double share = (Exponent(low) + VonMisesPiece) / (2.0 * kappa);
            double high = Math.Min(until, Math.Min(low + (0.25 * Math.PI), share < 1.0 ? 2.0 * Math.Asin(Math.Sqrt(share)) : Math.PI));
            if (!(high > low))
            {
                return;
            }

            double half = 0.5 * (high - low);
            double middle = 0.5 * (high + low);
            for (int k = 0; k < GaussLegendre.Nodes.Length; k++)
            {
                double step = half * GaussLegendre.Nodes[k];
                foreach (double t in (ReadOnlySpan<double>)[middle - step, middle + step])
                {
                    double sine = Math.Sin(0.5 * t);
                    double weighted = half * GaussLegendre.Weights[k] * Math.Exp(-2.0 * kappa * sine * sine);
                    sum += weighted;
                    lags += 2.0 * sine * sine * weighted;
                }
            }

            low = high;
        }
    }
}
