// What lanes run.
namespace Exmc;

/// <summary>One or more fits after each other, of one chain.</summary>
internal abstract class LaneJob
{
    /// <summary>Makes the first fit ready to start; null when there is nothing to run.</summary>
    public abstract ChainFit? Begin();

    /// <summary>Takes a finished fit.</summary>
    /// <param name="fit">The fit; its draws are of no use when it failed.</param>
    /// <param name="failure">Why it failed; null when it did not. The job rethrows what it cannot answer for, which ends the run.</param>
    /// <returns>The next fit of the job, ready to start; null ends it.</returns>
    public abstract ChainFit? End(ChainFit fit, Exception? failure);
}

/// <summary>How well lanes were used.</summary>
/// <param name="Rounds">Rounds of gradients, each of eight lanes.</param>
/// <param name="ActiveLanes">Lanes of those rounds that a chain waited for.</param>
internal readonly record struct LaneUsage(long Rounds, long ActiveLanes)
{
    /// <summary>Active lanes over all lanes, in [0, 1]; NaN when there was no round.</summary>
    public double Utilization => Rounds == 0 ? double.NaN : (double)ActiveLanes / (ILaneDensity.Width * Rounds);

    public static LaneUsage operator +(LaneUsage a, LaneUsage b) => new(a.Rounds + b.Rounds, a.ActiveLanes + b.ActiveLanes);
}
