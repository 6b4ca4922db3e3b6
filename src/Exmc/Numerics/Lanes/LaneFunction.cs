// Functions of all widths, and their use at the widths of generated code.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>A function of one argument.</summary>
internal interface ILaneFunction
{
    static abstract double Of(double x);

    static abstract Vector128<double> Of(Vector128<double> x);

    static abstract Vector256<double> Of(Vector256<double> x);

    static abstract Vector512<double> Of(Vector512<double> x);
}

/// <summary>A function of two arguments.</summary>
internal interface ILaneFunction2
{
    static abstract double Of(double x, double y);

    static abstract Vector128<double> Of(Vector128<double> x, Vector128<double> y);

    static abstract Vector256<double> Of(Vector256<double> x, Vector256<double> y);

    static abstract Vector512<double> Of(Vector512<double> x, Vector512<double> y);
}

/// <summary>A function with its derivative.</summary>
internal interface ILaneFunctionWithSlope
{
    static abstract double Of(double x, out double slope);

    static abstract Vector128<double> Of(Vector128<double> x, out Vector128<double> slope);

    static abstract Vector256<double> Of(Vector256<double> x, out Vector256<double> slope);

    static abstract Vector512<double> Of(Vector512<double> x, out Vector512<double> slope);
}

/// <summary>
/// Eight elements are computed by the widest vectors that the hardware has, a single one by the narrowest. Every width gives the same bits.
/// What is called, not inlined, is compiled to its best form at once.
/// </summary>
internal static class LaneFunction
{
    /// <summary>Of what is not inlined.</summary>
    public const MethodImplOptions Called = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    [MethodImpl(Called)]
    public static double Scalar<F>(double x)
        where F : struct, ILaneFunction =>
        Vector128.IsHardwareAccelerated ? F.Of(Vector128.Create(x)).ToScalar() : F.Of(x);

    [MethodImpl(Called)]
    public static double Scalar2<F>(double x, double y)
        where F : struct, ILaneFunction2 =>
        Vector128.IsHardwareAccelerated ? F.Of(Vector128.Create(x), Vector128.Create(y)).ToScalar() : F.Of(x, y);

    [MethodImpl(Called)]
    public static double ScalarWithSlope<F>(double x, out double slope)
        where F : struct, ILaneFunctionWithSlope
    {
        if (Vector128.IsHardwareAccelerated)
        {
            double value = F.Of(Vector128.Create(x), out Vector128<double> slopes).ToScalar();
            slope = slopes.ToScalar();
            return value;
        }

        return F.Of(x, out slope);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Eight<F>(Vector512<double> x)
        where F : struct, ILaneFunction =>
        Vector512.IsHardwareAccelerated ? F.Of(x)
        : Vector256.IsHardwareAccelerated ? Vector512.Create(F.Of(x.GetLower()), F.Of(x.GetUpper()))
        : Vector512.Create(Four<F>(x.GetLower()), Four<F>(x.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Eight2<F>(Vector512<double> x, Vector512<double> y)
        where F : struct, ILaneFunction2 =>
        Vector512.IsHardwareAccelerated ? F.Of(x, y)
        : Vector256.IsHardwareAccelerated ? Vector512.Create(
            F.Of(x.GetLower(), y.GetLower()),
            F.Of(x.GetUpper(), y.GetUpper()))
        : Vector512.Create(Four2<F>(x.GetLower(), y.GetLower()), Four2<F>(x.GetUpper(), y.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> EightWithSlope<F>(Vector512<double> x, out Vector512<double> slope)
        where F : struct, ILaneFunctionWithSlope
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return F.Of(x, out slope);
        }

        Vector256<double> low = FourWithSlope<F>(x.GetLower(), out Vector256<double> lowSlope);
        Vector256<double> high = FourWithSlope<F>(x.GetUpper(), out Vector256<double> highSlope);
        slope = Vector512.Create(lowSlope, highSlope);
        return Vector512.Create(low, high);
    }

    [MethodImpl(Called)]
    private static Vector256<double> Four<F>(Vector256<double> x)
        where F : struct, ILaneFunction =>
        Vector128.IsHardwareAccelerated ? Vector256.Create(F.Of(x.GetLower()), F.Of(x.GetUpper()))
        : Vector256.Create(Scalar<F>(x.GetElement(0)), Scalar<F>(x.GetElement(1)), Scalar<F>(x.GetElement(2)), Scalar<F>(x.GetElement(3)));

    [MethodImpl(Called)]
    private static Vector256<double> Four2<F>(Vector256<double> x, Vector256<double> y)
        where F : struct, ILaneFunction2 =>
        Vector128.IsHardwareAccelerated ? Vector256.Create(
            F.Of(x.GetLower(), y.GetLower()),
            F.Of(x.GetUpper(), y.GetUpper()))
        : Vector256.Create(
            Scalar2<F>(x.GetElement(0), y.GetElement(0)),
            Scalar2<F>(x.GetElement(1), y.GetElement(1)),
            Scalar2<F>(x.GetElement(2), y.GetElement(2)),
            Scalar2<F>(x.GetElement(3), y.GetElement(3)));

    [MethodImpl(Called)]
    private static Vector256<double> FourWithSlope<F>(Vector256<double> x, out Vector256<double> slope)
        where F : struct, ILaneFunctionWithSlope
    {
        if (Vector256.IsHardwareAccelerated)
        {
            return F.Of(x, out slope);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            Vector128<double> low = F.Of(x.GetLower(), out Vector128<double> lowSlope);
            Vector128<double> high = F.Of(x.GetUpper(), out Vector128<double> highSlope);
            slope = Vector256.Create(lowSlope, highSlope);
            return Vector256.Create(low, high);
        }

        double value0 = ScalarWithSlope<F>(x.GetElement(0), out double slope0);
        double value1 = ScalarWithSlope<F>(x.GetElement(1), out double slope1);
        double value2 = ScalarWithSlope<F>(x.GetElement(2), out double slope2);
        double value3 = ScalarWithSlope<F>(x.GetElement(3), out double slope3);
        slope = Vector256.Create(slope0, slope1, slope2, slope3);
        return Vector256.Create(value0, value1, value2, value3);
    }
}
