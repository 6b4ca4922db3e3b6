// What is made of an exponential, at every width: logistic functions, their logarithms, the hyperbolic tangent.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>1 / (1 + exp(-x)).</summary>
internal readonly partial struct LogisticFunction : ILaneFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x) => Of(x, Exponential.Of(-Vector512.Abs(x)));

    /// <summary>The same, from exp(-|x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x, Vector512<double> exponential) =>
        Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(0.0)), exponential, Vector512.Create(1.0)) / (Vector512.Create(1.0) + exponential);
}

/// <summary>log(1 + exp x), and its derivative, the logistic function, by one exponential.</summary>
internal readonly partial struct Softplus : ILaneFunction, ILaneFunctionWithSlope
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x) => Of(x, Exponential.Of(-Vector512.Abs(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x, out Vector512<double> slope)
    {
        Vector512<double> exponential = Exponential.Of(-Vector512.Abs(x));
        slope = LogisticFunction.Of(x, exponential);
        return Of(x, exponential);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Of(Vector512<double> x, Vector512<double> exponential) =>
        Vector512.MaxNative(Vector512.Create(0.0), x) + LogarithmOfOnePlus.OfFraction(exponential);
}

/// <summary>log(exp x + exp y).</summary>
internal readonly partial struct LogarithmOfSum : ILaneFunction2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x, Vector512<double> y)
    {
        // The difference of equal infinities would be NaN.
        Vector512<double> difference = Vector512.ConditionalSelect(Vector512.Equals(x, y), Vector512.Create(0.0), x - y);
        return Vector512.MaxNative(x, y) + LogarithmOfOnePlus.OfFraction(Exponential.Of(-Vector512.Abs(difference)));
    }
}

/// <summary>The hyperbolic tangent.</summary>
internal readonly partial struct HyperbolicTangent : ILaneFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x)
    {
        Vector512<double> e = ExponentialLessOne.Of(Vector512.MinNative(Vector512.Create(20.0), Vector512.Abs(x)) * Vector512.Create(-2.0));
        return Vector512.CopySign(e / (e + Vector512.Create(2.0)), x);
    }
}
