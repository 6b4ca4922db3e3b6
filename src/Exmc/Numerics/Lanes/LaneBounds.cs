// Numbers that are held above or below a constant.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <content>
/// The larger or smaller of a number and a constant, as <see cref="Math.Max(double, double)"/> and <see cref="Math.Min(double, double)"/> have it, NaN for NaN.
/// The instruction takes its second operand where the two are equal or not comparable: that is right in all cases but one, the larger of 0 and -0.
/// </content>
public static partial class Lanes
{
    /// <summary>The larger of a number and a constant, in each lane.</summary>
    /// <param name="x">Any numbers.</param>
    /// <param name="least">A constant, not NaN and not -0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> AtLeast(Vector512<double> x, double least)
    {
        Vector512<double> larger = Vector512.MaxNative(Vector512.Create(least), x);
        return least == 0.0 ? larger + Vector512<double>.Zero : larger;
    }

    /// <summary>The smaller of a number and a constant, in each lane.</summary>
    /// <param name="x">Any numbers.</param>
    /// <param name="most">A constant, not NaN and not -0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> AtMost(Vector512<double> x, double most) => Vector512.MinNative(Vector512.Create(most), x);
}
