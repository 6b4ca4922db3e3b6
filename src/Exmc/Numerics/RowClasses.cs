// Rows of data that are equal, bit by bit.
using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Exmc.Numerics;

/// <summary>
/// Classes of rows of one or more arrays of data, numbered in the order of their first rows. Rows are of one class when all their
/// bits agree: no tolerance, and missing values are like each other. A hash table by rows, so the time is that of reading the data.
/// It allocates nothing once its pool and its results are large enough.
/// </summary>
public static class RowClasses
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15UL;

    /// <summary>Puts all rows into one class; gives the number of classes.</summary>
    public static int Single(int rows, ref int[] classes)
    {
        DensityBuffers.Resize(ref classes, rows);
        classes.AsSpan(0, rows).Clear();
        return Math.Min(rows, 1);
    }

    /// <summary>Splits classes by the rows of an array of data.</summary>
    /// <typeparam name="T">Type of the elements: int or double.</typeparam>
    /// <param name="rows">Number of rows that have a class.</param>
    /// <param name="columns">Elements of a row.</param>
    /// <param name="values">The data, by rows; there may be more rows.</param>
    /// <param name="classes">Class of each row, before and after.</param>
    /// <param name="count">Number of classes before.</param>
    /// <returns>Number of classes after.</returns>
    public static int Split<T>(int rows, int columns, ReadOnlySpan<T> values, int[] classes, int count)
        where T : unmanaged
    {
        if (count == rows)
        {
            return count;
        }

        int capacity = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)rows * 2);
        int[] table = ArrayPool<int>.Shared.Rent(capacity);
        int[] first = ArrayPool<int>.Shared.Rent(rows);
        int[] split = ArrayPool<int>.Shared.Rent(rows);
        table.AsSpan(0, capacity).Clear();
        int found = 0;
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<T> row = values.Slice(i * columns, columns);
            int slot = (int)(Hash(row, classes[i]) >> 32) & (capacity - 1);
            while (table[slot] is int known and > 0 && !(classes[first[known - 1]] == classes[i] && SameBits(row, values.Slice(first[known - 1] * columns, columns))))
            {
                slot = (slot + 1) & (capacity - 1);
            }

            if (table[slot] == 0)
            {
                first[found++] = i;
                table[slot] = found;
            }

            split[i] = table[slot] - 1;
        }

        split.AsSpan(0, rows).CopyTo(classes);
        ArrayPool<int>.Shared.Return(table);
        ArrayPool<int>.Shared.Return(first);
        ArrayPool<int>.Shared.Return(split);
        return found;
    }

    /// <summary>Copies the first row of each class.</summary>
    /// <typeparam name="T">Type of the elements: int or double.</typeparam>
    /// <param name="rows">Number of rows that have a class.</param>
    /// <param name="columns">Elements of a row.</param>
    /// <param name="values">The data, by rows.</param>
    /// <param name="classes">Class of each row.</param>
    /// <param name="count">Number of classes.</param>
    /// <param name="result">Where to: a row for each class.</param>
    public static void Select<T>(int rows, int columns, ReadOnlySpan<T> values, int[] classes, int count, Span<T> result)
        where T : unmanaged
    {
        int next = 0;
        for (int i = 0; i < rows && next < count; i++)
        {
            if (classes[i] == next)
            {
                values.Slice(i * columns, columns).CopyTo(result[(next * columns)..]);
                next++;
            }
        }
    }

    private static bool SameBits<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : unmanaged => MemoryMarshal.AsBytes(a).SequenceEqual(MemoryMarshal.AsBytes(b));

    private static ulong Hash<T>(ReadOnlySpan<T> row, int start)
        where T : unmanaged
    {
        ulong hash = ((ulong)(uint)start + 1) * Multiplier;
        if (Unsafe.SizeOf<T>() == sizeof(ulong))
        {
            foreach (ulong word in MemoryMarshal.Cast<T, ulong>(row))
            {
                hash = Mixed(hash, word);
            }
        }
        else
        {
            foreach (uint word in MemoryMarshal.Cast<T, uint>(row))
            {
                hash = Mixed(hash, word);
            }
        }

        return hash;
    }

    private static ulong Mixed(ulong hash, ulong word)
    {
        ulong product = (hash ^ word) * Multiplier;
        return product ^ (product >> 29);
    }
}
