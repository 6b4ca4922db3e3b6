// Elementary functions that System.Math lacks. Sections of the NIST Digital Library of Mathematical Functions in brackets.
namespace Exmc.Numerics;

/// <summary>Special functions of generated densities. None allocates; outside its domain a function is NaN.</summary>
public static partial class SpecialFunctions
{
    /// <summary>Sign of x: -1, 0 or 1; NaN for NaN.</summary>
    public static double Sign(double x) => x > 0 ? 1.0 : x < 0 ? -1.0 : x;

    /// <summary>log(1 + x), accurate near 0; -infinity at -1, NaN below.</summary>
    /// <remarks>Kahan's correction: the rounding of 1 + x cancels.</remarks>
    public static double Log1p(double x)
    {
        double y = 1.0 + x;
        return y == 1.0 || double.IsPositiveInfinity(y) ? x : Math.Log(y) * (x / (y - 1.0));
    }

    /// <summary>exp(x) - 1, accurate near 0.</summary>
    public static double Expm1(double x)
    {
        // Outside this interval the subtraction loses nothing; inside, Kahan's correction holds.
        if (x is < -1.0 or > 1.0)
        {
            return Math.Exp(x) - 1.0;
        }

        double y = Math.Exp(x);
        return y == 1.0 ? x : (y - 1.0) * (x / Math.Log(y));
    }

    /// <summary>log(1 + exp(x)), without overflow.</summary>
    public static double Log1pExp(double x) => x > 0 ? x + Log1p(Math.Exp(-x)) : Log1p(Math.Exp(x));

    /// <summary>1 + exp(-|x|).</summary>
    public static double LogisticFactor(double x) => 1.0 + Math.Exp(-Math.Abs(x));

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static double Logistic(double x)
    {
        if (x >= 0)
        {
            return 1.0 / (1.0 + Math.Exp(-x));
        }

        double e = Math.Exp(x);
        return e / (1.0 + e);
    }

    /// <summary>log(exp(a) + exp(b)), without overflow.</summary>
    public static double LogSumExp(double a, double b)
    {
        double largest = Math.Max(a, b);
        return double.IsInfinity(largest) ? largest : largest + Log1p(Math.Exp(Math.Min(a, b) - largest));
    }
}
