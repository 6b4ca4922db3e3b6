// The instruction that multiplies by a power of two, at every width.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Exmc.Numerics;

/// <summary>x 2^n in one operation of AVX-512, rounded once: the bits are those of two exact products before one rounding.</summary>
internal static class ScaleInstruction
{
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.VL.IsSupported;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x, Vector512<double> n) => Avx512F.Scale(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Of(Vector256<double> x, Vector256<double> n) => Avx512F.VL.Scale(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Of(Vector128<double> x, Vector128<double> n) => Avx512F.VL.Scale(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(double x, double n) => Avx512F.ScaleScalar(Vector128.CreateScalarUnsafe(x), Vector128.CreateScalarUnsafe(n)).ToScalar();
}
