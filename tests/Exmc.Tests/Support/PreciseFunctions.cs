// Elementary functions to about thirty digits: slow and plain. Sections of the NIST Digital Library of Mathematical Functions in brackets.
namespace Exmc.Tests;

internal static class PreciseFunctions
{
    private static readonly DoubleDouble Log2 = new(0.6931471805599453, 2.3190468138462996e-17);
    private static readonly DoubleDouble HalfLogTwoPi = new(0.9189385332046728, -3.8782941580672414e-17);

    /// <summary>Numerators and denominators of the Bernoulli numbers B2, B4, ... [24.2].</summary>
    private static readonly (double Numerator, double Denominator)[] Bernoulli =
    [
        (1, 6), (-1, 30), (1, 42), (-1, 30), (5, 66), (-691, 2730), (7, 6), (-3617, 510), (43867, 798), (-174611, 330), (854513, 138), (-236364091, 2730),
    ];

    /// <summary>exp(x) 2^shift.</summary>
    public static DoubleDouble Exp(DoubleDouble x, int shift = 0)
    {
        DoubleDouble less = ReducedExpm1(x, out int n);
        return (less + 1.0).Scaled(n + shift);
    }

    public static DoubleDouble Expm1(DoubleDouble x)
    {
        DoubleDouble less = ReducedExpm1(x, out int n);
        return n == 0 ? less : Exp(x) - 1.0;
    }

    public static DoubleDouble Log(DoubleDouble x)
    {
        int scale = x.High < 1e-200 ? 600 : x.High > 1e200 ? -600 : 0;
        if (scale != 0)
        {
            return Log(x.Scaled(scale)) - (Log2 * scale);
        }

        // x exp(-y) is 1 + d with a d of rounding errors.
        double y = Math.Log(x.High);
        DoubleDouble d = Math.Abs(y) < 0.5 ? (x - 1.0) + (x * Expm1(-y)) : (x * Exp(-y)) - 1.0;
        return d - (d * d * 0.5) + y;
    }

    public static DoubleDouble Log1p(DoubleDouble x) => Math.Abs(x.High) < 1e-9 ? x * (1.0 - (x * (0.5 - (x * ((DoubleDouble)1.0 / 3.0 - (x * 0.25)))))) : Log(x + 1.0);

    public static DoubleDouble Logistic(double x)
    {
        DoubleDouble e = Exp(-Math.Abs(x));
        return (x < 0 ? e : 1.0) / (e + 1.0);
    }

    public static DoubleDouble Log1pExp(double x) => Log1p(Exp(-Math.Abs(x))) + Math.Max(x, 0.0);

    public static DoubleDouble LogSumExp(double a, double b)
    {
        DoubleDouble difference = (DoubleDouble)Math.Min(a, b) - Math.Max(a, b);
        return Log1p(difference.High < -700 ? 0.0 : Exp(difference)) + Math.Max(a, b);
    }

    public static DoubleDouble Tanh(double x)
    {
        DoubleDouble e = Expm1(2.0 * x);
        return e / (e + 2.0);
    }

    /// <summary>[5.11.1] after [5.5.1].</summary>
    public static DoubleDouble LogGamma(double argument)
    {
        DoubleDouble x = argument;
        DoubleDouble product = 1.0;
        for (; x.High < 40.0; x += 1.0)
        {
            product *= x;
        }

        DoubleDouble power = 1.0 / x;
        DoubleDouble square = power * power;
        DoubleDouble tail = 0.0;
        for (int k = 1; k <= Bernoulli.Length; k++)
        {
            tail += power * Bernoulli[k - 1].Numerator / (Bernoulli[k - 1].Denominator * 2.0 * k * ((2.0 * k) - 1.0));
            power *= square;
        }

        return ((x - 0.5) * (Log(x) - 1.0)) + (HalfLogTwoPi - 0.5) + tail - Log(product);
    }

    /// <summary>[5.11.2] after [5.5.2].</summary>
    public static DoubleDouble Digamma(double argument)
    {
        DoubleDouble x = argument;
        DoubleDouble sum = 0.0;
        for (; x.High < 40.0; x += 1.0)
        {
            sum += 1.0 / x;
        }

        DoubleDouble square = (1.0 / x) / x;
        DoubleDouble power = square;
        DoubleDouble tail = 0.5 / x;
        for (int k = 1; k <= Bernoulli.Length; k++)
        {
            tail += power * Bernoulli[k - 1].Numerator / (Bernoulli[k - 1].Denominator * 2.0 * k);
            power *= square;
        }

        return Log(x) - tail - sum;
    }

    /// <summary>exp r - 1 with x = n log 2 + r: Taylor's series of r / 256, doubled eight times.</summary>
    private static DoubleDouble ReducedExpm1(DoubleDouble x, out int n)
    {
        n = (int)Math.Round(x.High / Log2.High);
        DoubleDouble r = (x - (Log2 * n)).Scaled(-8);
        DoubleDouble less = 0.0;
        for (int k = 14; k >= 1; k--)
        {
            less = (less + 1.0) * r / k;
        }

        for (int k = 0; k < 8; k++)
        {
            less *= less + 2.0;
        }

        return less;
    }
}
