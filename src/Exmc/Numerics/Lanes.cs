// Functions of vector lanes for generated loops.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>Functions of eight lanes at once.</summary>
public static partial class Lanes
{
    private const double InverseLog2 = 1.4426950408889634;
    private const double Log2High = 0.693147180369123816490;
    private const double Log2Low = 1.90821492927058770002e-10;

    // 1.5 * 2^52: adding it leaves the nearest integer in the lowest bits.
    private const double Rounding = 6755399441055744.0;

    // 1 / k! for k = 13 down to 2.
    private static ReadOnlySpan<double> Taylor =>
    [
        1.6059043836821613e-10, 2.08767569878681e-09, 2.505210838544172e-08, 2.755731922398589e-07, 2.7557319223985893e-06, 2.48015873015873e-05,
        0.0001984126984126984, 0.001388888888888889, 0.008333333333333333, 0.041666666666666664, 0.16666666666666666, 0.5,
    ];

    /// <summary>
    /// Exponential function, to one unit in the last place; infinite above 709.8, gradually 0 below -708.4, NaN for NaN. Argument
    /// reduction by a split log 2 and a Taylor polynomial (Muller et al. 2018, Handbook of Floating-Point Arithmetic, 10.4).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x)
    {
        x = Vector512.Min(Vector512.Max(x, Vector512.Create(-760.0)), Vector512.Create(720.0));
        Vector512<double> p = ReducedExpm1(x, out Vector512<double> n) + Vector512<double>.One;

        // 2^n in two factors, each in range, so that overflow and gradual underflow happen by themselves.
        Vector512<double> half = (n * 0.5) + Vector512.Create(Rounding) - Vector512.Create(Rounding);
        return p * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    /// <summary>exp r - 1, where x = n log 2 + r and n is the nearest integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ReducedExpm1(Vector512<double> x, out Vector512<double> n)
    {
        n = (x * InverseLog2) + Vector512.Create(Rounding) - Vector512.Create(Rounding);
        Vector512<double> r = Vector512.MultiplyAddEstimate(n, Vector512.Create(-Log2High), x);
        r = Vector512.MultiplyAddEstimate(n, Vector512.Create(-Log2Low), r);
        Vector512<double> p = Vector512.Create(Taylor[0]);
        for (int k = 1; k < 12; k++)
        {
            p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(Taylor[k]));
        }

        return Vector512.MultiplyAddEstimate(p * r, r, r);
    }

    /// <summary>2^n for an integer n from -1022 to 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> PowerOfTwo(Vector512<double> n) =>
        ((n + Vector512.Create(Rounding + 1023.0)).AsInt64() << 52).AsDouble();

    /// <summary>((0+4)+(2+6)) + ((1+5)+(3+7)) of the eight lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> lanes)
    {
        Vector256<double> four = lanes.GetLower() + lanes.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two.GetElement(0) + two.GetElement(1);
    }
}
