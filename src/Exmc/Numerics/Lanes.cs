// Sums over vector lanes in one fixed order.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>Reductions of vectors. The order of additions is fixed, so that results have the same bits on all hardware.</summary>
public static class Lanes
{
    /// <summary>((0+4)+(2+6)) + ((1+5)+(3+7)) of the eight lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> lanes)
    {
        Vector256<double> four = lanes.GetLower() + lanes.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two.GetElement(0) + two.GetElement(1);
    }
}
