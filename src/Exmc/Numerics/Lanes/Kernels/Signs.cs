// The sign at every width.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>-1, 0 or 1; the argument itself where it is a zero or NaN.</summary>
internal readonly partial struct SignFunction : ILaneFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x)
    {
        Vector512<double> isNonzero = Vector512.LessThan(Vector512.Create(0.0), Vector512.Abs(x));
        return Vector512.ConditionalSelect(isNonzero, Vector512.CopySign(Vector512.Create(1.0), x), x);
    }
}
