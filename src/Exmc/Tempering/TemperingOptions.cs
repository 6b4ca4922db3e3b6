// Settings of sequential Monte Carlo.
namespace Exmc;

/// <summary>Settings of sequential Monte Carlo with tempering.</summary>
public sealed record TemperingOptions
{
    /// <summary>Seed of all random streams; the particles of a run depend on (seed, run index) alone.</summary>
    public ulong Seed { get; init; }

    /// <summary>Independent runs, at least 1: chains of the result. Several tell how well the evidence is known.</summary>
    public int Chains { get; init; } = 4;

    /// <summary>Particles per run, at least 20: draws per chain of the result.</summary>
    public int Draws { get; init; } = 1000;

    /// <summary>How particles move.</summary>
    public TemperingMoves Moves { get; init; } = TemperingMoves.Nuts;

    /// <summary>Share of the particles that the weights of a step in temperature leave effective, in (0, 1); larger values take smaller steps.</summary>
    public double EssShare { get; init; } = 0.5;

    /// <summary>
    /// Particles move until no coordinate is correlated by more than this with where it was after resampling, or until a sweep lowers the
    /// largest correlation by less than a twentieth, as it does where particles cannot leave their mode. In (0, 1).
    /// </summary>
    public double Correlation { get; init; } = 0.1;

    /// <summary>
    /// Most sweeps per temperature, at least 1. A sweep is one no-U-turn transition of each particle, or as many random-walk steps as there are
    /// coordinates.
    /// </summary>
    public int MaxSweeps { get; init; } = 20;

    /// <summary>Most temperatures, at least 1.</summary>
    public int MaxStages { get; init; } = 500;

    /// <summary>Acceptance statistic to which the step size of no-U-turn moves is tuned, in (0, 1).</summary>
    public double TargetAcceptance { get; init; } = 0.8;

    /// <summary>Most doublings of a no-U-turn trajectory, 1 to 20.</summary>
    public int MaxDepth { get; init; } = 10;

    /// <summary>Runs that go on at the same time, at least 1; it does not change the draws.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    internal void Check()
    {
        OptionChecks.Require(Chains >= 1, nameof(Chains), Chains, "use at least 1 run (4 are usual)");
        OptionChecks.Require(Draws >= 20, nameof(Draws), Draws, "use at least 20 particles (1000 are usual)");
        OptionChecks.Require(Enum.IsDefined(Moves), nameof(Moves), Moves, "use Nuts or RandomWalk");
        OptionChecks.Require(EssShare is > 0 and < 1, nameof(EssShare), EssShare, "use a number between 0 and 1 (0.5 is usual)");
        OptionChecks.Require(Correlation is > 0 and < 1, nameof(Correlation), Correlation, "use a number between 0 and 1 (0.1 is usual)");
        OptionChecks.Require(MaxSweeps >= 1, nameof(MaxSweeps), MaxSweeps, "use at least 1 sweep (20 are usual)");
        OptionChecks.Require(MaxStages >= 1, nameof(MaxStages), MaxStages, "use at least 1 temperature (500 are usual)");
        OptionChecks.Require(TargetAcceptance is > 0 and < 1, nameof(TargetAcceptance), TargetAcceptance, "use a number between 0 and 1 (0.8 is usual)");
        OptionChecks.Require(MaxDepth is >= 1 and <= Tree.DepthLimit, nameof(MaxDepth), MaxDepth, $"use 1 to {Tree.DepthLimit} doublings (10 are usual)");
        OptionChecks.Require(Threads >= 1, nameof(Threads), Threads, "use at least 1 thread");
    }
}
