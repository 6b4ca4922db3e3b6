// The exponential function, and the exponential function less one, at every width.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>exp x.</summary>
internal readonly partial struct Exponential : ILaneFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x)
    {
        if (ExponentInstructions.IsSupported)
        {
            // Any n scales: to zero, to infinity, to NaN. Only what is left of a number too large must stay finite.
            Vector512<double> r = ReducedExponential.Remainder(x, out Vector512<double> n);
            return ExponentInstructions.Scale(ReducedExponential.LessOne(ExponentInstructions.Within(r, Vector512.Create(0.5))) + Vector512.Create(1.0), n);
        }

        Vector512<double> less = ReducedExponential.LessOne(ReducedExponential.Remainder(ReducedExponential.InRange(x), out Vector512<double> power));
        return Integers.Scale(less + Vector512.Create(1.0), power);
    }
}

/// <summary>exp x - 1.</summary>
internal readonly partial struct ExponentialLessOne : ILaneFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x)
    {
        // 2^n (exp r - 1) + 2^n - 1, one of two factors of 2^n outside the sum, so that only what is too large overflows.
        Vector512<double> less = ReducedExponential.LessOne(ReducedExponential.Remainder(ReducedExponential.InRange(x), out Vector512<double> n));
        Vector512<double> half = Integers.Nearest(n * Vector512.Create(0.5));
        Vector512<double> power = Integers.PowerOfTwo(half);
        Vector512<double> sum = Vector512.MultiplyAddEstimate(less, power, power - Integers.PowerOfTwo(half - n));
        return Vector512.CopySign(sum * Integers.PowerOfTwo(n - half), x);
    }
}

/// <summary>Argument reduction by a split log 2 (Muller et al. 2018, Handbook of Floating-Point Arithmetic, 10.4) and a polynomial.</summary>
internal static partial class ReducedExponential
{
    /// <summary>x, moved into a range beyond which the exponential does not change.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> InRange(Vector512<double> x) => Vector512.MinNative(Vector512.Create(720.0), Vector512.MaxNative(Vector512.Create(-760.0), x));

    /// <summary>r, where x = n log 2 + r and n is the nearest integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Remainder(Vector512<double> x, out Vector512<double> n)
    {
        n = Integers.Nearest(x * Vector512.Create(Constants.InverseLog2));
        Vector512<double> r = Vector512.MultiplyAddEstimate(n, Vector512.Create(-Constants.Log2High), x);
        return Vector512.MultiplyAddEstimate(n, Vector512.Create(-Constants.Log2Low), r);
    }

    /// <summary>exp r - 1 for |r| &lt;= log(2) / 2.</summary>
    /// <remarks>
    /// (exp r - 1 - r) / r^2 is interpolated at the Chebyshev nodes: exp r to 2^-61. Pairs of terms, pairs of pairs (Estrin): half the
    /// latency of one term after another.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LessOne(Vector512<double> r)
    {
        Vector512<double> square = r * r;
        Vector512<double> c0 = Vector512.MultiplyAddEstimate(Vector512.Create(0.1666666666666667), r, Vector512.Create(0.5));
        Vector512<double> c2 = Vector512.MultiplyAddEstimate(Vector512.Create(0.00833333333332612), r, Vector512.Create(0.04166666666666667));
        Vector512<double> c4 = Vector512.MultiplyAddEstimate(Vector512.Create(0.00019841269874873975), r, Vector512.Create(0.0013888888888883737));
        Vector512<double> c6 = Vector512.MultiplyAddEstimate(Vector512.Create(2.755725533255441e-06), r, Vector512.Create(2.480158732558584e-05));
        Vector512<double> c8 = Vector512.MultiplyAddEstimate(Vector512.Create(2.510524515390137e-08), r, Vector512.Create(2.7557273594799413e-07));
        Vector512<double> fourth = square * square;
        c0 = Vector512.MultiplyAddEstimate(c2, square, c0);
        c4 = Vector512.MultiplyAddEstimate(c6, square, c4);
        c8 = Vector512.MultiplyAddEstimate(Vector512.Create(2.0914707069612355e-09), square, c8);
        c4 = Vector512.MultiplyAddEstimate(c8, fourth, c4);
        return Vector512.MultiplyAddEstimate(Vector512.MultiplyAddEstimate(c4, fourth, c0), square, r);
    }
}

/// <summary>Integers that are held as reals.</summary>
internal static partial class Integers
{
    /// <summary>The nearest integer, of two the even one; |x| &lt; 2^51, or any where there is an instruction for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Nearest(Vector512<double> x) => ExponentInstructions.IsSupported
        ? ExponentInstructions.Nearest(x)
        : (x + Vector512.Create(Constants.Rounding)) - Vector512.Create(Constants.Rounding);

    /// <summary>x 2^n for x between 1/2 and 2 and an integer n from -1100 to 1100, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Scale(Vector512<double> x, Vector512<double> n)
    {
        // Two factors, each in range, so that overflow and gradual underflow happen by themselves; the first product is exact.
        Vector512<double> half = Nearest(n * Vector512.Create(0.5));
        return x * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    /// <summary>2^n for an integer n from -1022 to 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> PowerOfTwo(Vector512<double> n) => ((n + Vector512.Create(Constants.Rounding + 1023.0)).AsInt64() << 52).AsDouble();
}
