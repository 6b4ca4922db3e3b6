// The outcome of a replay.
namespace Exmc.Fleet;

/// <summary>Everything a replay has to say.</summary>
/// <param name="Sensors">Number of sensors.</param>
/// <param name="Cycles">Refits of each sensor after the first.</param>
/// <param name="Window">Readings per window.</param>
/// <param name="Fits">Every refit, skipped and failed ones included, by cycle and sensor; last the failed cold fits of pairs.</param>
/// <param name="Alarms">Surprising readings by time and sensor.</param>
/// <param name="Scored">Readings that were scored: those that are there and had a posterior to be scored by.</param>
/// <param name="Paired">Warm against cold on the same windows, when it was asked for.</param>
/// <param name="WallSeconds">Wall time of the whole replay.</param>
/// <param name="RefitSeconds">Wall time of all cycles after the first fits.</param>
/// <param name="LaneUtilization">Lanes that a fit waited for over all lanes, over all gradient calls in lanes; NaN when there were none.</param>
public sealed record ReplayReport(
    int Sensors, int Cycles, int Window, IReadOnlyList<FitRecord> Fits, IReadOnlyList<Alarm> Alarms, long Scored, PairedComparison? Paired, double WallSeconds, double RefitSeconds, double LaneUtilization)
{
    /// <summary>Cold fits.</summary>
    public KindSummary Cold => KindSummary.Of(Fits.Where(fit => fit.Kind == FitKind.Cold));

    /// <summary>Warm refits.</summary>
    public KindSummary Warm => KindSummary.Of(Fits.Where(fit => fit.Kind == FitKind.Warm));

    /// <summary>Refits by the rung of the ladder on which they ended; empty without a ladder.</summary>
    public IReadOnlyList<RungSummary> Rungs => RungSummary.Of(Fits);

    /// <summary>Median cold over median warm wall time; 0 when one is missing.</summary>
    public double Speedup => Warm.MsMedian > 0 ? Cold.MsMedian / Warm.MsMedian : 0.0;

    /// <summary>Fits that are reported because something was wrong: too few effective draws, skipped, failed.</summary>
    public IReadOnlyList<FitRecord> Reported => [.. Fits.Where(fit => fit.Note.Length > 0)];
}

/// <summary>Where a replay stands after a cycle.</summary>
/// <param name="Cycle">The cycle, 0 for the first fits.</param>
/// <param name="Cycles">The last cycle.</param>
/// <param name="Warm">Warm refits in this cycle.</param>
/// <param name="Cold">Cold fits in this cycle.</param>
/// <param name="Alarms">Alarms so far.</param>
/// <param name="Divergences">Divergent draws so far.</param>
/// <param name="RefitsPerSecond">Fits of this cycle per second of wall time.</param>
public sealed record CycleReport(int Cycle, int Cycles, int Warm, int Cold, int Alarms, int Divergences, double RefitsPerSecond);
