// Settings of Pathfinder.
namespace Exmc;

/// <summary>Settings of Pathfinder.</summary>
public sealed record PathfinderOptions : ApproximationOptions
{
    /// <summary>Number of optimisation paths, each from its own random start; at least 1.</summary>
    public int Paths { get; init; } = 4;

    /// <summary>Draws of each path's approximation, from which the result is resampled; at least 1.</summary>
    public int DrawsPerPath { get; init; } = 1000;

    /// <summary>Draws by which the approximations along a path are judged (evidence lower bound), at least 1.</summary>
    public int ElboDraws { get; init; } = 25;

    /// <summary>Most iterations of a path, at least 1.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>Pairs of steps and gradient changes that are remembered, 1 to 100.</summary>
    public int Memory { get; init; } = 6;

    /// <summary>Half-width of the box in which starts are drawn; at least 0.</summary>
    public double InitialRadius { get; init; } = 2;

    /// <summary>Paths that run at the same time, at least 1; it does not change the draws.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Expected rise to the mode (nats) beyond which an iterate is not judged, nor drawn from unless the path ends there.</summary>
    internal double LargestRise { get; init; } = double.PositiveInfinity;

    internal void Check()
    {
        CheckDraws();
        OptionChecks.Require(Paths >= 1, nameof(Paths), Paths, "use at least 1 path (4 are usual)");
        OptionChecks.Require(DrawsPerPath >= 1 && (long)Paths * DrawsPerPath >= 25, nameof(DrawsPerPath), DrawsPerPath, "use at least 25 draws over all paths (1000 per path are usual)");
        OptionChecks.Require(ElboDraws >= 1, nameof(ElboDraws), ElboDraws, "use at least 1 draw (25 are usual)");
        OptionChecks.Require(MaxIterations >= 1, nameof(MaxIterations), MaxIterations, "use at least 1 iteration (1000 are usual)");
        OptionChecks.Require(Memory is >= 1 and <= 100, nameof(Memory), Memory, "use 1 to 100 pairs (6 are usual)");
        OptionChecks.Require(InitialRadius >= 0 && double.IsFinite(InitialRadius), nameof(InitialRadius), InitialRadius, "use a finite half-width of at least 0 (2 is usual)");
        OptionChecks.Require(Threads >= 1, nameof(Threads), Threads, "use at least 1 thread");
    }
}
