// What is wrong with particles, and what to do about it.
using System.Globalization;

namespace Exmc;

/// <summary>Turns what the runs did into sentences that name a remedy.</summary>
internal static class TemperingWarnings
{
    private const double RHatLimit = 1.01;
    private const double EssPerRun = 100;
    private const double EvidenceSpread = 0.5;
    private const double StuckAcceptance = 0.05;

    public static IReadOnlyList<string> For(PosteriorStore store, IReadOnlyList<TemperingReport> runs)
    {
        List<string> warnings = [];
        double unusable = runs.Average(run => run.UnusableShare);
        if (unusable > 0)
        {
            Add(warnings, $"{unusable:P1} of the prior draws have no finite log density and count as impossible. If the model does not mean that, make the priors tighter or the likelihood robust there.");
        }

        int stuck = runs.Sum(run => run.Stages.Count(stage => stage.Acceptance < StuckAcceptance));
        if (stuck > 0)
        {
            Add(warnings, $"At {stuck} of {runs.Sum(run => run.Stages.Count)} temperatures fewer than {StuckAcceptance:P0} of the moves were accepted: the particles are copies of few. Use the other kind of Moves, or more Draws.");
        }

        double spread = Math.Sqrt(Moments.Variance([.. runs.Select(run => run.LogEvidence)]));
        if (spread > EvidenceSpread)
        {
            Add(warnings, $"The log evidences of the runs differ by {spread:G2} (standard deviation): the runs found different parts of the posterior, and the evidence is uncertain. Use more Draws, or a larger EssShare.");
        }

        SummaryRow[] rows = [.. Enumerable.Range(0, store.Layout.ValueCount).Select(store.Row)];
        if (rows.Where(row => row.RHat > RHatLimit).MaxBy(row => row.RHat) is { } mixing)
        {
            Add(warnings, $"R-hat is {mixing.RHat:F3} for '{mixing.Name}' ({rows.Count(row => row.RHat > RHatLimit)} above {RHatLimit}): the runs differ. Use more Draws, a larger EssShare, or more MaxSweeps.");
        }

        double floor = EssPerRun * store.ChainCount;
        if (rows.Where(row => Math.Min(row.EssBulk, row.EssTail) < floor).MinBy(row => Math.Min(row.EssBulk, row.EssTail)) is { } worst)
        {
            Add(warnings, $"The effective sample size of '{worst.Name}' is {worst.EssBulk:F0} (bulk) and {worst.EssTail:F0} (tail), below {floor:F0}: means and quantiles are unreliable. Use more Draws.");
        }

        return warnings;
    }

    private static void Add(List<string> warnings, FormattableString text) => warnings.Add(text.ToString(CultureInfo.InvariantCulture));
}
