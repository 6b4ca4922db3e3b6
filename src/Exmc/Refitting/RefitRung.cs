// The rungs of the refit ladder.
namespace Exmc;

/// <summary>How a refit got its draws, from the cheapest to the dearest.</summary>
public enum RefitRung
{
    /// <summary>Carried draws, reweighted to the new data by Pareto smoothed importance sampling and resampled.</summary>
    Reweighted,

    /// <summary>New draws with the carried step size and metric, after a discarded probation.</summary>
    Frozen,

    /// <summary>New draws with a metric from the new scores of carried draws and a step size tuned from the carried one.</summary>
    Refreshed,

    /// <summary>New draws from scratch.</summary>
    Cold,
}
