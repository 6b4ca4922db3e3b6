// The elementary functions of eight lanes as calls.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>
/// What <see cref="Lanes"/> has, not inlined: for places of generated code that run seldom. A kernel into which too much is inlined has more locals
/// than the compiler follows, and its loops then keep in memory what belongs in registers.
/// </summary>
public static class CalledLanes
{
    private const MethodImplOptions Called = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <inheritdoc cref="Lanes.Exp(Vector512{double})"/>
    [MethodImpl(Called)]
    public static Vector512<double> Exp(Vector512<double> x) => Lanes.Exp(x);

    /// <inheritdoc cref="Lanes.Expm1(Vector512{double})"/>
    [MethodImpl(Called)]
    public static Vector512<double> Expm1(Vector512<double> x) => Lanes.Expm1(x);

    /// <inheritdoc cref="Lanes.Log(Vector512{double})"/>
    [MethodImpl(Called)]
    public static Vector512<double> Log(Vector512<double> x) => Lanes.Log(x);

    /// <inheritdoc cref="Lanes.Log1p(Vector512{double})"/>
    [MethodImpl(Called)]
    public static Vector512<double> Log1p(Vector512<double> x) => Lanes.Log1p(x);

    /// <inheritdoc cref="Lanes.Log1pExp(Vector512{double})"/>
    [MethodImpl(Called)]
    public static Vector512<double> Log1pExp(Vector512<double> x) => Lanes.Log1pExp(x);

    /// <inheritdoc cref="Lanes.LogisticFactor(Vector512{double})"/>
    [MethodImpl(Called)]
    public static Vector512<double> LogisticFactor(Vector512<double> x) => Lanes.LogisticFactor(x);

    /// <inheritdoc cref="Lanes.Logistic(Vector512{double})"/>
    [MethodImpl(Called)]
    public static Vector512<double> Logistic(Vector512<double> x) => Lanes.Logistic(x);

    /// <inheritdoc cref="Lanes.Tanh(Vector512{double})"/>
    [MethodImpl(Called)]
    public static Vector512<double> Tanh(Vector512<double> x) => Lanes.Tanh(x);

    /// <inheritdoc cref="Lanes.LogGamma(Vector512{double})"/>
    [MethodImpl(Called)]
    public static Vector512<double> LogGamma(Vector512<double> x) => Lanes.LogGamma(x);

    /// <inheritdoc cref="Lanes.Digamma(Vector512{double})"/>
    [MethodImpl(Called)]
    public static Vector512<double> Digamma(Vector512<double> x) => Lanes.Digamma(x);

    /// <inheritdoc cref="Lanes.LogGammaHalfStep(Vector512{double})"/>
    [MethodImpl(Called)]
    public static Vector512<double> LogGammaHalfStep(Vector512<double> x) => Lanes.LogGammaHalfStep(x);

    /// <inheritdoc cref="Lanes.DigammaHalfStep(Vector512{double})"/>
    [MethodImpl(Called)]
    public static Vector512<double> DigammaHalfStep(Vector512<double> x) => Lanes.DigammaHalfStep(x);

    /// <inheritdoc cref="Lanes.LogSumExp(Vector512{double}, Vector512{double})"/>
    [MethodImpl(Called)]
    public static Vector512<double> LogSumExp(Vector512<double> a, Vector512<double> b) => Lanes.LogSumExp(a, b);
}
