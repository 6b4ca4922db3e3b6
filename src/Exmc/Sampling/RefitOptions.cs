// The options of a warm refit.
namespace Exmc;

/// <summary>Options of a warm refit: the adaptation of an earlier fit on new data.</summary>
public sealed record RefitOptions : ChainOptions
{
    /// <summary>What is tuned before drawing; null is <see cref="WarmupPlan.Refit"/>: 50 iterations of the step size with the carried one as prior, metric kept.</summary>
    public WarmupPlan? Plan { get; init; }

    /// <summary>Seed of the random streams; null keeps the seed of the earlier fit.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Random stream beside the seed, below 2^48; null takes the epoch after the earlier fit's, so that no random number is used twice.</summary>
    public ulong? Epoch { get; init; }
}
