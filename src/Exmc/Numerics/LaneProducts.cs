// Sums of logarithms, as the logarithm of a product whose exponent is kept apart.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <content>
/// A running product of any length: while it stays between 2^-900 and 2^900 it is a plain product; beyond, the binary exponents go to a sum of
/// their own. What has no logarithm goes there, too, as its logarithm: minus infinity for 0, NaN for negative numbers.
/// </content>
public static partial class Lanes
{
    private const ulong SmallestProduct = (1023UL - 900) << 52;
    private const ulong ProductRange = 1800UL << 52;
    private const long MantissaBits = (1L << 52) - 1;
    private const long ExponentOfOne = 1023L << 52;

    /// <summary>The product with one more factor, in each lane.</summary>
    /// <param name="product">The product so far, 1 at first.</param>
    /// <param name="factor">Any number.</param>
    /// <param name="exponent">The exponents taken out of the product so far, 0 at first.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Times(Vector512<double> product, Vector512<double> factor, ref Vector512<double> exponent)
    {
        Vector512<double> next = product * factor;
        Vector512<ulong> place = next.AsUInt64() - Vector512.Create(SmallestProduct);
        if (Vector512.LessThanAll(place, Vector512.Create(ProductRange)))
        {
            return next;
        }

        Vector512<double> isInside = Vector512.LessThan(place, Vector512.Create(ProductRange)).AsDouble();
        Vector512<double> split = Mantissa(product) * Mantissa(factor);
        exponent += ~isInside & (Exponent(product) + Exponent(factor));
        return Vector512.ConditionalSelect(isInside, next, split);
    }

    /// <summary>The product with one more factor; the bits are those of a lane.</summary>
    /// <param name="product">The product so far, 1 at first.</param>
    /// <param name="factor">Any number.</param>
    /// <param name="exponent">The exponents taken out of the product so far, 0 at first.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Times(double product, double factor, ref double exponent)
    {
        double next = product * factor;
        return BitConverter.DoubleToUInt64Bits(next) - SmallestProduct < ProductRange ? next : TimesUnusual(product, factor, ref exponent);
    }

    /// <summary>The sum over the lanes of the logarithms of products.</summary>
    public static double LogOfProducts(Vector512<double> product, Vector512<double> exponent) => Sum(LogOfSplit(product, exponent));

    /// <summary>The logarithm of a product; the bits are those of a lane.</summary>
    public static double LogOfProduct(double product, double exponent) => LogOfSplit(Vector512.Create(product), Vector512.Create(exponent)).ToScalar();

    /// <summary>The logarithm of a product, in each lane.</summary>
    public static Vector512<double> LogOfSplit(Vector512<double> product, Vector512<double> exponent) =>
        Vector512.MultiplyAddEstimate(exponent, Vector512.Create(Log2High), Vector512.MultiplyAddEstimate(exponent, Vector512.Create(Log2Low), Log(product)));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double TimesUnusual(double product, double factor, ref double exponent)
    {
        Vector512<double> exponents = Vector512.Create(exponent);
        double next = Times(Vector512.Create(product), Vector512.Create(factor), ref exponents).ToScalar();
        exponent = exponents.ToScalar();
        return next;
    }

    /// <summary>The mantissa, from 1 to 2; 1 for what is not a positive finite number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Mantissa(Vector512<double> x) => Vector512.ConditionalSelect(
        IsOrdinary(x), ((Normal(x).AsInt64() & Vector512.Create(MantissaBits)) | Vector512.Create(ExponentOfOne)).AsDouble(), Vector512<double>.One);

    /// <summary>The exponent to the base 2; the logarithm of what is not a positive finite number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Exponent(Vector512<double> x)
    {
        Vector512<double> exponent = ToDouble((Normal(x).AsInt64() >> 52) - Vector512.Create(1023L));
        return Vector512.ConditionalSelect(IsOrdinary(x), exponent - (IsTiny(x) & Vector512.Create(54.0)), OfUnusual(x));
    }

    /// <summary>Subnormal numbers scaled into the normal range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Normal(Vector512<double> x) => Vector512.ConditionalSelect(IsTiny(x), x * TwoTo54, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> IsTiny(Vector512<double> x) => Vector512.LessThan(x, Vector512.Create(2.2250738585072014e-308));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> IsOrdinary(Vector512<double> x) =>
        Vector512.GreaterThan(x, Vector512<double>.Zero) & Vector512.LessThan(x, Vector512.Create(double.PositiveInfinity));
}
