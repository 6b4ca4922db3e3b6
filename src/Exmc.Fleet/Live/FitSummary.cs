// A fit without what it learnt.
namespace Exmc.Fleet.Live;

/// <summary>What is kept of every fit; see <see cref="LiveFit"/>.</summary>
/// <param name="Sensor">The sensor's name.</param>
/// <param name="Number">Number of the fit of this sensor.</param>
/// <param name="At">When it was made, by the clock.</param>
/// <param name="Rung">How it got its draws.</param>
/// <param name="Scale">Maps readings to the model's scale.</param>
/// <param name="MinEss">Smallest effective sample size of the reported quantities.</param>
/// <param name="Divergences">Divergent transitions among the draws.</param>
/// <param name="Milliseconds">Time it took.</param>
/// <param name="Why">Why the ladder ended on that rung.</param>
/// <param name="Model">Name of the model; empty when the fitter has one.</param>
/// <param name="Detail">Parameters and further diagnostics; null when the fitter gave none.</param>
public sealed record FitSummary(
    string Sensor, long Number, DateTime At, RefitRung Rung, Standardization Scale, double MinEss, int Divergences, double Milliseconds, string Why, string Model, FitDetail? Detail = null);
