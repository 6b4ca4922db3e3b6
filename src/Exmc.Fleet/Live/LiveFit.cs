// A fit that predicts, and the two things that make one.
namespace Exmc.Fleet.Live;

/// <summary>A fit, as it is stored: enough to score at once and to refit warm after a restart.</summary>
/// <param name="Number">Number of the fit of this sensor, from 1, increasing.</param>
/// <param name="At">When it was made, by the clock.</param>
/// <param name="Rung">How it got its draws: from scratch, or by a rung of the refit ladder.</param>
/// <param name="Scale">Maps readings to the model's scale.</param>
/// <param name="Draws">Unconstrained positions of the draws, one after the other.</param>
/// <param name="Adaptation">What a refit goes on from.</param>
/// <param name="MinEss">Smallest effective sample size of the reported quantities.</param>
/// <param name="Divergences">Divergent transitions among the draws.</param>
/// <param name="Milliseconds">Time it took; of several side by side, its share.</param>
/// <param name="Why">Why the ladder ended on that rung; empty for a first fit.</param>
/// <param name="Model">Name of the model that a fitter with several has chosen; empty when it has one.</param>
/// <param name="Detail">Parameters and diagnostics to show; null when the fitter gives none.</param>
public sealed record LiveFit(
    long Number, DateTime At, RefitRung Rung, Standardization Scale, double[] Draws, Adaptation Adaptation, double MinEss, int Divergences, double Milliseconds, string Why = "", string Model = "", FitDetail? Detail = null)
{
    /// <summary>Whether it went on from an earlier one.</summary>
    public bool IsWarm => Rung != RefitRung.Cold;
}

/// <summary>What a refit is asked for.</summary>
/// <param name="Window">Readings in their own units, NaN when missing or excluded, and the regressor.</param>
/// <param name="Before">The fit to go on from; null for a cold one.</param>
/// <param name="Number">Number of the fit to make.</param>
/// <param name="Seed">Seed of the sensor.</param>
public sealed record FitRequest(SensorWindow Window, LiveFit? Before, long Number, ulong Seed);

/// <summary>Makes fits and predictions; the engine knows no sampler. Safe to call from several threads.</summary>
public interface ISensorFitter
{
    /// <summary>Fits a window.</summary>
    /// <exception cref="SamplingException">The model cannot be fitted.</exception>
    LiveFit Fit(FitRequest request, DateTime now, CancellationToken cancellation);

    /// <summary>The distribution of the next reading on the model's scale, from a fit and the newest window in the readings' own units.</summary>
    Prediction Predict(LiveFit fit, SensorWindow window);
}
