// Memory of generated densities, and how an evaluation ends.
using System.Runtime.InteropServices;

namespace Exmc;

/// <summary>Helpers that generated densities share.</summary>
public static class DensityBuffers
{
    /// <summary>Makes room for a number of elements; keeps the array when it is large enough.</summary>
    public static void Resize<T>(ref T[] buffer, int count)
    {
        if (buffer.Length < count)
        {
            buffer = new T[count];
        }
    }

    /// <summary>Copies data, without allocating when the buffer is large enough.</summary>
    public static void Copy<T>(ReadOnlySpan<T> source, ref T[] buffer)
    {
        Resize(ref buffer, source.Length);
        source.CopyTo(buffer);
    }

    /// <summary>Refuses spans that are too short: generated code does not check each element.</summary>
    /// <exception cref="ArgumentException">A span is shorter than the layout says.</exception>
    public static void RequireLengths(int position, int dimension, int values, int valueCount)
    {
        if (position < dimension || values < valueCount)
        {
            throw new ArgumentException($"The position has {position} elements and the values or gradient {values}, but the layout needs {dimension} and {valueCount}.");
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

        // A product with zero is NaN exactly for what is not finite.
        double check = 0.0;
        foreach (double component in gradient)
        {
            check += component * 0.0;
        }

        return check == 0.0 ? DensityStatus.Ok : DensityStatus.NotFinite;
    }
}
