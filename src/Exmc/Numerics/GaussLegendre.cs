// A quadrature rule that several functions use.
namespace Exmc.Numerics;

/// <summary>Gauss-Legendre quadrature of 16 points [3.5.16].</summary>
internal static class GaussLegendre
{
    /// <summary>Positive nodes on [-1, 1], from the ends to the middle; the others are their negatives.</summary>
    public static ReadOnlySpan<double> Nodes =>
    [
        0.9894009349916499, 0.9445750230732326, 0.8656312023878318, 0.7554044083550030,
        0.6178762444026438, 0.4580167776572274, 0.2816035507792589, 0.0950125098376374,
    ];

    /// <summary>Weights of the nodes.</summary>
    public static ReadOnlySpan<double> Weights =>
    [
        0.0271524594117541, 0.0622535239386479, 0.0951585116824928, 0.1246289712555339,
        0.1495959888165767, 0.1691565193950025, 0.1826034150449236, 0.1894506104550685,
    ];
}
