// Elementary operations on rows of numbers, in vectors of one width whatever the hardware has.
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>Sums run over sixteen partial sums, then over what is left, so that they have the same bits everywhere.</summary>
internal static class Rows
{
    private const int Lanes = 8;

    /// <summary>Sum of products of two rows of one length.</summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ref double a = ref MemoryMarshal.GetReference(left);
        ref double b = ref MemoryMarshal.GetReference(right[..left.Length]);
        int i = left.Length & ~((2 * Lanes) - 1);
        double sum = i > 0 ? DotOfBlocks(ref a, ref b, i) : 0;
        for (; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    // The length is a multiple of sixteen.
    private static double DotOfBlocks(ref double a, ref double b, int length)
    {
        Vector512<double> even = Vector512<double>.Zero;
        Vector512<double> odd = even;
        for (int i = 0; i < length; i += 2 * Lanes)
        {
            even += Vector512.LoadUnsafe(ref a, (nuint)i) * Vector512.LoadUnsafe(ref b, (nuint)i);
            odd += Vector512.LoadUnsafe(ref a, (nuint)(i + Lanes)) * Vector512.LoadUnsafe(ref b, (nuint)(i + Lanes));
        }

        Vector512<double> both = even + odd;
        Vector256<double> four = both.GetLower() + both.GetUpper();
        return (four[0] + four[2]) + (four[1] + four[3]);
    }

    /// <summary>target += factor * row.</summary>
    public static void Add(Span<double> target, double factor, ReadOnlySpan<double> row)
    {
        ref double a = ref MemoryMarshal.GetReference(target);
        ref double b = ref MemoryMarshal.GetReference(row[..target.Length]);
        Vector512<double> factors = Vector512.Create(factor);
        int i = 0;
        for (; i <= target.Length - Lanes; i += Lanes)
        {
            (Vector512.LoadUnsafe(ref a, (nuint)i) + (factors * Vector512.LoadUnsafe(ref b, (nuint)i))).StoreUnsafe(ref a, (nuint)i);
        }

        for (; i < target.Length; i++)
        {
            target[i] += factor * row[i];
        }
    }

    /// <summary>Rotates two rows: (c first - s second, s first + c second).</summary>
    public static void Rotate(Span<double> first, Span<double> second, double c, double s)
    {
        ref double a = ref MemoryMarshal.GetReference(first);
        ref double b = ref MemoryMarshal.GetReference(second[..first.Length]);
        Vector512<double> cosines = Vector512.Create(c);
        Vector512<double> sines = Vector512.Create(s);
        int i = 0;
        for (; i <= first.Length - Lanes; i += Lanes)
        {
            Vector512<double> x = Vector512.LoadUnsafe(ref a, (nuint)i);
            Vector512<double> y = Vector512.LoadUnsafe(ref b, (nuint)i);
            ((cosines * x) - (sines * y)).StoreUnsafe(ref a, (nuint)i);
            ((sines * x) + (cosines * y)).StoreUnsafe(ref b, (nuint)i);
        }

        for (; i < first.Length; i++)
        {
            (first[i], second[i]) = ((c * first[i]) - (s * second[i]), (s * first[i]) + (c * second[i]));
        }
    }
}
