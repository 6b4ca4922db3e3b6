// Medians over many fits.
namespace Exmc.Fleet;

/// <summary>What fits of one kind cost and gave.</summary>
/// <param name="Count">Number of fits.</param>
/// <param name="MsMedian">Median wall time, ms.</param>
/// <param name="MsP95">95 % quantile of the wall time, ms.</param>
/// <param name="GradientsMedian">Median number of gradients, warm-up included.</param>
/// <param name="MinEssMedian">Median of the smallest bulk effective sample size.</param>
/// <param name="MinEssWorst">The worst fit's.</param>
/// <param name="CoreMsPerEffectiveDraw">All wall time over all effective draws (of the worst quantity of each fit), ms.</param>
/// <param name="StepSizeMedian">Median step size.</param>
public sealed record KindSummary(
    int Count, double MsMedian, double MsP95, double GradientsMedian, double MinEssMedian, double MinEssWorst, double CoreMsPerEffectiveDraw, double StepSizeMedian)
{
    /// <summary>Summarises fits; all figures are 0 when there are none.</summary>
    public static KindSummary Of(IEnumerable<FitRecord> fits)
    {
        FitRecord[] all = [.. fits];
        return all.Length == 0
            ? new KindSummary(0, 0, 0, 0, 0, 0, 0, 0)
            : new KindSummary(
                all.Length,
                Quantiles.Of(all.Select(fit => fit.Milliseconds), 0.5),
                Quantiles.Of(all.Select(fit => fit.Milliseconds), 0.95),
                Quantiles.Of(all.Select(fit => (double)fit.Gradients), 0.5),
                Quantiles.Of(all.Select(fit => fit.MinEss), 0.5),
                all.Min(fit => fit.MinEss),
                all.Sum(fit => fit.Milliseconds) / Math.Max(1e-12, all.Sum(fit => fit.MinEss)),
                Quantiles.Of(all.Select(fit => fit.StepSize), 0.5));
    }
}
