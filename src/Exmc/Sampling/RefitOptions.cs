// The options of a warm refit.
namespace Exmc;

/// <summary>Options of a warm refit: the adaptation of an earlier fit on new data.</summary>
public sealed record RefitOptions
{
    /// <summary>Kept draws per chain, at least 1.</summary>
    public int Draws { get; init; } = 1000;

    /// <summary>What is tuned before drawing; null is <see cref="WarmupPlan.Refit"/>: 50 iterations of the step size with the carried one as prior, metric kept.</summary>
    public WarmupPlan? Plan { get; init; }

    /// <summary>Seed of the random streams; null keeps the seed of the earlier fit.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Random stream beside the seed, below 2^48; null takes the epoch after the earlier fit's, so that no random number is used twice.</summary>
    public ulong? Epoch { get; init; }

    /// <summary>Acceptance statistic the step size is tuned to, in (0, 1).</summary>
    public double TargetAcceptance { get; init; } = 0.8;

    /// <summary>Largest number of doublings of a trajectory, 1 to 20.</summary>
    public int MaxDepth { get; init; } = 10;

    /// <summary>Relative step size jitter in [0, 1).</summary>
    public double StepSizeJitter { get; init; }

    /// <summary>Energy error (nats) above which a trajectory point is a divergence; positive.</summary>
    public double MaxEnergyError { get; init; } = 1000;

    /// <summary>Number of chains that run at once, at least 1; does not change any draw.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Half-width of the box for a fresh start, used only when a carried position has no finite density on the new data.</summary>
    public double InitialRadius { get; init; } = 2;

    /// <summary>Receives progress, from the sampling threads; listening changes no draw.</summary>
    public IProgress<ChainProgress>? Progress { get; init; }
}
