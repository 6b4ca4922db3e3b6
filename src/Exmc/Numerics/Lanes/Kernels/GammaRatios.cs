// Ratios of gamma functions half a unit apart, at every width.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>
/// log Gamma(x + 1/2) - log Gamma(x), x &gt; 0, without the cancellation of the two, and its derivative. Together they have the bits of each by
/// itself.
/// </summary>
internal readonly partial struct LogarithmOfGammaRatio : ILaneFunction, ILaneFunctionWithSlope
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x) => Of(x, HalfStepRests.Variable(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x, out Vector512<double> slope)
    {
        Vector512<double> v = HalfStepRests.Variable(x);
        slope = DifferenceOfDigamma.Of(x, v);
        return Of(x, v);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Of(Vector512<double> x, Vector512<double> v)
    {
        // x^2 / (x + 1/2) as 2^60 a / b: beyond 2^60 it is x; where the square would vanish, a is 2^1400 times as great.
        Vector512<double> limit = Vector512.Create(Constants.TwoTo60);
        Vector512<double> isTiny = Vector512.LessThan(x, Vector512.Create(Constants.TwoToMinus400));
        Vector512<double> scaled = x * Vector512.Create(Constants.TwoTo700 / Constants.TwoTo60);
        Vector512<double> square = (x * Vector512.Create(1.0 / Constants.TwoTo60)) * Vector512.MinNative(limit, x);
        Vector512<double> a = Vector512.ConditionalSelect(isTiny, scaled * (x * Vector512.Create(Constants.TwoTo700)), square);
        Vector512<double> b = Vector512.MinNative(limit, x + Vector512.Create(0.5));

        // The bits of a number are a logarithm to base 2, too great by 0 to 0.086: the nearest integer to their difference is k, and a / b = 2^k m / b
        // with m / b between 2^-0.586 and 2^0.586.
        Vector512<long> exponent = (a.AsInt64() - b.AsInt64() + Vector512.Create(1L << 51)) & Vector512.Create(~Constants.MantissaBits);
        Vector512<double> m = (a.AsInt64() - exponent).AsDouble();
        Vector512<long> positive = ((exponent + Vector512.Create(long.MinValue)) >>> 52) | Vector512.Create(Constants.TwoTo52Bits);
        Vector512<double> k = positive.AsDouble() - Vector512.ConditionalSelect(isTiny, Vector512.Create(Constants.TwoTo52 + 2048.0 + 1400.0 - 60.0), Vector512.Create(Constants.TwoTo52 + 2048.0 - 60.0));

        // log(a / b) / 2 = k log 2 / 2 + artanh s.
        Vector512<double> s = (m - b) / (m + b);
        Vector512<double> z = s * s;
        Vector512<double> high = Vector512.MultiplyAddEstimate(k, Vector512.Create(0.5 * Constants.Log2High), s);
        Vector512<double> low = Vector512.MultiplyAddEstimate(HalfStepRests.Rest(v), v, k * Vector512.Create(0.5 * Constants.Log2Low));

        // Minus infinity at 0, NaN below; infinity and NaN are their own values. What is added is finite there, or NaN.
        Vector512<double> zero = Vector512.Create(0.0);
        Vector512<double> notPositive = Vector512.ConditionalSelect(Vector512.Equals(x, zero), Vector512.Create(double.NegativeInfinity), Vector512.Create(double.NaN));
        high = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(double.PositiveInfinity)), high, x);
        high = Vector512.ConditionalSelect(Vector512.LessThan(zero, x), high, notPositive);
        return Vector512.MultiplyAddEstimate(s * z, Artanh(z), high + low);
    }

    /// <summary>(artanh s - s) / s^3 by z = s^2 up to 0.0403: minimax with the weight s^3, which leaves errors of 2e-18.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Artanh(Vector512<double> z)
    {
        Vector512<double> z2 = z * z;
        Vector512<double> p0 = Vector512.MultiplyAddEstimate(Vector512.Create(0.19999999996612655), z, Vector512.Create(0.3333333333334008));
        Vector512<double> p1 = Vector512.MultiplyAddEstimate(Vector512.Create(0.11111055224702183), z, Vector512.Create(0.14285714905026203));
        Vector512<double> p2 = Vector512.MultiplyAddEstimate(Vector512.Create(0.07616467081928312), z, Vector512.Create(0.09093669863566191));
        Vector512<double> high = Vector512.MultiplyAddEstimate(Vector512.Create(0.07743968389256436), z2, p2);
        return Vector512.MultiplyAddEstimate(high, z2 * z2, Vector512.MultiplyAddEstimate(p1, z2, p0));
    }
}

/// <summary>digamma(x + 1/2) - digamma(x), x &gt; 0.</summary>
internal readonly partial struct DifferenceOfDigamma : ILaneFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x) => Of(x, HalfStepRests.Variable(x));

    /// <summary>The same with the variable of the polynomials.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x, Vector512<double> v)
    {
        // The derivative of log(x^2 / (x + 1/2)) / 2 is r + r / (2 x + 1) with r = 1 / (2 x).
        Vector512<double> half = Vector512.Create(0.5), zero = Vector512.Create(0.0);
        Vector512<double> r = half / x;
        Vector512<double> sum = Vector512.MultiplyAddEstimate(r, half / (x + half), r);
        Vector512<double> notPositive = Vector512.ConditionalSelect(Vector512.Equals(x, zero), Vector512.Create(double.PositiveInfinity), Vector512.Create(double.NaN));
        Vector512<double> elementary = Vector512.ConditionalSelect(Vector512.LessThan(zero, x), sum, notPositive);
        return Vector512.MultiplyAddEstimate(HalfStepRests.RestSlope(v), v * v, elementary);
    }
}
