// Weights of the Numenta anomaly benchmark.
namespace Exmc.Fleet.Nab;

/// <summary>What detections and misses count (Lavin and Ahmad 2015, Evaluating Real-Time Anomaly Detection Algorithms).</summary>
/// <param name="Name">Name, as in the column of the result files.</param>
/// <param name="TruePositive">Most that the best detection of a window counts.</param>
/// <param name="FalsePositive">Most that a detection outside of windows costs.</param>
/// <param name="FalseNegative">What a window without detection costs.</param>
public sealed record NabProfile(string Name, double TruePositive, double FalsePositive, double FalseNegative)
{
    /// <summary>The profile that detectors are ranked by.</summary>
    public static NabProfile Standard { get; } = new("standard", 1.0, 0.11, 1.0);

    /// <summary>False alarms cost twice as much.</summary>
    public static NabProfile LowFalsePositives { get; } = new("reward_low_FP_rate", 1.0, 0.22, 1.0);

    /// <summary>Misses cost twice as much.</summary>
    public static NabProfile LowFalseNegatives { get; } = new("reward_low_FN_rate", 1.0, 0.11, 2.0);

    /// <summary>All three, the standard one first.</summary>
    public static IReadOnlyList<NabProfile> All { get; } = [Standard, LowFalsePositives, LowFalseNegatives];
}
