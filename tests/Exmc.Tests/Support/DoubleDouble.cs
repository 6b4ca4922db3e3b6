// Numbers of twice the precision, to hold functions of doubles against.
namespace Exmc.Tests;

/// <summary>The unevaluated sum of two doubles, about 106 bits (Dekker 1971, Numerische Mathematik 18).</summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public static implicit operator DoubleDouble(double x) => new(x, 0.0);

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble high = SumOf(a.High, b.High);
        DoubleDouble low = SumOf(a.Low, b.Low);
        DoubleDouble sum = Normalised(high.High, high.Low + low.High);
        return Normalised(sum.High, sum.Low + low.Low);
    }

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        double product = a.High * b.High;
        double rest = Math.FusedMultiplyAdd(a.High, b.High, -product);
        return Normalised(product, rest + ((a.High * b.Low) + (a.Low * b.High)));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        double first = a.High / b.High;
        DoubleDouble rest = a - (b * first);
        double second = rest.High / b.High;
        rest -= b * second;
        return Normalised(first, second) + (rest.High / b.High);
    }

    public DoubleDouble Scaled(int exponent) => new(Math.ScaleB(High, exponent), Math.ScaleB(Low, exponent));

    /// <summary>How far a double is from this number, in units of the last place of a size.</summary>
    public double UnitsTo(double actual, double size) => Math.Abs((this - actual).High) / (Math.BitIncrement(Math.Abs(size)) - Math.Abs(size));

    /// <summary>a + b without error.</summary>
    private static DoubleDouble SumOf(double a, double b)
    {
        double sum = a + b;
        double part = sum - a;
        return new(sum, (a - (sum - part)) + (b - part));
    }

    private static DoubleDouble Normalised(double high, double low)
    {
        double sum = high + low;
        return new(sum, low - (sum - high));
    }
}
