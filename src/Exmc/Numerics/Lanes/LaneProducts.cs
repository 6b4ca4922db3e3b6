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
    private const double LargestProduct = 8.452712498170644e270;

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

        // Rare. It is not called, so that the loop around keeps its registers.
        Vector512<double> isOutside = Vector512.GreaterThanOrEqual(place, Vector512.Create(ProductRange)).AsDouble();
        Vector512<double> isTiny = Vector512.LessThan(factor, Vector512.Create(Constants.SmallestNormal));
        Vector512<double> isOrdinary = Vector512.GreaterThan(factor, Vector512<double>.Zero) & Vector512.LessThan(factor, Vector512.Create(double.PositiveInfinity));
        Vector512<double> normal = Vector512.ConditionalSelect(isOrdinary, Vector512.ConditionalSelect(isTiny, factor * Vector512.Create(Constants.TwoTo54), factor), Vector512<double>.One);
        Vector512<double> unusual = Vector512.ConditionalSelect(
            Vector512.Equals(factor, Vector512<double>.Zero),
            Vector512.Create(double.NegativeInfinity),
            Vector512.ConditionalSelect(Vector512.LessThan(factor, Vector512<double>.Zero), Vector512.Create(double.NaN), factor));
        Vector512<double> taken = Exponent(product) + Vector512.ConditionalSelect(isOrdinary, Exponent(normal) - (isTiny & Vector512.Create(54.0)), unusual);
        exponent += isOutside & taken;
        return Vector512.ConditionalSelect(isOutside, Mantissa(product) * Mantissa(normal), next);
    }

    /// <summary>Takes the exponents out of products that a few factors, each from 1 to 2, have grown.</summary>
    /// <param name="product">Products of at least 1, far from the largest number; NaN goes to the exponents.</param>
    /// <param name="exponent">The exponents taken out of them so far.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TakeExponents(ref Vector512<double> product, ref Vector512<double> exponent)
    {
        if (Vector512.LessThanAll(product, Vector512.Create(LargestProduct)))
        {
            return;
        }

        Vector512<double> isLarge = Vector512.GreaterThanOrEqual(product, Vector512.Create(LargestProduct)), isNaN = Vector512.IsNaN(product);
        exponent += (isLarge & Exponent(product)) + (isNaN & product);
        product = Vector512.ConditionalSelect(isNaN, Vector512<double>.One, Vector512.ConditionalSelect(isLarge, Mantissa(product), product));
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

    /// <summary>The sum over the lanes of the logarithms of products: the logarithm of the product of their mantissas, and the sum of their exponents.</summary>
    public static double LogOfProducts(Vector512<double> product, Vector512<double> exponent)
    {
        TakeAllExponents(ref product, ref exponent);
        Vector256<double> four = product.GetLower() * product.GetUpper();
        Vector128<double> two = four.GetLower() * four.GetUpper();
        return LogOfProduct(two.GetElement(0) * two.GetElement(1), Sum(exponent));
    }

    /// <summary>The logarithm of a product; the bits are those of a lane.</summary>
    public static double LogOfProduct(double product, double exponent) => LogOfSplit(Vector512.Create(product), Vector512.Create(exponent)).ToScalar();

    /// <summary>The logarithm of a product, in each lane.</summary>
    public static Vector512<double> LogOfSplit(Vector512<double> product, Vector512<double> exponent)
    {
        TakeAllExponents(ref product, ref exponent);
        Vector512<double> log = Log(product);
        return Vector512.MultiplyAddEstimate(exponent, Vector512.Create(Constants.Log2High), Vector512.MultiplyAddEstimate(exponent, Vector512.Create(Constants.Log2Low), log));
    }

    /// <summary>Leaves products from 1 to 2: those of any number of lanes can be multiplied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void TakeAllExponents(ref Vector512<double> product, ref Vector512<double> exponent)
    {
        exponent += Exponent(product);
        product = Mantissa(product);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double TimesUnusual(double product, double factor, ref double exponent)
    {
        Vector512<double> exponents = Vector512.Create(exponent);
        double next = Times(Vector512.Create(product), Vector512.Create(factor), ref exponents).ToScalar();
        exponent = exponents.ToScalar();
        return next;
    }

    /// <summary>The mantissa of a normal number, from 1 to 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Mantissa(Vector512<double> x) =>
        ((x.AsInt64() & Vector512.Create(Constants.MantissaBits)) | Vector512.Create(Constants.OneBits)).AsDouble();

    /// <summary>The exponent to the base 2 of a positive normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Exponent(Vector512<double> x) =>
        ((x.AsInt64() >>> 52) | Vector512.Create(Constants.TwoTo52Bits)).AsDouble() - Vector512.Create(Constants.TwoTo52 + 1023.0);
}
