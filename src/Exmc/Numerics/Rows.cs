// Elementary operations on rows of numbers, in vectors of four whatever the hardware has.
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>Sums run over four partial sums, element i in sum i mod 4, then over what is left, so that they have the same bits everywhere.</summary>
internal static class Rows
{
    private const int Lanes = 4;

    /// <summary>Sum of products of two rows of one length.</summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ref double a = ref MemoryMarshal.GetReference(left);
        ref double b = ref MemoryMarshal.GetReference(right[..left.Length]);
        Vector256<double> sums = Vector256<double>.Zero;
        int i = 0;
        for (; i <= left.Length - Lanes; i += Lanes)
        {
            sums += Vector256.LoadUnsafe(ref a, (nuint)i) * Vector256.LoadUnsafe(ref b, (nuint)i);
        }

        double sum = Vector256.Sum(sums);
        for (; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    /// <summary>target += factor * row.</summary>
    public static void Add(Span<double> target, double factor, ReadOnlySpan<double> row)
    {
        ref double a = ref MemoryMarshal.GetReference(target);
        ref double b = ref MemoryMarshal.GetReference(row[..target.Length]);
        Vector256<double> factors = Vector256.Create(factor);
        int i = 0;
        for (; i <= target.Length - Lanes; i += Lanes)
        {
            (Vector256.LoadUnsafe(ref a, (nuint)i) + (factors * Vector256.LoadUnsafe(ref b, (nuint)i))).StoreUnsafe(ref a, (nuint)i);
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
        Vector256<double> cosines = Vector256.Create(c);
        Vector256<double> sines = Vector256.Create(s);
        int i = 0;
        for (; i <= first.Length - Lanes; i += Lanes)
        {
            Vector256<double> x = Vector256.LoadUnsafe(ref a, (nuint)i);
            Vector256<double> y = Vector256.LoadUnsafe(ref b, (nuint)i);
            ((cosines * x) - (sines * y)).StoreUnsafe(ref a, (nuint)i);
            ((sines * x) + (cosines * y)).StoreUnsafe(ref b, (nuint)i);
        }

        for (; i < first.Length; i++)
        {
            (first[i], second[i]) = ((c * first[i]) - (s * second[i]), (s * first[i]) + (c * second[i]));
        }
    }
}
