// The gradient against differences of the log density.
namespace Exmc.Testing;

/// <summary>Compares each component of the gradient with a difference, where the difference is precise enough to judge.</summary>
/// <param name="density">Evaluated.</param>
/// <param name="tolerance">Allowed error, relative to the larger of the component and one; a difference with a larger error says nothing.</param>
internal sealed class GradientCheck(IDensity density, double tolerance)
{
    private readonly double[] _gradient = new double[density.Dimension];
    private readonly double[] _unused = new double[density.Dimension];

    /// <summary>Components that were compared.</summary>
    public long Compared { get; private set; }

    /// <summary>Components whose difference was too coarse to compare, or whose position has no density.</summary>
    public long Unmeasured { get; private set; }

    /// <summary>What is wrong at a position; null when nothing is.</summary>
    public string? At(double[] position)
    {
        if (density.Evaluate(position, _gradient, out _) != DensityStatus.Ok)
        {
            Unmeasured += density.Dimension;
            return null;
        }

        double[] moved = [.. position];
        for (int k = 0; k < position.Length; k++)
        {
            if (!double.IsFinite(_gradient[k]))
            {
                return FormattableString.Invariant($"component {k} of the gradient ({Coordinate(density.Layout, k)}) is {_gradient[k]}, but the evaluation says that all is well");
            }

            NumericalDerivative difference = NumericalDerivative.Of(LogDensity, moved, k);
            double size = Math.Max(1, Math.Abs(_gradient[k]));
            if (!(difference.Error <= tolerance * size))
            {
                Unmeasured++;
                continue;
            }

            Compared++;
            double allowed = (tolerance * size) + (4 * difference.Error);
            if (!(Math.Abs(_gradient[k] - difference.Value) <= allowed))
            {
                return FormattableString.Invariant(
                    $"component {k} of the gradient ({Coordinate(density.Layout, k)}) is {_gradient[k]:R}, but differences of the log density give {difference.Value:R} (error below {allowed:G2})");
            }
        }

        return null;
    }

    /// <summary>The parameter that a coordinate belongs to.</summary>
    public static string Coordinate(ParameterLayout layout, int coordinate)
    {
        LayoutEntry entry = layout.Entries.First(entry => entry.Role == LayoutRole.Parameter && coordinate >= entry.Offset && coordinate < entry.Offset + entry.Size);
        return entry.Size == 1 ? entry.Member : FormattableString.Invariant($"{entry.Member}, its coordinate {coordinate - entry.Offset}");
    }

    private double LogDensity(double[] position) =>
        density.Evaluate(position, _unused, out double logDensity) == DensityStatus.Ok ? logDensity : double.NaN;
}
