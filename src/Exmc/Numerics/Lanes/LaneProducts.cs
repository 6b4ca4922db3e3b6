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

        exponent += TakenOut(product, factor);
        return Split(product, factor);
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

    private static Vector512<double> LogOfSplit(Vector512<double> product, Vector512<double> exponent) =>
        Vector512.MultiplyAddEstimate(exponent, Vector512.Create(Constants.Log2High), Vector512.MultiplyAddEstimate(exponent, Vector512.Create(Constants.Log2Low), Log(product)));

    private static Vector512<double> IsOutside(Vector512<double> next) =>
        Vector512.GreaterThanOrEqual(next.AsUInt64() - Vector512.Create(SmallestProduct), Vector512.Create(ProductRange)).AsDouble();

    /// <summary>The exponents of both where their product is outside the range, nothing elsewhere. Rare, and called so as to leave the loop its registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> TakenOut(Vector512<double> product, Vector512<double> factor) =>
        IsOutside(product * factor) & (Exponent(product) + Exponent(factor));

    /// <summary>The product of the mantissas where that of the numbers is outside the range.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> Split(Vector512<double> product, Vector512<double> factor) =>
        Vector512.ConditionalSelect(IsOutside(product * factor), Mantissa(product) * Mantissa(factor), product * factor);

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
        IsOrdinary(x), ((Normal(x).AsInt64() & Vector512.Create(Constants.MantissaBits)) | Vector512.Create(Constants.OneBits)).AsDouble(), Vector512<double>.One);

    /// <summary>The exponent to the base 2; the logarithm of what is not a positive finite number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Exponent(Vector512<double> x)
    {
        Vector512<double> biased = ((Normal(x).AsInt64() >>> 52) | Vector512.Create(Constants.TwoTo52Bits)).AsDouble() - Vector512.Create(Constants.TwoTo52 + 1023.0);
        return Vector512.ConditionalSelect(IsOrdinary(x), biased - (IsTiny(x) & Vector512.Create(54.0)), Log(x));
    }

    /// <summary>Subnormal numbers scaled into the normal range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Normal(Vector512<double> x) => Vector512.ConditionalSelect(IsTiny(x), x * Vector512.Create(Constants.TwoTo54), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> IsTiny(Vector512<double> x) => Vector512.LessThan(x, Vector512.Create(Constants.SmallestNormal));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> IsOrdinary(Vector512<double> x) =>
        Vector512.GreaterThan(x, Vector512<double>.Zero) & Vector512.LessThan(x, Vector512.Create(double.PositiveInfinity));
}
