// One real as a vector of one element, for machines without vectors.
using System.Runtime.CompilerServices;

namespace Exmc.Numerics;

/// <summary>What the kernels use of <see cref="System.Runtime.Intrinsics.Vector512"/>, for one element: a condition is a number with all bits set, or none.</summary>
internal static class SingleLane
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Create(double value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Create(long value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long AsInt64(this double x) => BitConverter.DoubleToInt64Bits(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AsDouble(this long bits) => BitConverter.Int64BitsToDouble(bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyAddEstimate(double a, double b, double c) => double.MultiplyAddEstimate(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Abs(double x) => Math.Abs(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double CopySign(double size, double sign) => Math.CopySign(size, sign);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinNative(double a, double b) => a < b ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxNative(double a, double b) => a > b ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LessThan(double a, double b) => AsDouble(a < b ? -1L : 0L);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Equals(double a, double b) => AsDouble(a == b ? -1L : 0L);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ConditionalSelect(double condition, double yes, double no) => AsInt64(condition) != 0 ? yes : no;
}
