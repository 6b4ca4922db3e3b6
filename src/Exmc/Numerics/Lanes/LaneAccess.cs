// Getting at the elements of vector lanes.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Exmc.Numerics;

/// <content>Loads of integers, functions lane by lane, sums, and the lanes that are left at the end of a loop.</content>
public static partial class Lanes
{
    /// <summary>0, 1, ..., 7.</summary>
    private static Vector512<double> Counting
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);
    }

    /// <summary>first, first + 1, ..., first + 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> From(int first) => Vector512.Create((double)first) + Counting;

    /// <summary>Eight integers as reals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LoadIntegers(ref int first)
    {
        (Vector256<long> low, Vector256<long> high) = Vector256.Widen(Vector256.LoadUnsafe(ref first));
        Vector512<double> rounding = Vector512.Create(Constants.Rounding);
        return (Vector512.Create(low, high) + rounding.AsInt64()).AsDouble() - rounding;
    }

    /// <summary>The last lane of the first, then all but the last of the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MoveUp(Vector512<double> before, Vector512<double> lanes) => Avx512F.IsSupported
        ? Avx512F.AlignRight64(lanes.AsInt64(), before.AsInt64(), 7).AsDouble()
        : Vector512.Create(before.GetElement(7), lanes.GetElement(0), lanes.GetElement(1), lanes.GetElement(2), lanes.GetElement(3), lanes.GetElement(4), lanes.GetElement(5), lanes.GetElement(6));

    /// <summary>A scalar function of each lane.</summary>
    public static Vector512<double> Each(Vector512<double> x, Func<double, double> f) => Vector512.Create(
        f(x.GetElement(0)), f(x.GetElement(1)), f(x.GetElement(2)), f(x.GetElement(3)), f(x.GetElement(4)), f(x.GetElement(5)), f(x.GetElement(6)), f(x.GetElement(7)));

    /// <summary>A scalar function of two arguments, lane by lane.</summary>
    public static Vector512<double> Each(Vector512<double> x, Vector512<double> y, Func<double, double, double> f) => Vector512.Create(
        f(x.GetElement(0), y.GetElement(0)), f(x.GetElement(1), y.GetElement(1)), f(x.GetElement(2), y.GetElement(2)), f(x.GetElement(3), y.GetElement(3)),
        f(x.GetElement(4), y.GetElement(4)), f(x.GetElement(5), y.GetElement(5)), f(x.GetElement(6), y.GetElement(6)), f(x.GetElement(7), y.GetElement(7)));

    /// <summary>((0+4)+(2+6)) + ((1+5)+(3+7)) of the eight lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> lanes)
    {
        Vector256<double> four = lanes.GetLower() + lanes.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two.GetElement(0) + two.GetElement(1);
    }

    /// <summary>All bits set in the last lanes, none in the others.</summary>
    /// <param name="count">Number of last lanes, 0 to 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Last(int count) => Vector512.GreaterThanOrEqual(Counting, Vector512.Create(8.0 - count));
}
