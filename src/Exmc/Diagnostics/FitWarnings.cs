// What is wrong with a fit, and what to do about it.
using System.Globalization;

namespace Exmc;

/// <summary>Turns diagnostics into sentences that name a remedy.</summary>
internal static class FitWarnings
{
    private const double RHatLimit = 1.01;
    private const double EssPerSplitChain = 50;
    private const double BfmiLimit = 0.3;

    public static IReadOnlyList<string> For(PosteriorStore store, PosteriorLimits limits)
    {
        List<string> warnings = [];
        if (store.DrawCount == 0)
        {
            return warnings;
        }

        int total = store.ChainCount * store.DrawCount;
        int restarted = store.Statistics.Count(chain => chain.PlanThatRan.Start == ChainStart.RandomBecauseCarriedFailed);
        if (restarted > 0)
        {
            Add(warnings, $"{restarted} chains could not use their carried position, which has no finite log density on the new data, and started at a random point with the short plan of a refit. Fit from scratch instead.");
        }

        if (Array.Find(store.Statistics, chain => chain.PlanThatRan.End == WarmupEnd.Disagreed) is { } disagreed)
        {
            string note = disagreed.PlanThatRan.Phases.Last(phase => phase.Phase is WarmupPhase.Overlapping).Note;
            Add(warnings, $"The chains did not agree at the end of their warm-up: {note}. Run a longer warm-up; if it stays, the posterior may have several modes.");
        }

        Divergences(store, limits, total, warnings);
        int saturated = store.Statistics.Sum(chain => chain.DepthSaturations);
        if (saturated > 0)
        {
            Add(warnings, $"{saturated} of {total} transitions used all {limits.MaxDepth} doublings: sampling is slow, not wrong. Raise MaxDepth, use more warm-up, or rescale parameters of very different size.");
        }

        string[] slow = [.. Enumerable.Range(0, store.ChainCount).Where(chain => store.Statistics[chain].EnergyBfmi < BfmiLimit).Select(chain => chain.ToString(CultureInfo.InvariantCulture))];
        if (slow.Length > 0)
        {
            Add(warnings, $"E-BFMI is below {BfmiLimit} in chain {string.Join(", ", slow)}: the energies have heavy tails. Reparametrise (for example non-centred), or give heavy-tailed parameters tighter priors.");
        }

        SummaryRow[] rows = [.. Enumerable.Range(0, store.Layout.ValueCount).Select(store.Row)];
        SummaryRow? mixing = rows.Where(row => row.RHat > RHatLimit).MaxBy(row => row.RHat);
        if (mixing is not null)
        {
            Add(warnings, $"R-hat is {mixing.RHat:F3} for '{mixing.Name}' ({rows.Count(row => row.RHat > RHatLimit)} above {RHatLimit}): the chains have not reached the same distribution. Run longer warm-up and more draws; if it stays, the posterior may have several modes.");
        }

        double floor = EssPerSplitChain * 2 * store.ChainCount;
        SummaryRow[] few = [.. rows.Where(row => Math.Min(row.EssBulk, row.EssTail) < floor)];
        if (few.MinBy(row => Math.Min(row.EssBulk, row.EssTail)) is { } worst)
        {
            Add(warnings, $"The effective sample size of '{worst.Name}' is {worst.EssBulk:F0} (bulk) and {worst.EssTail:F0} (tail), below {floor:F0} ({few.Length} quantities): means and quantiles are unreliable. Take more draws.");
        }

        string[] stuck = [.. store.Layout.Entries.Where(entry => IsStuck(entry, rows.AsSpan(entry.ValueOffset, entry.ValueSize))).Select(entry => entry.Name)];
        if (stuck.Length > 0 && store.DrawCount >= 8)
        {
            Add(warnings, $"The draws of '{stuck[0]}' are constant or not finite ({stuck.Length} parameters): the chain did not move. Check the divergences, the starting point and the model there.");
        }

        return warnings;
    }

    private static void Divergences(PosteriorStore store, PosteriorLimits limits, int total, List<string> warnings)
    {
        Divergence[] all = [.. store.Statistics.SelectMany(chain => chain.Divergences)];
        if (all.Length == 0)
        {
            return;
        }

        string causes = string.Join(", ", all.GroupBy(divergence => divergence.Cause).Select(group => $"{group.Count()} {Name(group.Key)}"));
        Add(warnings, $"{all.Length} of {total} transitions diverged ({causes}): regions of the posterior may be missed. {NextAction(store, limits)}");
    }

    /// <summary>Where the divergent draws differ from the rest, and what to do first.</summary>
    private static string NextAction(PosteriorStore store, PosteriorLimits limits)
    {
        if (DivergenceContrast.Of(store) is not [DivergenceContrast clearest, ..] contrasts)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Raise TargetAcceptance (now {limits.TargetAcceptance}), or reparametrise (for example non-centred); the records say where.");
        }

        // A scale near zero is the neck of a funnel: the steps that suit the rest are too long there.
        if (contrasts.FirstOrDefault(contrast => IsLowScale(store, contrast)) is { } scale)
        {
            return string.Create(CultureInfo.InvariantCulture, $"They happen where '{scale.Name}' is small (lower than {1 - scale.HigherShare:P0} of the others): sample what it scales non-centred ([Parameter(NonCentered = true)]); raising TargetAcceptance (now {limits.TargetAcceptance}) helps less.");
        }

        string where = Math.Abs(clearest.OuterShare - 0.5) > Math.Abs(clearest.HigherShare - 0.5)
            ? clearest.OuterShare > 0.5 ? "lies in its tails" : "lies in its middle"
            : clearest.HigherShare > 0.5 ? "is large" : "is small";
        return string.Create(CultureInfo.InvariantCulture, $"They happen where '{clearest.Name}' {where}. Raise TargetAcceptance (now {limits.TargetAcceptance}); if they stay, give '{clearest.Name}' a tighter prior or reparametrise what depends on it.");
    }

    private static bool IsLowScale(PosteriorStore store, DivergenceContrast contrast)
    {
        int value = Array.IndexOf(store.Layout.ValueNames, contrast.Name);
        return value < store.Layout.ParameterValueCount && contrast.HigherShare < 0.5 - Math.Abs(contrast.OuterShare - 0.5) && store.Pooled(value).Min() > 0;
    }

    /// <summary>Whether a parameter's draws are not finite, or all constant: single elements may be, those above the diagonal of a factor.</summary>
    private static bool IsStuck(LayoutEntry entry, ReadOnlySpan<SummaryRow> rows)
    {
        bool hasMoved = false;
        bool isFinite = true;
        foreach (SummaryRow row in rows)
        {
            hasMoved |= !double.IsNaN(row.RHat);
            isFinite &= double.IsFinite(row.Mean);
        }

        return entry.Role == LayoutRole.Parameter && entry.Size > 0 && !(hasMoved && isFinite);
    }

    private static string Name(DensityStatus status) => status switch
    {
        DensityStatus.Ok => "by energy error",
        DensityStatus.OutsideSupport => "outside the support",
        DensityStatus.SolverFailed => "by a failed solver",
        _ => "by a log density that is not finite",
    };

    private static void Add(List<string> warnings, FormattableString text) => warnings.Add(text.ToString(CultureInfo.InvariantCulture));
}
