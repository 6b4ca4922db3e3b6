// What the elementary part of a ratio of gamma functions leaves, as polynomials, at every width.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>
/// h(x) = log Gamma(x + 1/2) - log Gamma(x) - log(x^2 / (x + 1/2)) / 2 is smooth for x &gt;= 0 and vanishes at infinity: with its derivative a
/// polynomial in v = 1 / (x + 35/32).
/// </summary>
/// <remarks>
/// Minimax polynomials of degree 21 about 29/64, found by the exchange of Remez with 45 digits. As rounded here they err by 1e-17 in h, and by
/// 8e-18 of the whole derivative. The schemes are Estrin's: five operations follow one another.
/// </remarks>
internal static partial class HalfStepRests
{
    /// <summary>v, the variable of the polynomials.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Variable(Vector512<double> x) => Vector512.Create(1.0) / (x + Vector512.Create(35.0 / 32.0));

    /// <summary>h / v.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Rest(Vector512<double> v)
    {
        Vector512<double> u = v - Vector512.Create(29.0 / 64.0), u2 = u * u, u4 = u2 * u2, u8 = u4 * u4;
        Vector512<double> c0 = Vector512.MultiplyAddEstimate(Line(u, 0.07441026840655472, 0.041361798775503104), u2, Line(u, 0.16852309463502385, 0.123132827656422));
        Vector512<double> c1 = Vector512.MultiplyAddEstimate(Line(u, 0.012410832866293506, 0.008839707283885358), u2, Line(u, 0.02653520707184921, 0.018792593034996325));
        Vector512<double> c2 = Vector512.MultiplyAddEstimate(Line(u, 0.0035243500999502316, 0.002625280387705216), u2, Line(u, 0.006645262812463711, 0.004502730426700464));
        Vector512<double> c3 = Vector512.MultiplyAddEstimate(Line(u, 0.0009850744213264601, 0.0008450857789038796), u2, Line(u, 0.0017745574735863073, 0.001616038452223262));
        Vector512<double> c4 = Vector512.MultiplyAddEstimate(Line(u, 0.0008703303898877674, -0.00018472947147214297), u2, Line(u, 0.0006963897805152321, 0.0003102116718102324));
        Vector512<double> c5 = Line(u, -0.00020689334368502213, 0.001062581060432306);
        return Joined(u4, u8, c0, c1, c2, c3, c4, c5);
    }

    /// <summary>The derivative of h, divided by v^2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> RestSlope(Vector512<double> v)
    {
        Vector512<double> u = v - Vector512.Create(29.0 / 64.0), u2 = u * u, u4 = u2 * u2, u8 = u4 * u4;
        Vector512<double> c0 = Vector512.MultiplyAddEstimate(Line(u, -0.27945700043010446, -0.21354225791991804), u2, Line(u, -0.22431765716684007, -0.3136999610562838));
        Vector512<double> c1 = Vector512.MultiplyAddEstimate(Line(u, -0.1149142764675601, -0.09480673714866941), u2, Line(u, -0.17525300395598503, -0.14649751004361752));
        Vector512<double> c2 = Vector512.MultiplyAddEstimate(Line(u, -0.051853122578864555, -0.041153147693336466), u2, Line(u, -0.07817006801325577, -0.060996980401545796));
        Vector512<double> c3 = Vector512.MultiplyAddEstimate(Line(u, -0.020508936880479365, -0.018618329674611408), u2, Line(u, -0.0325901400923425, -0.028866670070693306));
        Vector512<double> c4 = Vector512.MultiplyAddEstimate(Line(u, -0.014810978459402982, 0.005089614918948719), u2, Line(u, -0.014280501079508902, -0.0124787663578367));
        Vector512<double> c5 = Line(u, -0.005913192686785531, -0.022894271539581464);
        return Joined(u4, u8, c0, c1, c2, c3, c4, c5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Line(Vector512<double> u, double constant, double slope) =>
        Vector512.MultiplyAddEstimate(Vector512.Create(slope), u, Vector512.Create(constant));

    /// <summary>Six polynomials of u as the coefficients of powers of u^4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Joined(
        Vector512<double> u4,
        Vector512<double> u8,
        Vector512<double> c0,
        Vector512<double> c1,
        Vector512<double> c2,
        Vector512<double> c3,
        Vector512<double> c4,
        Vector512<double> c5)
    {
        Vector512<double> low = Vector512.MultiplyAddEstimate(c1, u4, c0), middle = Vector512.MultiplyAddEstimate(c3, u4, c2), high = Vector512.MultiplyAddEstimate(c5, u4, c4);
        return Vector512.MultiplyAddEstimate(Vector512.MultiplyAddEstimate(high, u8, middle), u8, low);
    }
}
