// Settings of the search for a mode.
namespace Exmc;

/// <summary>Settings of the search for a mode.</summary>
public sealed record OptimizerOptions
{
    /// <summary>Seed of the random start.</summary>
    public ulong Seed { get; init; }

    /// <summary>Most iterations, at least 1.</summary>
    public int MaxIterations { get; init; } = 2000;

    /// <summary>The search ends when no component of the gradient exceeds this (nats per unit), or when rounding lets the log density rise no further; positive.</summary>
    public double GradientTolerance { get; init; } = 1e-8;

    /// <summary>Pairs of steps and gradient changes that are remembered, 1 to 100.</summary>
    public int Memory { get; init; } = 6;

    /// <summary>Half-width of the box in which a random start is drawn; at least 0.</summary>
    public double InitialRadius { get; init; } = 2;

    /// <summary>Unconstrained start (length = dimension); null draws one.</summary>
    public ReadOnlyMemory<double>? InitialPosition { get; init; }

    internal void Check()
    {
        OptionChecks.Require(MaxIterations >= 1, nameof(MaxIterations), MaxIterations, "use at least 1 iteration (2000 are usual)");
        OptionChecks.Require(GradientTolerance > 0 && double.IsFinite(GradientTolerance), nameof(GradientTolerance), GradientTolerance, "use a positive number (1e-8 is usual)");
        OptionChecks.Require(Memory is >= 1 and <= 100, nameof(Memory), Memory, "use 1 to 100 pairs (6 are usual)");
        OptionChecks.Require(InitialRadius >= 0 && double.IsFinite(InitialRadius), nameof(InitialRadius), InitialRadius, "use a finite half-width of at least 0 (2 is usual)");
    }
}
