// Settings of the properties.
namespace Exmc.Testing;

/// <summary>Settings of the properties of a model.</summary>
public sealed record PropertyOptions
{
    /// <summary>Positions that a property is tried at, at least 1.</summary>
    public int Cases { get; init; } = 30;

    /// <summary>Fixes all random numbers.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The only position to try, in sampling coordinates: the reproducer of a failure. Null draws positions.</summary>
    public IReadOnlyList<double>? At { get; init; }

    /// <summary>Whether every other position of <see cref="ModelProperties.Gradient"/> and <see cref="ModelProperties.Determinism"/> is a draw of the prior, where there are any.</summary>
    public bool FromPrior { get; init; } = true;

    /// <summary>Standard deviation of the other positions around the origin, positive.</summary>
    public double Width { get; init; } = 2;

    /// <summary>
    /// Allowed relative error of a component of the gradient, in (0, 0.01]. A model that solves differential equations by adaptive steps needs more,
    /// 1e-5 say: its log density is smooth only up to the tolerance of the solver.
    /// </summary>
    public double GradientTolerance { get; init; } = 1e-6;

    /// <summary>Draws from the prior for <see cref="ModelProperties.PriorScore"/> and <see cref="ModelProperties.PriorSupport"/>, at least 100.</summary>
    public int PriorDraws { get; init; } = 500;

    /// <summary>Settings of the fits of <see cref="ModelProperties.WarmEqualsCold"/>; the seed is replaced.</summary>
    public SamplerOptions Sampler { get; init; } = new() { Chains = 4, Warmup = 500, Draws = 1000 };

    internal void Check()
    {
        Require(Cases >= 1, nameof(Cases), Cases, "use at least 1 (30 are usual)");
        Require(PriorDraws >= 100, nameof(PriorDraws), PriorDraws, "use at least 100 (500 are usual)");
        Require(Width > 0 && double.IsFinite(Width), nameof(Width), Width, "use a positive number (2 is usual)");
        Require(GradientTolerance is > 0 and <= 0.01, nameof(GradientTolerance), GradientTolerance, "use a number between 0 and 0.01 (1e-6 is usual)");
    }

    internal void CheckPosition(int dimension)
    {
        if (At is { } position && position.Count != dimension)
        {
            throw new ArgumentException($"At has {position.Count} coordinates, but the model has {dimension}. Give one for each.", nameof(At));
        }
    }

    private static void Require(bool condition, string option, double value, string remedy)
    {
        if (!condition)
        {
            throw new ArgumentOutOfRangeException(option, value, FormattableString.Invariant($"{option} cannot be {value}: {remedy}."));
        }
    }
}
