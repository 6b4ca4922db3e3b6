// What a fit is told by when it is shown.
namespace Exmc.Fleet.Live;

/// <summary>Parameters and diagnostics of a fit that scoring does not need.</summary>
/// <param name="RHat">Largest rank-normalised split R-hat of the reported numbers (Vehtari et al. 2021); NaN when none is defined.</param>
/// <param name="ParetoK">Tail shape of the importance ratios with which the carried draws were scored; null when there were none.</param>
/// <param name="Parameters">The parameters.</param>
public sealed record FitDetail(double RHat, double? ParetoK, IReadOnlyList<ParameterSummary> Parameters)
{
    /// <summary>Of a posterior of one chain.</summary>
    internal static FitDetail Of(Posterior posterior)
    {
        IReadOnlyList<SummaryRow> rows = posterior.Summary;
        double[] hats = [.. rows.Select(row => row.RHat).Where(double.IsFinite)];
        return new FitDetail(
            hats.Length == 0 ? double.NaN : hats.Max(),
            posterior.Chain(0).Refit?.Score?.ParetoK,
            [.. rows.Take(posterior.Layout.ParameterValueCount).Select(row => new ParameterSummary(row.Name, row.Mean, row.Q05, row.Q95))]);
    }
}
