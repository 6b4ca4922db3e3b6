// Logarithms at every width.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>log x.</summary>
internal readonly partial struct Logarithm : ILaneFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x) => LogarithmOfProduct.Of(x, Vector512.Create(0.0));
}

/// <summary>log(1 + x).</summary>
internal readonly partial struct LogarithmOfOnePlus : ILaneFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x)
    {
        // 1 + x is rounded to u; the rest r of the sum is exact, and log(u + r) = log u + r / u.
        Vector512<double> one = Vector512.Create(1.0);
        Vector512<double> u = x + one;
        Vector512<double> rest = Vector512.ConditionalSelect(Vector512.LessThan(one, x), one - (u - x), x - (u - one));
        return Vector512.CopySign(LogarithmOfProduct.Of(u, rest / u), x);
    }

    /// <summary>log(1 + x) for x from 0 to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> OfFraction(Vector512<double> x)
    {
        Vector512<double> u = x + Vector512.Create(1.0);
        return LogarithmOfProduct.OfNormal(u, (x - (u - Vector512.Create(1.0))) / u);
    }
}

/// <summary>
/// log x = k log 2 + log m with m = 1 + f between 1/sqrt 2 and sqrt 2; with s = f / (2 + f), log m = 2 artanh s = f - s (f - R(s^2)) and R
/// the minimax polynomial of degree 14 of FreeBSD's e_log.c (Tang 1990, ACM Transactions on Mathematical Software 16, for the method).
/// </summary>
internal static partial class LogarithmOfProduct
{
    /// <summary>log u + correction, the correction small beside what is rounded of log u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> u, Vector512<double> correction)
    {
        // Subnormal numbers are scaled into the normal range.
        Vector512<double> isTiny = Vector512.LessThan(u, Vector512.Create(Constants.SmallestNormal));
        Vector512<double> scaled = Vector512.ConditionalSelect(isTiny, u * Vector512.Create(Constants.TwoTo54), u);
        Vector512<double> result = OfScaled(scaled, Vector512.ConditionalSelect(isTiny, Vector512.Create(54.0), Vector512.Create(0.0)), correction);

        // Minus infinity at 0, NaN below; infinity and NaN are their own logarithms.
        Vector512<double> isFinite = Vector512.LessThan(u, Vector512.Create(double.PositiveInfinity));
        Vector512<double> isZero = Vector512.Equals(u, Vector512.Create(0.0));
        Vector512<double> notPositive = Vector512.ConditionalSelect(isZero, Vector512.Create(double.NegativeInfinity), Vector512.Create(double.NaN));
        return Vector512.ConditionalSelect(isFinite, Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Create(0.0), u), result, notPositive), u);
    }

    /// <summary>The same for positive numbers that are neither subnormal nor infinite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> OfNormal(Vector512<double> u, Vector512<double> correction) => OfScaled(u, Vector512.Create(0.0), correction);

    /// <summary>log u - scale log 2 + correction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> OfScaled(Vector512<double> u, Vector512<double> scale, Vector512<double> correction)
    {
        // The exponent of u / sqrt(1/2), as an integer and then as a real, and the mantissa with exponent 0 or -1.
        Vector512<long> bits = u.AsInt64() + Vector512.Create(Constants.OneBits - Constants.SqrtHalfBits);
        Vector512<long> exponent = (bits >>> 52) | Vector512.Create(Constants.TwoTo52Bits);
        Vector512<double> k = (exponent.AsDouble() - Vector512.Create(Constants.TwoTo52 + 1023.0)) - scale;
        Vector512<double> m = ((bits & Vector512.Create(Constants.MantissaBits)) + Vector512.Create(Constants.SqrtHalfBits)).AsDouble();

        Vector512<double> f = m - Vector512.Create(1.0);
        Vector512<double> s = f / (f + Vector512.Create(2.0));
        Vector512<double> z = s * s;
        Vector512<double> w = z * z;
        Vector512<double> even = Vector512.MultiplyAddEstimate(Vector512.Create(0.1531383769920937332), w, Vector512.Create(0.2222219843214978396));
        even = Vector512.MultiplyAddEstimate(even, w, Vector512.Create(0.3999999999940941908));
        Vector512<double> odd = Vector512.MultiplyAddEstimate(Vector512.Create(0.1479819860511658591), w, Vector512.Create(0.1818357216161805012));
        odd = Vector512.MultiplyAddEstimate(odd, w, Vector512.Create(0.2857142874366239149));
        odd = Vector512.MultiplyAddEstimate(odd, w, Vector512.Create(0.6666666666666735130));
        Vector512<double> tail = Vector512.MultiplyAddEstimate(even, z, odd) * z;

        Vector512<double> half = f * f * Vector512.Create(0.5);
        Vector512<double> low = Vector512.MultiplyAddEstimate(k, Vector512.Create(Constants.Log2Low), correction);
        Vector512<double> small = Vector512.MultiplyAddEstimate(s, tail + half, low) - half;
        return Vector512.MultiplyAddEstimate(k, Vector512.Create(Constants.Log2High), small + f);
    }
}
