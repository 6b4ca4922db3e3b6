// What exmc bench measures of one model.
namespace Exmc.Cli;

/// <summary>Times of one model, in nanoseconds, and bytes allocated per gradient.</summary>
/// <param name="IsSimulated">Whether the data were made up here: other systems' times are on the given data.</param>
/// <param name="StoredStanNs">Stan's time per gradient, as it was stored; null when it is not known.</param>
internal sealed record BenchRow(
    string Model,
    int Dimension,
    bool IsSimulated,
    double GradientNs,
    double LaneNs,
    double LeapfrogNs,
    double GradientBytes,
    double? StoredStanNs)
{
    /// <summary>How much slower the machine was, while the model was measured, than when Stan's times were taken; NaN when that is not known.</summary>
    public double Factor { get; init; } = double.NaN;

    /// <summary>The fastest hand-written code on the machine as it was then; null when it is not known.</summary>
    public HandWrittenLimit? Limit { get; init; }

    /// <summary>Stan's time on the machine as it is now.</summary>
    public double? StanNs => StoredStanNs * Factor;

    /// <summary>Stan's time over ours, both on the machine as it is now; null when it is not known.</summary>
    public double? Ratio => StanNs / GradientNs;

    /// <summary>Share of the hand-written limit that is reached: 1 is as fast.</summary>
    public double? Share => Limit?.GradientNs / GradientNs;

    /// <summary>The same per lane of eight.</summary>
    public double? LaneShare => Limit?.LaneNs / LaneNs;

    /// <summary>This row beside stored figures.</summary>
    /// <param name="speed">The machine while the model was measured.</param>
    /// <param name="limits">Measured limits of hand-written code; null for those of the calibration kernels' models alone.</param>
    public BenchRow At(MachineSpeed speed, HandWrittenLimits? limits) => this with
    {
        Factor = speed.Factor,
        Limit = limits is null ? HandWrittenLimits.OfKernels(Model, speed) : limits.Now(Model, speed),
    };
}
