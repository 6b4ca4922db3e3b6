// Logarithms of vector lanes for generated loops.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <content>
/// log x = k log 2 + log m with m = 1 + f between 1/sqrt 2 and sqrt 2; with s = f / (2 + f), log m = 2 artanh s = f - s (f - R(s^2)) and R
/// the minimax polynomial of degree 14 of FreeBSD's e_log.c (Tang 1990, ACM Transactions on Mathematical Software 16, for the method).
/// </content>
public static partial class Lanes
{
    private const double SqrtHalf = 0.70710678118654752440;
    private const double TwoTo54 = 18014398509481984.0;

    private static ReadOnlySpan<double> LogCoefficients =>
    [
        0.1479819860511658591, 0.1531383769920937332, 0.1818357216161805012, 0.2222219843214978396, 0.2857142874366239149, 0.3999999999940941908,
        0.6666666666666735130,
    ];

    /// <summary>Natural logarithm, to one unit in the last place; minus infinity at 0, NaN below, infinite at infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x) => LogOfProduct(x, Vector512<double>.Zero);

    /// <summary>log(1 + x), to two units in the last place, accurate near 0; minus infinity at -1, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log1p(Vector512<double> x)
    {
        // 1 + x is rounded to u; the rest r of the sum is exact, and log(u + r) = log u + r / u.
        Vector512<double> u = x + Vector512<double>.One;
        Vector512<double> isLarge = Vector512.GreaterThan(x, Vector512<double>.One);
        Vector512<double> rest = Vector512.ConditionalSelect(isLarge, Vector512<double>.One - (u - x), x - (u - Vector512<double>.One));
        Vector512<double> result = LogOfProduct(u, rest / u);

        // Where u = 1 or is infinite the rest has no meaning.
        Vector512<double> isPlain = Vector512.LessThan(Vector512.Abs(x), Vector512.Create(1e300));
        result = Vector512.ConditionalSelect(Vector512.Equals(u, Vector512<double>.One), x, result);
        return Vector512.ConditionalSelect(isPlain & Vector512.GreaterThan(u, Vector512<double>.Zero), result, Log(u));
    }

    /// <summary>log u + correction, the correction small beside what is rounded of log u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> LogOfProduct(Vector512<double> u, Vector512<double> correction)
    {
        // Subnormal numbers are scaled into the normal range.
        Vector512<double> isTiny = IsTiny(u);
        Vector512<double> scaled = Normal(u);

        // The exponent of scaled / sqrt(1/2), and the mantissa with exponent 0 or -1.
        Vector512<long> bits = scaled.AsInt64() - Vector512.Create(SqrtHalf).AsInt64();
        Vector512<long> exponent = bits >> 52;
        Vector512<double> m = (scaled.AsInt64() - (exponent << 52)).AsDouble();
        Vector512<double> k = ToDouble(exponent) - (isTiny & Vector512.Create(54.0));

        Vector512<double> f = m - Vector512<double>.One;
        Vector512<double> s = f / (f + Vector512.Create(2.0));
        Vector512<double> z = s * s;
        Vector512<double> p = Vector512.Create(LogCoefficients[0]);
        for (int j = 1; j < 7; j++)
        {
            p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(LogCoefficients[j]));
        }

        Vector512<double> half = f * f * 0.5;
        Vector512<double> low = Vector512.MultiplyAddEstimate(k, Vector512.Create(Log2Low), correction);
        Vector512<double> small = Vector512.MultiplyAddEstimate(s, Vector512.MultiplyAddEstimate(p, z, half), low) - half;
        Vector512<double> result = Vector512.MultiplyAddEstimate(k, Vector512.Create(Log2High), small + f);

        return Vector512.ConditionalSelect(IsOrdinary(u), result, OfUnusual(u));
    }

    /// <summary>The logarithm of what is not a positive finite number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> OfUnusual(Vector512<double> u)
    {
        Vector512<double> other = Vector512.ConditionalSelect(Vector512.GreaterThan(u, Vector512<double>.Zero), u, Vector512.Create(double.NaN));
        return Vector512.ConditionalSelect(Vector512.Equals(u, Vector512<double>.Zero), Vector512.Create(double.NegativeInfinity), other);
    }

    /// <summary>Small integers as reals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ToDouble(Vector512<long> n) => (n + Vector512.Create(Rounding).AsInt64()).AsDouble() - Vector512.Create(Rounding);
}
