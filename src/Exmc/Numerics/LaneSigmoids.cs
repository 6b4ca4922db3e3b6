// Functions of exponentials of vector lanes for generated loops.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <content>Logistic functions and their logarithms, and what else is made of an exponential.</content>
public static partial class Lanes
{
    /// <summary>1 / (1 + exp(-x)), to three units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Logistic(Vector512<double> x) => Sigmoid(x, Exp(-Vector512.Abs(x)));

    /// <summary>log(1 + exp x), to three units in the last place, without overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log1pExp(Vector512<double> x) => Softplus(x, Exp(-Vector512.Abs(x)));

    /// <summary>log(1 + exp x), and its derivative 1 / (1 + exp(-x)), by one exponential.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log1pExp(Vector512<double> x, out Vector512<double> logistic)
    {
        Vector512<double> e = Exp(-Vector512.Abs(x));
        logistic = Sigmoid(x, e);
        return Softplus(x, e);
    }

    /// <summary>1 + exp(-|x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogisticFactor(Vector512<double> x) => Exp(-Vector512.Abs(x)) + Vector512<double>.One;

    /// <summary>1 + exp(-|x|), and 1 / (1 + exp(-x)), by one exponential.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogisticFactor(Vector512<double> x, out Vector512<double> logistic)
    {
        Vector512<double> e = Exp(-Vector512.Abs(x));
        logistic = Sigmoid(x, e);
        return e + Vector512<double>.One;
    }

    /// <summary>log(exp a + exp b), to three units in the last place of the larger.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogSumExp(Vector512<double> a, Vector512<double> b)
    {
        Vector512<double> largest = Vector512.Max(a, b);
        Vector512<double> sum = largest + Log1p(Exp(-Vector512.Abs(a - b)));

        // Of infinities the difference says nothing.
        return Vector512.ConditionalSelect(Vector512.Equals(Vector512.Abs(largest), Vector512.Create(double.PositiveInfinity)), largest, sum);
    }

    /// <summary>exp(x) - 1, to two units in the last place, accurate near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Expm1(Vector512<double> x)
    {
        // exp x - 1 = 2^n (exp r - 1) + (2^n - 1); where 2^n overflows or is lost, exp x - 1 itself.
        Vector512<double> p = ReducedExpm1(x, out Vector512<double> n);
        Vector512<double> power = PowerOfTwo(n);
        Vector512<double> near = Vector512.MultiplyAddEstimate(power, p, power - Vector512<double>.One);
        return Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(40.0)), near, Exp(x) - Vector512<double>.One);
    }

    /// <summary>Hyperbolic tangent, to three units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tanh(Vector512<double> x)
    {
        Vector512<double> e = Expm1(Vector512.Min(Vector512.Abs(x), Vector512.Create(20.0)) * -2.0);
        Vector512<double> magnitude = -e / (e + Vector512.Create(2.0));
        Vector512<double> sign = Vector512.Create(-0.0);
        return Vector512.ConditionalSelect(Vector512.IsNaN(x), x, (magnitude & ~sign) | (x & sign));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Sigmoid(Vector512<double> x, Vector512<double> e) =>
        Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<double>.Zero), e, Vector512<double>.One) / (Vector512<double>.One + e);

    /// <summary>max(x, 0) + log(1 + e), for e from 0 to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Softplus(Vector512<double> x, Vector512<double> e)
    {
        Vector512<double> u = e + Vector512<double>.One;
        Vector512<double> rest = e - (u - Vector512<double>.One);
        Vector512<double> log = LogOfProduct(u, rest / u);

        // 1 + e = 1 up to half a unit: the logarithm is e.
        return Vector512.Max(x, Vector512<double>.Zero) + Vector512.ConditionalSelect(Vector512.Equals(u, Vector512<double>.One), e, log);
    }
}
