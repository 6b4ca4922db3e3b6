// The options of a warm refit.
namespace Exmc;

/// <summary>Options of a refit: the draws and the adaptation of an earlier fit on new data.</summary>
public sealed record RefitOptions : ChainOptions
{
    /// <summary>Bounds of the ladder that each chain climbs from its carried draws; null tunes the step size for 50 iterations and trusts what is carried.</summary>
    public LadderOptions? Ladder { get; init; } = LadderOptions.Default;

    /// <summary>What is tuned before drawing, in place of the ladder, without any check of what is carried; null for the ladder.</summary>
    public WarmupPlan? Plan { get; init; }

    /// <summary>Seed of the random streams; null keeps the seed of the earlier fit.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Random stream beside the seed, below 2^48; null takes the epoch after the earlier fit's, so that no random number is used twice.</summary>
    public ulong? Epoch { get; init; }
}
