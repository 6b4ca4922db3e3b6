// What refits on one rung cost and gave.
namespace Exmc.Fleet;

/// <summary>Refits that ended on one rung of the ladder.</summary>
/// <param name="Rung">The rung.</param>
/// <param name="Count">Number of refits.</param>
/// <param name="MsMean">Mean wall time, ms.</param>
/// <param name="GradientsMean">Mean gradient evaluations, those of rungs that were tried before included.</param>
/// <param name="MinEssMean">Mean of their smallest effective sample sizes.</param>
/// <param name="MinEssWorst">Smallest of them.</param>
public sealed record RungSummary(RefitRung Rung, int Count, double MsMean, double GradientsMean, double MinEssMean, double MinEssWorst)
{
    /// <summary>One summary for each rung that was reached, the cheapest first.</summary>
    public static IReadOnlyList<RungSummary> Of(IEnumerable<FitRecord> fits) =>
    [
        .. fits.Where(fit => fit.Refit is not null).GroupBy(fit => fit.Refit!.Rung).OrderBy(group => group.Key).Select(group => new RungSummary(
            group.Key,
            group.Count(),
            group.Average(fit => fit.Milliseconds),
            group.Average(fit => (double)fit.Gradients),
            group.Average(fit => fit.MinEss),
            group.Min(fit => fit.MinEss))),
    ];
}
