// Owen's function, which the skew normal distribution function is made of.
namespace Exmc.Numerics;

public static partial class SpecialFunctions
{
    /// <summary>Owen's function T(h, a): the integral over x from 0 to a of exp(-h^2 (1 + x^2) / 2) / (1 + x^2), over 2 pi.</summary>
    /// <remarks>Owen (1956), Annals of Mathematical Statistics 27, (2.1); slopes above 1 by his (2.7).</remarks>
    public static double OwensT(double h, double a)
    {
        double slope = Math.Abs(a);
        double size = Math.Abs(h);
        double value;
        if (slope <= 1.0)
        {
            value = OwensIntegral(size, slope);
        }
        else
        {
            // By upper tails, which keep their digits.
            double upper = NormalCdf(-size);
            double steepUpper = NormalCdf(-size * slope);
            value = (0.5 * upper) + (0.5 * steepUpper) - (upper * steepUpper) - OwensIntegral(size * slope, 1.0 / slope);
        }

        return a < 0 ? -value : value;
    }

    // Gauss-Legendre quadrature of 16 points on each of two halves.
    private static double OwensIntegral(double h, double a)
    {
        ReadOnlySpan<double> nodes =
        [
            0.9894009349916499, 0.9445750230732326, 0.8656312023878318, 0.7554044083550030,
            0.6178762444026438, 0.4580167776572274, 0.2816035507792589, 0.0950125098376374,
        ];
        ReadOnlySpan<double> weights =
        [
            0.0271524594117541, 0.0622535239386479, 0.0951585116824928, 0.1246289712555339,
            0.1495959888165767, 0.1691565193950025, 0.1826034150449236, 0.1894506104550685,
        ];
        double Integrand(double x) => Math.Exp(-0.5 * h * h * (1.0 + (x * x))) / (1.0 + (x * x));
        double quarter = 0.25 * a;
        double sum = 0.0;
        for (int k = 0; k < nodes.Length; k++)
        {
            double step = quarter * nodes[k];
            sum += weights[k] * (Integrand(quarter - step) + Integrand(quarter + step) + Integrand((3.0 * quarter) - step) + Integrand((3.0 * quarter) + step));
        }

        return sum * quarter / (2.0 * Math.PI);
    }
}
