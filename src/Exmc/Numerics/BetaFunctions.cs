// The incomplete beta function and its derivatives.
namespace Exmc.Numerics;

public static partial class SpecialFunctions
{
    /// <summary>Logarithm of the beta function, a, b &gt; 0 [5.12.1].</summary>
    public static double BetaLog(double a, double b) => LogGamma(a) + LogGamma(b) - LogGamma(a + b);

    /// <summary>Regularised incomplete beta function I_x(a, b), a, b &gt; 0, x in [0, 1] [8.17.2].</summary>
    public static double BetaI(double a, double b, double x) =>
        !(a > 0) || !(b > 0) || !(x >= 0) || x > 1 ? double.NaN
        : x == 0 ? 0.0
        : x == 1 ? 1.0
        : x <= a / (a + b) ? BetaSeries(a, b, x).Value
        : 1.0 - BetaSeries(b, a, 1.0 - x).Value;

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

    // I_x = x^a (1-x)^b / (a B(a,b)) * sum over n of ((a+b)_n / (a+1)_n) x^n [8.17.8]: all terms positive, differentiated term by term.
    private static (double Value, double DerivativeA, double DerivativeB) BetaSeries(double a, double b, double x)
    {
        double front = Math.Exp((a * Math.Log(x)) + (b * Log1p(-x)) - BetaLog(a, b)) / a;
        double digammaSum = Digamma(a + b);
        double frontA = Math.Log(x) - Digamma(a) + digammaSum - (1.0 / a);
        double frontB = Log1p(-x) - Digamma(b) + digammaSum;
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
