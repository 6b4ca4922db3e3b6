// Numbers that the elementary functions share.
namespace Exmc.Numerics;

internal static class Constants
{
    /// <summary>1.5 * 2^52: adding it leaves the nearest integer in the lowest bits.</summary>
    public const double Rounding = 6755399441055744.0;
    public const double InverseLog2 = 1.4426950408889634;

    /// <summary>log 2 in two parts, of which the first has 33 bits: its product with an exponent is exact.</summary>
    public const double Log2High = 0.693147180369123816490;
    public const double Log2Low = 1.90821492927058770002e-10;

    public const double HalfLogTwoPi = 0.91893853320467274178;
    public const double SmallestNormal = 2.2250738585072014e-308;
    public const double TwoTo52 = 4503599627370496.0;
    public const double TwoTo54 = 18014398509481984.0;

    public const double TwoTo700 = 5.260135901548374e210;
    public const double TwoTo60 = 1152921504606846976.0;
    public const double TwoToMinus400 = 3.8725919148493183e-121;

    public const long OneBits = 0x3FF0000000000000;
    public const long SqrtHalfBits = 0x3FE6A09E667F3BCD;
    public const long TwoTo52Bits = 0x4330000000000000;
    public const long MantissaBits = 0x000FFFFFFFFFFFFF;
}
