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

    // Quadrature on each of two halves.
    private static double OwensIntegral(double h, double a)
    {
        ReadOnlySpan<double> nodes = GaussLegendre.Nodes;
        ReadOnlySpan<double> weights = GaussLegendre.Weights;
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
