// What exmc bench measures of one model.
namespace Exmc.Cli;

/// <summary>Times of one model, in nanoseconds, and bytes allocated per gradient.</summary>
/// <param name="IsSimulated">Whether the data were made up here: other systems' times are on the given data.</param>
/// <param name="Factor">How much slower the machine was, just before, than when Stan's times were taken.</param>
/// <param name="StoredStanNs">Stan's time per gradient, as it was stored; null when it is not known.</param>
/// <param name="Limit">The fastest hand-written code on the machine as it was just before; null when it is not known.</param>
internal sealed record BenchRow(
    string Model,
    int Dimension,
    bool IsSimulated,
    double GradientNs,
    double LaneNs,
    double LeapfrogNs,
    double GradientBytes,
    double Factor,
    double? StoredStanNs,
    HandWrittenLimit? Limit)
{
    /// <summary>Stan's time on the machine as it is now.</summary>
    public double? StanNs => StoredStanNs * Factor;

    /// <summary>Stan's time over ours, both on the machine as it is now; null when it is not known.</summary>
    public double? Ratio => StanNs / GradientNs;

    /// <summary>Share of the hand-written limit that is reached: 1 is as fast.</summary>
    public double? Share => Limit?.GradientNs / GradientNs;

    /// <summary>The same per lane of eight.</summary>
    public double? LaneShare => Limit?.LaneNs / LaneNs;
}
