// Memory of generated densities, and how an evaluation ends.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Exmc;

/// <summary>Helpers that generated densities share.</summary>
public static class DensityBuffers
{
    /// <summary>Numbers of a cache line.</summary>
    private const int Line = 8;

    /// <summary>Makes room for a number of elements; keeps the array when it is large enough.</summary>
    public static void Resize<T>(ref T[] buffer, int count)
    {
        if (buffer.Length < count)
        {
            buffer = new T[count];
        }
    }

    /// <summary>
    /// Makes room for a number of elements from the start of a cache line on: eight lanes that lie across two lines take two reads. The array
    /// is pinned, so that its start stays where it is.
    /// </summary>
    public static void ResizeAligned(ref double[] buffer, int count)
    {
        if (buffer.Length < count + Line - 1)
        {
            buffer = Aligned(count);
        }
    }

    /// <summary>An array with room for a number of elements from the start of a cache line on.</summary>
    public static double[] Aligned(int count) => GC.AllocateArray<double>(count + Line - 1, pinned: true);

    /// <summary>The first element of such an array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref double Aligned(double[] buffer)
    {
        ref double first = ref MemoryMarshal.GetArrayDataReference(buffer);
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<double>(), ref first);
        return ref Unsafe.AddByteOffset(ref first, -address & ((Line * sizeof(double)) - 1));
    }

    /// <summary>The place of that element.</summary>
    public static int AlignedStart(double[] buffer) =>
        (int)(Unsafe.ByteOffset(ref MemoryMarshal.GetArrayDataReference(buffer), ref Aligned(buffer)) / sizeof(double));

    /// <summary>The elements of such an array from there on.</summary>
    public static Span<double> AlignedSpan(double[] buffer, int count) => MemoryMarshal.CreateSpan(ref Aligned(buffer), count);

    /// <summary>Copies reals to an aligned array, without allocating when it is large enough.</summary>
    public static void Copy(ReadOnlySpan<double> source, ref double[] buffer)
    {
        ResizeAligned(ref buffer, source.Length);
        source.CopyTo(AlignedSpan(buffer, source.Length));
    }

    /// <summary>Copies data, without allocating when the buffer is large enough.</summary>
    public static void Copy<T>(ReadOnlySpan<T> source, ref T[] buffer)
    {
        Resize(ref buffer, source.Length);
        source.CopyTo(buffer);
    }

    /// <summary>Copies elements.</summary>
    public static void Copy(ref double source, int count, ref double target) => MemoryMarshal.CreateSpan(ref source, count).CopyTo(MemoryMarshal.CreateSpan(ref target, count));

    /// <summary>Refuses spans that are too short: generated code does not check each element.</summary>
    /// <exception cref="ArgumentException">A span is shorter than the layout says.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireLengths(int position, int dimension, int values, int valueCount)
    {
        if (position < dimension || values < valueCount)
        {
            RefuseLengths(position, dimension, values, valueCount);
        }
    }

    /// <summary>Sets the first elements to zero.</summary>
    public static void Clear(ref double first, int count) => MemoryMarshal.CreateSpan(ref first, count).Clear();

    /// <summary>How an evaluation ended: minus infinity is outside the support, anything else that is not finite is an error.</summary>
    public static DensityStatus StatusOf(double logDensity, ReadOnlySpan<double> gradient)
    {
        if (!double.IsFinite(logDensity))
        {
            return double.IsNegativeInfinity(logDensity) ? DensityStatus.OutsideSupport : DensityStatus.NotFinite;
        }

        return AreFinite(gradient) ? DensityStatus.Ok : DensityStatus.NotFinite;
    }

    /// <summary>How an evaluation ended whose gradient was added up while it was written.</summary>
    /// <param name="logDensity">The log density.</param>
    /// <param name="sum">Sum of elements.</param>
    /// <param name="sumLanes">Sums of elements.</param>
    /// <param name="gradient">The gradient: looked at where a sum is not finite, which may have overflowed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DensityStatus StatusOf(double logDensity, double sum, Vector512<double> sumLanes, ReadOnlySpan<double> gradient) =>
        double.IsFinite(logDensity + sum) && Vector512.EqualsAll(sumLanes * Vector512<double>.Zero, Vector512<double>.Zero) ? DensityStatus.Ok : StatusOf(logDensity, gradient);

    private static void RefuseLengths(int position, int dimension, int values, int valueCount) =>
        throw new ArgumentException($"The position has {position} elements and the values or gradient {values}, but the layout needs {dimension} and {valueCount}.");

    /// <summary>Whether no number is infinite or NaN: a product with zero is NaN exactly for these, and a union of bits keeps it.</summary>
    private static bool AreFinite(ReadOnlySpan<double> numbers)
    {
        ref double first = ref MemoryMarshal.GetReference(numbers);
        Vector512<double> products = Vector512<double>.Zero;
        int k = 0;
        for (; k <= numbers.Length - 8; k += 8)
        {
            products |= Vector512.LoadUnsafe(ref first, (nuint)k) * Vector512<double>.Zero;
        }

        if (k > 0 && k < numbers.Length)
        {
            products |= Vector512.LoadUnsafe(ref first, (nuint)(numbers.Length - 8)) * Vector512<double>.Zero;
            k = numbers.Length;
        }

        double rest = 0.0;
        for (; k < numbers.Length; k++)
        {
            rest += numbers[k] * 0.0;
        }

        return rest == 0.0 && Vector512.EqualsAll(products, Vector512<double>.Zero);
    }
}
