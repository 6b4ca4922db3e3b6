// Arrays whose elements are eight lanes wide.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <content>Element i of an array by lanes is the eight numbers from place 8 i on, one per lane.</content>
public static partial class Lanes
{
    /// <summary>Number of lanes.</summary>
    public const int Width = 8;

    /// <summary>An element in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ref double first, int index) => Vector512.LoadUnsafe(ref first, (nuint)(uint)(index * Width));

    /// <summary>Integers as reals, in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ref int first, int index) => LoadIntegers(ref Unsafe.Add(ref first, index * Width));

    /// <summary>Stores an element in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref double first, int index, Vector512<double> value) => value.StoreUnsafe(ref first, (nuint)(uint)(index * Width));

    /// <summary>Adds to an element in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref double first, int index, Vector512<double> value) => Store(ref first, index, Load(ref first, index) + value);

    /// <summary>Whether a condition holds in any lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Vector512<double> mask) => mask.ExtractMostSignificantBits() != 0;

    /// <summary>Whether a condition holds in a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Holds(Vector512<double> mask, int lane) => ((mask.ExtractMostSignificantBits() >> lane) & 1) != 0;

    /// <summary>All bits set where a condition that is the same in all lanes holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Mask(bool condition) => condition ? Vector512<double>.AllBitsSet : Vector512<double>.Zero;

    /// <summary>A scalar function of three arguments, lane by lane.</summary>
    public static Vector512<double> Each(Vector512<double> x, Vector512<double> y, Vector512<double> z, Func<double, double, double, double> f)
    {
        Vector512<double> result = Vector512<double>.Zero;
        for (int lane = 0; lane < Width; lane++)
        {
            result = result.WithElement(lane, f(x.GetElement(lane), y.GetElement(lane), z.GetElement(lane)));
        }

        return result;
    }

    /// <summary>Copies an array of one lane into it.</summary>
    /// <param name="values">The array; only its first elements are read.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="lane">0 to 7.</param>
    /// <param name="byLanes">First element of the array by lanes.</param>
    public static void Put<T>(ref T values, int count, int lane, ref T byLanes)
    {
        for (int i = 0; i < count; i++)
        {
            Unsafe.Add(ref byLanes, (i * Width) + lane) = Unsafe.Add(ref values, i);
        }
    }

    /// <summary>Copies what an array by lanes holds in one of them.</summary>
    /// <param name="byLanes">First element of the array by lanes.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="lane">0 to 7.</param>
    /// <param name="values">First element of the copy.</param>
    public static void Take(ref double byLanes, int count, int lane, ref double values)
    {
        for (int i = 0; i < count; i++)
        {
            Unsafe.Add(ref values, i) = Unsafe.Add(ref byLanes, (i * Width) + lane);
        }
    }

    /// <summary>Copies an array to its place among eight that stand one after the other.</summary>
    public static void PutApart(ref double values, int count, int lane, ref double arrays) =>
        MemoryMarshal.CreateSpan(ref values, count).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref arrays, lane * count), count));

    /// <summary>Whether eight arrays, one after the other, hold the same bits.</summary>
    public static bool AreAlike(ref double arrays, int count)
    {
        ReadOnlySpan<long> bits = MemoryMarshal.Cast<double, long>(MemoryMarshal.CreateSpan(ref arrays, Width * count));
        for (int lane = 1; lane < Width; lane++)
        {
            if (!bits.Slice(lane * count, count).SequenceEqual(bits[..count]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether no number is NaN, a missing reading.</summary>
    /// <param name="first">The first number.</param>
    /// <param name="count">How many there are, a multiple of eight.</param>
    public static bool AreComplete(ref double first, int count)
    {
        Vector512<double> absent = Vector512<double>.Zero;
        for (int i = 0; i < count; i += Width)
        {
            absent |= Vector512.IsNaN(Vector512.LoadUnsafe(ref first, (nuint)i));
        }

        return !Any(absent);
    }

    /// <summary>In each lane zero if all numbers are finite, else NaN: the union of their products with zero.</summary>
    /// <param name="gradients">By lanes.</param>
    private static Vector512<double> Finiteness(ReadOnlySpan<double> gradients)
    {
        Vector512<double> union = Vector512<double>.Zero;
        ref double first = ref MemoryMarshal.GetReference(gradients);
        for (int i = 0; i <= gradients.Length - Width; i += Width)
        {
            union |= Vector512.LoadUnsafe(ref first, (nuint)i) * Vector512<double>.Zero;
        }

        return union;
    }

    /// <summary>How evaluations ended in all lanes, by the rules of <see cref="DensityBuffers.StatusOf(double, double, Vector512{double}, ReadOnlySpan{double})"/>.</summary>
    /// <param name="logDensities">Log density of each lane.</param>
    /// <param name="sums">Sums of each lane's elements.</param>
    /// <param name="gradients">By lanes: looked at where a sum is not finite, which may have overflowed.</param>
    /// <param name="statuses">One per lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Statuses(Vector512<double> logDensities, Vector512<double> sums, ReadOnlySpan<double> gradients, Span<DensityStatus> statuses)
    {
        if (Vector512.EqualsAll((sums * 0.0) + (logDensities * 0.0), Vector512<double>.Zero))
        {
            statuses[..Width].Clear();
            return;
        }

        Statuses(logDensities, gradients, statuses);
    }

    /// <summary>How evaluations ended in all lanes, by the rules of <see cref="DensityBuffers.StatusOf(double, ReadOnlySpan{double})"/>.</summary>
    /// <param name="logDensities">Log density of each lane.</param>
    /// <param name="gradients">By lanes.</param>
    /// <param name="statuses">One per lane.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Statuses(Vector512<double> logDensities, ReadOnlySpan<double> gradients, Span<DensityStatus> statuses)
    {
        Vector512<double> isFinite = Vector512.Equals(Finiteness(gradients) + (logDensities * 0.0), Vector512<double>.Zero);
        if (Vector512.EqualsAll(isFinite.AsInt64(), Vector512<long>.AllBitsSet))
        {
            statuses[..Width].Clear();
            return;
        }

        for (int lane = 0; lane < Width; lane++)
        {
            statuses[lane] = Holds(isFinite, lane) ? DensityStatus.Ok
                : double.IsNegativeInfinity(logDensities.GetElement(lane)) ? DensityStatus.OutsideSupport
                : DensityStatus.NotFinite;
        }
    }
}
