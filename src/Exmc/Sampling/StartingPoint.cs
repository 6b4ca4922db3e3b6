// Why a chain cannot start.
namespace Exmc;

/// <summary>The errors of chains that find no point with finite log density and gradient.</summary>
internal static class StartingPoint
{
    /// <summary>Random points that are tried before giving up.</summary>
    public const int Tries = 100;

    /// <summary>Draws a random point, uniform in (-radius, radius).</summary>
    public static void Draw(RandomStream stream, double radius, Span<double> position)
    {
        for (int i = 0; i < position.Length; i++)
        {
            position[i] = radius * ((2 * stream.Uniform()) - 1);
        }
    }

    /// <summary>The density is not finite at a given point; names the term.</summary>
    public static SamplingException GivenFailed(IDensity density, ReadOnlySpan<double> position) =>
        new($"The given initial position of model '{density.Layout.ModelName}' has no finite log density and gradient: {Reason(density, position)}. Choose another one.");

    /// <summary>No random point is usable; names the term that is not finite at the last.</summary>
    public static SamplingException RandomFailed(IDensity density, double radius, ReadOnlySpan<double> position) =>
        new(FormattableString.Invariant(
            $"No starting point for model '{density.Layout.ModelName}': none of {Tries} random points in (-{radius}, {radius}) has a finite log density and gradient. At the last one: {Reason(density, position)}. Check that term and its data, change InitialRadius, or give InitialPosition."));

    private static string Reason(IDensity density, ReadOnlySpan<double> position)
    {
        string reason = density.Explain(position);
        return reason.Length > 0 ? reason : "all terms are finite, but the gradient is not";
    }
}
