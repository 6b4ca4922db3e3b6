// Derivatives by differences, with an estimate of their error.
namespace Exmc.Testing;

/// <summary>Central differences extrapolated to step zero (Ridders 1982, Advances in Engineering Software 4).</summary>
/// <param name="Value">The derivative.</param>
/// <param name="Error">Estimate of its absolute error, rounding included; infinite where the function is not finite nearby.</param>
internal readonly record struct NumericalDerivative(double Value, double Error)
{
    private const int Levels = 9;
    private const double FirstStep = 0.05;

    // Rounding errors of a log density: some units in the last place of the sum.
    private const double Rounding = 16 * 2.2e-16;

    /// <summary>The derivative of a function along one coordinate.</summary>
    /// <param name="f">NaN or infinite where there is no value.</param>
    /// <param name="position">Moved along the coordinate during the call, and moved back.</param>
    /// <param name="coordinate">Index of the coordinate.</param>
    public static NumericalDerivative Of(Func<double[], double> f, double[] position, int coordinate)
    {
        double x = position[coordinate];
        Span<double> row = stackalloc double[Levels];
        Span<double> above = stackalloc double[Levels];
        NumericalDerivative best = new(double.NaN, double.PositiveInfinity);
        double step = FirstStep * Math.Max(1, Math.Abs(x));
        int level = 0;
        for (int halving = 0; halving < Levels; halving++, step /= 2)
        {
            double right = At(f, position, coordinate, x + step);
            double left = At(f, position, coordinate, x - step);
            if (!double.IsFinite(right) || !double.IsFinite(left))
            {
                level = 0;
                continue;
            }

            // The step that was taken, after rounding.
            row[0] = (right - left) / ((x + step) - (x - step));
            double noise = Rounding * Math.Max(Math.Abs(right), Math.Abs(left)) / step;
            double power = 1;
            for (int k = 1; k <= level; k++)
            {
                power *= 4;
                row[k] = row[k - 1] + ((row[k - 1] - above[k - 1]) / (power - 1));
                double error = Math.Max(Math.Abs(row[k] - row[k - 1]), Math.Abs(row[k] - above[k - 1])) + noise;
                if (error < best.Error)
                {
                    best = new(row[k], error);
                }
            }

            row.CopyTo(above);
            level++;
        }

        position[coordinate] = x;
        return best;
    }

    private static double At(Func<double[], double> f, double[] position, int coordinate, double x)
    {
        position[coordinate] = x;
        return f(position);
    }
}
