// The normal distribution function, its logarithm and its inverse.
using MathNetFunctions = MathNet.Numerics.SpecialFunctions;

namespace Exmc.Numerics;

public static partial class SpecialFunctions
{
    private const double SqrtHalf = 0.70710678118654752440;

    /// <summary>Error function [7.2.1].</summary>
    public static double Erf(double x) => MathNetFunctions.Erf(x);

    /// <summary>Complementary error function [7.2.2].</summary>
    public static double Erfc(double x) => MathNetFunctions.Erfc(x);

    /// <summary>Standard normal distribution function.</summary>
    public static double NormalCdf(double x) => 0.5 * MathNetFunctions.Erfc(-x * SqrtHalf);

    /// <summary>Logarithm of the standard normal distribution function, accurate in both tails.</summary>
    public static double LogNormalCdf(double x)
    {
        if (x > 0.0)
        {
            return Lanes.Log1p(-0.5 * MathNetFunctions.Erfc(x * SqrtHalf));
        }

        return x > -6.0 ? Math.Log(NormalCdf(x)) : LogLowerTail(x);
    }

    /// <summary>Inverse of the standard normal distribution function; infinite at 0 and 1, NaN outside.</summary>
    public static double NormalQuantile(double p) =>
        p is >= 0 and <= 1 ? -Math.Sqrt(2.0) * MathNetFunctions.ErfcInv(2.0 * p) : double.NaN;

    // Mills' ratio by the continued fraction [7.9.1] from its tail; at x = -6 sixty terms leave no error.
    private static double LogLowerTail(double x)
    {
        double t = -x;
        double fraction = t;
        for (int k = 60; k >= 1; k--)
        {
            fraction = t + (k / fraction);
        }

        return (-0.5 * x * x) - HalfLogTwoPi - Math.Log(fraction);
    }
}
