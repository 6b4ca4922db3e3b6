// The distribution function of Student's t and its derivative.
namespace Exmc.Numerics;

public static partial class SpecialFunctions
{
    /// <summary>Distribution function of Student's t with nu &gt; 0 degrees of freedom at any t (Abramowitz and Stegun 26.7.1).</summary>
    /// <remarks>The lower tail keeps its relative accuracy; near the centre the complementary argument keeps t.</remarks>
    public static double StudentTCdf(double nu, double t)
    {
        if (!(nu > 0) || double.IsNaN(t))
        {
            return double.NaN;
        }

        if (t == 0 || double.IsInfinity(t))
        {
            return t == 0 ? 0.5 : t > 0 ? 1.0 : 0.0;
        }

        double squared = t * t;
        double near = squared / (nu + squared);
        double far = 1.0 / (1.0 + (squared / nu));
        if (squared < 1.0)
        {
            return 0.5 + (SignOf(t) * 0.5 * BetaI(0.5, 0.5 * nu, near, far));
        }

        double tail = 0.5 * BetaI(0.5 * nu, 0.5, far, near);
        return t > 0 ? 1.0 - tail : tail;
    }

    /// <summary>Derivative of the distribution function of Student's t with respect to its degrees of freedom; 0 at t = 0.</summary>
    public static double StudentTCdfDerivativeNu(double nu, double t)
    {
        if (t == 0 || double.IsInfinity(t))
        {
            return nu > 0 ? 0.0 : double.NaN;
        }

        // The argument of the incomplete beta function moves with nu: its part is -t f(t) / (2 nu), f the density.
        double squared = t * t;
        double density = Math.Exp((-0.5 * (nu + 1.0) * Lanes.Log1p(squared / nu)) - BetaLog(0.5, 0.5 * nu)) / Math.Sqrt(nu);
        double moved = -0.5 * t * density / nu;
        return squared < nu
            ? moved + (SignOf(t) * 0.25 * BetaIDerivativeB(0.5, 0.5 * nu, squared / (nu + squared)))
            : moved - (SignOf(t) * 0.25 * BetaIDerivativeA(0.5 * nu, 0.5, 1.0 / (1.0 + (squared / nu))));
    }

    // Not Math.Sign, which throws for NaN.
    private static double SignOf(double t) => t > 0 ? 1.0 : t < 0 ? -1.0 : t;
}
