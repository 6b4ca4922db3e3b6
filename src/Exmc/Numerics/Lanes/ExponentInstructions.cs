// Instructions of AVX-512 that exponentials are made of, at every width.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Exmc.Numerics;

/// <summary>One operation each, of two or three that give the same bits.</summary>
internal static class ExponentInstructions
{
    /// <summary>To the nearest integer, of two the even one; inexact results are no exception.</summary>
    private const byte ToNearest = 8;

    /// <summary>The smaller of two absolute values, with the sign of the first number.</summary>
    private const byte LeastSize = 2;

    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.VL.IsSupported && Avx512DQ.VL.IsSupported;
    }

    /// <summary>x 2^n, rounded once: the bits are those of two exact products before one rounding. n may be infinite or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Scale(Vector512<double> x, Vector512<double> n) => Avx512F.Scale(x, n);

    /// <inheritdoc cref="Scale(Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Scale(Vector256<double> x, Vector256<double> n) => Avx512F.VL.Scale(x, n);

    /// <inheritdoc cref="Scale(Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Scale(Vector128<double> x, Vector128<double> n) => Avx512F.VL.Scale(x, n);

    /// <inheritdoc cref="Scale(Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Scale(double x, double n) => Avx512F.ScaleScalar(Vector128.CreateScalarUnsafe(x), Vector128.CreateScalarUnsafe(n)).ToScalar();

    /// <summary>The nearest integer, of two the even one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Nearest(Vector512<double> x) => Avx512F.RoundScale(x, ToNearest);

    /// <inheritdoc cref="Nearest(Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Nearest(Vector256<double> x) => Avx512F.VL.RoundScale(x, ToNearest);

    /// <inheritdoc cref="Nearest(Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Nearest(Vector128<double> x) => Avx512F.VL.RoundScale(x, ToNearest);

    /// <inheritdoc cref="Nearest(Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Nearest(double x) => Avx512F.RoundScaleScalar(Vector128.CreateScalarUnsafe(x), ToNearest).ToScalar();

    /// <summary>x, moved to the nearer of -size and size where it is beyond them; one of them for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Within(Vector512<double> x, Vector512<double> size) => Avx512DQ.Range(x, size, LeastSize);

    /// <inheritdoc cref="Within(Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Within(Vector256<double> x, Vector256<double> size) => Avx512DQ.VL.Range(x, size, LeastSize);

    /// <inheritdoc cref="Within(Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Within(Vector128<double> x, Vector128<double> size) => Avx512DQ.VL.Range(x, size, LeastSize);

    /// <inheritdoc cref="Within(Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Within(double x, double size) => Avx512DQ.RangeScalar(Vector128.CreateScalarUnsafe(x), Vector128.CreateScalarUnsafe(size), LeastSize).ToScalar();
}
