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
}
