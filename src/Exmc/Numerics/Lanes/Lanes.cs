// The elementary functions of generated code, of one number and of eight lanes.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>
/// Functions of one number, and of eight at once. An element of eight has the bits that the number by itself has; from machine to machine
/// last bits differ where one has fused multiplication and addition and the other has not. None allocates. NaN gives NaN.
/// </summary>
public static partial class Lanes
{
    /// <summary>Exponential function, to one unit in the last place; infinite above 709.8, gradually 0 below -708.4.</summary>
    public static double Exp(double x) => LaneFunction.Scalar<Exponential>(x);

    /// <inheritdoc cref="Exp(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x) => LaneFunction.Eight<Exponential>(x);

    /// <summary>exp(x) - 1, to two units in the last place, accurate near 0.</summary>
    public static double Expm1(double x) => LaneFunction.Scalar<ExponentialLessOne>(x);

    /// <inheritdoc cref="Expm1(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Expm1(Vector512<double> x) => LaneFunction.Eight<ExponentialLessOne>(x);

    /// <summary>Natural logarithm, to one unit in the last place; minus infinity at 0, NaN below.</summary>
    public static double Log(double x) => LaneFunction.Scalar<Logarithm>(x);

    /// <inheritdoc cref="Log(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x) => LaneFunction.Eight<Logarithm>(x);

    /// <summary>log(1 + x), to one unit in the last place, accurate near 0; minus infinity at -1, NaN below.</summary>
    public static double Log1p(double x) => LaneFunction.Scalar<LogarithmOfOnePlus>(x);

    /// <inheritdoc cref="Log1p(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log1p(Vector512<double> x) => LaneFunction.Eight<LogarithmOfOnePlus>(x);

    /// <summary>1 / (1 + exp(-x)), to two and a half units in the last place.</summary>
    public static double Logistic(double x) => LaneFunction.Scalar<LogisticFunction>(x);

    /// <inheritdoc cref="Logistic(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Logistic(Vector512<double> x) => LaneFunction.Eight<LogisticFunction>(x);

    /// <summary>log(1 + exp x), to two units in the last place, without overflow.</summary>
    public static double Log1pExp(double x) => LaneFunction.Scalar<Softplus>(x);

    /// <inheritdoc cref="Log1pExp(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log1pExp(Vector512<double> x) => LaneFunction.Eight<Softplus>(x);

    /// <summary>log(1 + exp x), and its derivative 1 / (1 + exp(-x)), by one exponential.</summary>
    public static double Log1pExp(double x, out double logistic) => LaneFunction.ScalarWithSlope<Softplus>(x, out logistic);

    /// <inheritdoc cref="Log1pExp(double, out double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log1pExp(Vector512<double> x, out Vector512<double> logistic) => LaneFunction.EightWithSlope<Softplus>(x, out logistic);

    /// <summary>1 + exp(-|x|), to one unit in the last place.</summary>
    public static double LogisticFactor(double x) => LaneFunction.Scalar<LogisticTerm>(x);

    /// <inheritdoc cref="LogisticFactor(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogisticFactor(Vector512<double> x) => LaneFunction.Eight<LogisticTerm>(x);

    /// <summary>1 + exp(-|x|), and 1 / (1 + exp(-x)), by one exponential.</summary>
    public static double LogisticFactor(double x, out double logistic) => LaneFunction.ScalarWithSlope<LogisticTerm>(x, out logistic);

    /// <inheritdoc cref="LogisticFactor(double, out double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogisticFactor(Vector512<double> x, out Vector512<double> logistic) => LaneFunction.EightWithSlope<LogisticTerm>(x, out logistic);

    /// <summary>log(exp a + exp b), to two units in the last place of the largest of a, b and the result.</summary>
    public static double LogSumExp(double a, double b) => LaneFunction.Scalar2<LogarithmOfSum>(a, b);

    /// <inheritdoc cref="LogSumExp(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogSumExp(Vector512<double> a, Vector512<double> b) => LaneFunction.Eight2<LogarithmOfSum>(a, b);

    /// <summary>Hyperbolic tangent, to three units in the last place.</summary>
    public static double Tanh(double x) => LaneFunction.Scalar<HyperbolicTangent>(x);

    /// <inheritdoc cref="Tanh(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tanh(Vector512<double> x) => LaneFunction.Eight<HyperbolicTangent>(x);

    /// <summary>Logarithm of the gamma function, x &gt; 0, to six units in the last place, at the zeros 1 and 2 too; infinite at 0, NaN below.</summary>
    public static double LogGamma(double x) => LaneFunction.Scalar<LogarithmOfGamma>(x);

    /// <inheritdoc cref="LogGamma(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogGamma(Vector512<double> x) => LaneFunction.Eight<LogarithmOfGamma>(x);

    /// <summary>Derivative of the logarithm of the gamma function, x &gt; 0, to five units in the last place of the larger of the value and 1; NaN at 0 and below.</summary>
    public static double Digamma(double x) => LaneFunction.Scalar<DigammaFunction>(x);

    /// <inheritdoc cref="Digamma(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Digamma(Vector512<double> x) => LaneFunction.Eight<DigammaFunction>(x);

    /// <summary>Logarithm of gamma(x + 1/2) / gamma(x), x &gt; 0, to three units in the last place of the larger of the value and 1; minus infinity at 0, NaN below.</summary>
    public static double LogGammaHalfStep(double x) => LaneFunction.Scalar<LogarithmOfGammaRatio>(x);

    /// <inheritdoc cref="LogGammaHalfStep(double)"/>
    [MethodImpl(LaneFunction.Called)]
    public static Vector512<double> LogGammaHalfStep(Vector512<double> x) => LaneFunction.Eight<LogarithmOfGammaRatio>(x);

    /// <summary>The logarithm of gamma(x + 1/2) / gamma(x), and its derivative, digamma(x + 1/2) - digamma(x).</summary>
    public static double LogGammaHalfStep(double x, out double digamma) => LaneFunction.ScalarWithSlope<LogarithmOfGammaRatio>(x, out digamma);

    /// <inheritdoc cref="LogGammaHalfStep(double, out double)"/>
    [MethodImpl(LaneFunction.Called)]
    public static Vector512<double> LogGammaHalfStep(Vector512<double> x, out Vector512<double> digamma) =>
        LaneFunction.EightWithSlope<LogarithmOfGammaRatio>(x, out digamma);

    /// <summary>digamma(x + 1/2) - digamma(x), x &gt; 0, to three units in the last place; infinite at 0, NaN below.</summary>
    public static double DigammaHalfStep(double x) => LaneFunction.Scalar<DifferenceOfDigamma>(x);

    /// <inheritdoc cref="DigammaHalfStep(double)"/>
    [MethodImpl(LaneFunction.Called)]
    public static Vector512<double> DigammaHalfStep(Vector512<double> x) => LaneFunction.Eight<DifferenceOfDigamma>(x);

    /// <summary>Sign of x: -1, 0 or 1; the argument itself where it is a zero or NaN.</summary>
    public static double Sign(double x) => LaneFunction.Scalar<SignFunction>(x);

    /// <inheritdoc cref="Sign(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sign(Vector512<double> x) => LaneFunction.Eight<SignFunction>(x);
}
