// The factor of logistic terms, at every width.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>1 + exp(-|x|), and the logistic function of x, by one exponential.</summary>
internal readonly partial struct LogisticTerm : ILaneFunction, ILaneFunctionWithSlope
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x) => Exponential.Of(-Vector512.Abs(x)) + Vector512.Create(1.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x, out Vector512<double> slope)
    {
        Vector512<double> exponential = Exponential.Of(-Vector512.Abs(x));
        slope = LogisticFunction.Of(x, exponential);
        return exponential + Vector512.Create(1.0);
    }
}
