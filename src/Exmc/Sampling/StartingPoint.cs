// Finds a point where a chain can start.
namespace Exmc;

/// <summary>Finds a point with finite log density and gradient.</summary>
internal static class StartingPoint
{
    /// <summary>Random points that are tried before giving up.</summary>
    public const int Tries = 100;

    /// <summary>Starts at the given point.</summary>
    /// <exception cref="SamplingException">The density is not finite there; names the term.</exception>
    public static void Given(PhaseSpace space, IDensity density, ReadOnlySpan<double> position)
    {
        if (!space.TryStart(position))
        {
            throw new SamplingException($"The given initial position of model '{density.Layout.ModelName}' has no finite log density and gradient: {Reason(density, position)}. Choose another one.");
        }
    }

    /// <summary>Starts at the first usable one of up to 100 random points.</summary>
    /// <returns>Number of points tried.</returns>
    /// <exception cref="SamplingException">None is usable; names the term that is not finite at the last.</exception>
    public static int Random(PhaseSpace space, IDensity density, RandomStream stream, double radius)
    {
        double[] position = new double[space.Dimension];
        for (int attempt = 1; attempt <= Tries; attempt++)
        {
            for (int i = 0; i < position.Length; i++)
            {
                position[i] = radius * ((2 * stream.Uniform()) - 1);
            }

            if (space.TryStart(position))
            {
                return attempt;
            }
        }

        throw new SamplingException(FormattableString.Invariant(
            $"No starting point for model '{density.Layout.ModelName}': none of {Tries} random points in (-{radius}, {radius}) has a finite log density and gradient. At the last one: {Reason(density, position)}. Check that term and its data, change InitialRadius, or give InitialPosition."));
    }

    private static string Reason(IDensity density, ReadOnlySpan<double> position)
    {
        string reason = density.Explain(position);
        return reason.Length > 0 ? reason : "all terms are finite, but the gradient is not";
    }
}
