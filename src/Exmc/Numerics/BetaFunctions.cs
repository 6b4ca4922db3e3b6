// The incomplete beta function and its derivatives.
namespace Exmc.Numerics;

public static partial class SpecialFunctions
{
    /// <summary>Regularised incomplete beta function I_x(a, b), a, b &gt; 0, x in [0, 1] [8.17.2].</summary>
    public static double BetaI(double a, double b, double x) =>
        !(a > 0) || !(b > 0) || !(x >= 0) || x > 1 ? double.NaN
        : x == 0 ? 0.0
        : x == 1 ? 1.0
        : BetaI(a, b, x, 1.0 - x);

    /// <summary>I_x(a, b) from x in (0, 1) and y = 1 - x, both accurate.</summary>
    private static double BetaI(double a, double b, double x, double y) => x <= (a + 1.0) / (a + b + 2.0)
        ? BetaFront(a, b, x, y) * BetaFraction(a, b, x) / a
        : 1.0 - (BetaFront(a, b, x, y) * BetaFraction(b, a, y) / b);

    /// <summary>Derivative of I_x(a, b) with respect to a.</summary>
    public static double BetaIDerivativeA(double a, double b, double x) =>
        !(a > 0) || !(b > 0) || !(x >= 0) || x > 1 ? double.NaN
        : x is 0 or 1 ? 0.0
        : x <= a / (a + b) ? BetaSeries(a, b, x).DerivativeA
        : -BetaSeries(b, a, 1.0 - x).DerivativeB;

    /// <summary>Derivative of I_x(a, b) with respect to b.</summary>
    public static double BetaIDerivativeB(double a, double b, double x) =>
        !(a > 0) || !(b > 0) || !(x >= 0) || x > 1 ? double.NaN
        : x is 0 or 1 ? 0.0
        : x <= a / (a + b) ? BetaSeries(a, b, x).DerivativeB
        : -BetaSeries(b, a, 1.0 - x).DerivativeA;

    // [8.17.22], by Lentz's method (Press et al. 2007, Numerical Recipes, section 6.4).
    private static double BetaFraction(double a, double b, double x)
    {
        const double Tiny = 1e-300;
        double Guarded(double value) => Math.Abs(value) < Tiny ? Tiny : value;
        double c = 1.0;
        double d = 1.0 / Guarded(1.0 - ((a + b) * x / (a + 1.0)));
        double h = d;
        for (int m = 1; m < MaxTerms; m++)
        {
            double even = m * (b - m) * x / ((a + (2.0 * m) - 1.0) * (a + (2.0 * m)));
            d = 1.0 / Guarded(1.0 + (even * d));
            c = Guarded(1.0 + (even / c));
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2.0 * m)) * (a + (2.0 * m) + 1.0));
            d = 1.0 / Guarded(1.0 + (odd * d));
            c = Guarded(1.0 + (odd / c));
            double factor = d * c;
            h *= factor;
            if (Math.Abs(factor - 1.0) < 1e-16)
            {
                break;
            }
        }

        return h;
    }

    // I_x = x^a (1-x)^b / (a B(a,b)) * sum over n of ((a+b)_n / (a+1)_n) x^n [8.17.8]: all terms positive, differentiated term by term.
    private static (double Value, double DerivativeA, double DerivativeB) BetaSeries(double a, double b, double x)
    {
        double front = BetaFront(a, b, x, 1.0 - x) / a;
        double digammaSum = Lanes.Digamma(a + b);
        double frontA = Math.Log(x) - Lanes.Digamma(a) + digammaSum - (1.0 / a);
        double frontB = Lanes.Log1p(-x) - Lanes.Digamma(b) + digammaSum;
        double term = 1.0;
        double logTermA = 0.0;
        double logTermB = 0.0;
        double sum = 1.0;
        double sumA = 0.0;
        double sumB = 0.0;
        for (int n = 0; n < 1_000_000; n++)
        {
            term *= (a + b + n) / (a + 1.0 + n) * x;
            double rising = 1.0 / (a + b + n);
            logTermA += rising - (1.0 / (a + 1.0 + n));
            logTermB += rising;
            sum += term;
            sumA += term * logTermA;
            sumB += term * logTermB;
            if (term * Math.Max(1.0, logTermB) < 1e-17 * sum && (a + b + n) * x < a + 1.0 + n)
            {
                break;
            }
        }

        return (front * sum, front * ((frontA * sum) + sumA), front * ((frontB * sum) + sumB));
    }
}
