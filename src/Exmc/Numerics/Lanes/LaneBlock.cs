// Sums over iterations, eight lanes wide.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>
/// Eight vectors, one for each place k of iterations k, k + 8, k + 16, ...: the partial sums that one evaluation keeps in the eight elements of
/// one vector, so that a lane adds in the same order as an evaluation by itself.
/// </summary>
[InlineArray(Lanes.Width)]
public struct LaneBlock
{
    private Vector512<double> _first;

    /// <summary>One everywhere.</summary>
    public static LaneBlock Ones
    {
        get
        {
            LaneBlock block = default;
            for (int place = 0; place < Lanes.Width; place++)
            {
                At(ref block, place) = Vector512<double>.One;
            }

            return block;
        }
    }

    /// <summary>A block in an array of blocks.</summary>
    /// <param name="blocks">The first element of the first block.</param>
    /// <param name="index">Number of the block, from 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref LaneBlock In(ref double blocks, int index) => ref Unsafe.As<double, LaneBlock>(ref Unsafe.Add(ref blocks, index * Lanes.Width * Lanes.Width));

    /// <summary>The vector at a place.</summary>
    /// <param name="block">The block.</param>
    /// <param name="place">0 to 7.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref Vector512<double> At(ref LaneBlock block, int place) => ref Unsafe.Add(ref Unsafe.As<LaneBlock, Vector512<double>>(ref block), place);

    /// <summary>((0+4)+(2+6)) + ((1+5)+(3+7)) of the eight places, as <see cref="Lanes.Sum(Vector512{double})"/> adds elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sum(ref LaneBlock block) =>
        ((At(ref block, 0) + At(ref block, 4)) + (At(ref block, 2) + At(ref block, 6)))
        + ((At(ref block, 1) + At(ref block, 5)) + (At(ref block, 3) + At(ref block, 7)));

    /// <summary>The sum of logarithms of products, as <see cref="Lanes.LogOfProducts(Vector512{double}, Vector512{double})"/> adds elements.</summary>
    /// <param name="products">Products, which are left without their exponents.</param>
    /// <param name="exponents">The exponents taken out of them, then all of them.</param>
    public static Vector512<double> SumOfLogs(ref LaneBlock products, ref LaneBlock exponents)
    {
        for (int place = 0; place < Lanes.Width; place++)
        {
            Lanes.TakeAllExponents(ref At(ref products, place), ref At(ref exponents, place));
        }

        Vector512<double> product = ((At(ref products, 0) * At(ref products, 4)) * (At(ref products, 2) * At(ref products, 6)))
            * ((At(ref products, 1) * At(ref products, 5)) * (At(ref products, 3) * At(ref products, 7)));
        return Lanes.LogOfSplit(product, Sum(ref exponents));
    }
}
