// What one refit of one sensor cost and gave.
namespace Exmc.Fleet;

/// <summary>How a refit ended.</summary>
public enum FitKind
{
    /// <summary>From scratch.</summary>
    Cold,

    /// <summary>From what the last fit learnt.</summary>
    Warm,

    /// <summary>No fit: the window has too few or no varying readings.</summary>
    Skipped,

    /// <summary>No fit: the sampler could not start.</summary>
    Failed,
}

/// <summary>One refit.</summary>
/// <param name="Sensor">The sensor's name.</param>
/// <param name="Cycle">Cycle, 0 for the first fit.</param>
/// <param name="Kind">How it ended.</param>
/// <param name="Milliseconds">Time of binding and sampling. Fits that run side by side in lanes share the time of their gradient calls equally.</param>
/// <param name="Gradients">Gradient evaluations, warm-up included.</param>
/// <param name="MinEss">Smallest bulk effective sample size of the reported quantities; 0 when it cannot be computed.</param>
/// <param name="StepSize">Step size of the draws.</param>
/// <param name="Divergences">Divergent transitions among the draws.</param>
/// <param name="Note">Why there was no fit, or why it is not carried; empty when all is well.</param>
/// <param name="Refit">The rung of the refit and its evidence; null for a first fit and without a ladder.</param>
public sealed record FitRecord(
    string Sensor, int Cycle, FitKind Kind, double Milliseconds, long Gradients, double MinEss, double StepSize, int Divergences, string Note, RefitReport? Refit = null);

/// <summary>A surprising reading.</summary>
/// <param name="Sensor">The sensor's name.</param>
/// <param name="Time">Time of the reading.</param>
/// <param name="Index">Its index in the series.</param>
/// <param name="Value">The reading, in its own units.</param>
/// <param name="Lower">Lower end of the interval that holds all but the alarm probability.</param>
/// <param name="Upper">Upper end of it.</param>
/// <param name="Tail">Its two-sided tail probability.</param>
public sealed record Alarm(string Sensor, DateTime Time, int Index, double Value, double Lower, double Upper, double Tail);
