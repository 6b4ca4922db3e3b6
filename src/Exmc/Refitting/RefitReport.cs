// The evidence on which a refit decided.
using System.Globalization;

namespace Exmc;

/// <summary>A rung that a refit tried, or passed over.</summary>
/// <param name="Rung">The rung.</param>
/// <param name="Passed">Whether its draws are the refit's.</param>
/// <param name="Why">What decided.</param>
public readonly record struct RungDecision(RefitRung Rung, bool Passed, string Why);

/// <summary>What scoring the carried draws on the new data showed.</summary>
/// <param name="Draws">Carried draws that were scored.</param>
/// <param name="Failed">Of these, how many have no finite log density and gradient on the new data.</param>
/// <param name="ParetoK">Tail shape of the importance ratios; minus infinity when they are all equal.</param>
/// <param name="EssFraction">Effective share of the weighted draws, in [0, 1].</param>
/// <param name="Ess">Effective sample size that remains: that of the carried draws when they were made, times the share.</param>
/// <param name="Shift">Estimated shift of the posterior's mean in its standard deviations (Mahalanobis), less what chance alone gives; 0 when nothing moved.</param>
/// <param name="ShiftZ">The same against its standard error: about standard normal when nothing moved.</param>
/// <param name="LeastPrecisionRatio">Smallest ratio of new to old precision over coordinates, by Stein's identity, plus three standard errors; at most 1.</param>
/// <param name="LargestPrecisionRatio">Largest ratio of new to old precision over coordinates, less three standard errors; at least 1.</param>
public readonly record struct ScoreEvidence(
    int Draws, int Failed, double ParetoK, double EssFraction, double Ess, double Shift, double ShiftZ, double LeastPrecisionRatio, double LargestPrecisionRatio)
{
    internal void Write(StateWriter writer)
    {
        writer.Begin("evidence");
        writer.Integer("draws", Draws);
        writer.Integer("failed", Failed);
        writer.Reals("figures", [ParetoK, EssFraction, Ess, Shift, ShiftZ, LeastPrecisionRatio, LargestPrecisionRatio]);
        writer.End();
    }

    internal static ScoreEvidence Read(StateReader reader)
    {
        reader.Begin("evidence");
        int draws = reader.Integer("draws", 0, int.MaxValue);
        int failed = reader.Integer("failed", 0, draws);
        double[] figures = new double[7];
        reader.Reals("figures", figures.AsSpan());
        reader.End();
        return new(draws, failed, figures[0], figures[1], figures[2], figures[3], figures[4], figures[5], figures[6]);
    }
}

/// <summary>What a probation showed: transitions that are discarded.</summary>
/// <param name="Transitions">How many.</param>
/// <param name="Acceptance">Their mean acceptance statistic.</param>
/// <param name="Divergences">How many diverged.</param>
/// <param name="DepthSaturations">How many used all doublings allowed.</param>
/// <param name="LogDensityZ">Log density of its second half against that of the draws, in standard errors; NaN before there are draws.</param>
public readonly record struct ProbationEvidence(int Transitions, double Acceptance, int Divergences, int DepthSaturations, double LogDensityZ);

/// <summary>How one chain of a refit got its draws, and on what evidence.</summary>
/// <param name="Rung">The rung on which it ended.</param>
/// <param name="Age">How many refits the draws have served by reweighting, this one included; 0 for new draws.</param>
/// <param name="Score">What the carried draws showed; null when there were none to score.</param>
/// <param name="MomentMatched">Whether the draws were moved to the moments of the new posterior before they were reweighted.</param>
/// <param name="Probation">The last probation; null when there was none.</param>
/// <param name="StepRatio">Step size over the carried one; 1 when it was kept, NaN when there was none.</param>
/// <param name="MetricRatio">Largest factor by which a variance of the metric changed; 1 when it was kept.</param>
/// <param name="Gradients">Gradient evaluations of the refit, all rungs included.</param>
/// <param name="Decisions">The rungs in the order in which they were considered.</param>
public sealed record RefitReport(
    RefitRung Rung,
    int Age,
    ScoreEvidence? Score,
    bool MomentMatched,
    ProbationEvidence? Probation,
    double StepRatio,
    double MetricRatio,
    long Gradients,
    IReadOnlyList<RungDecision> Decisions)
{
    /// <summary>Why the refit ended on its rung.</summary>
    public string Why => string.Join("; ", Decisions.Where(decision => decision.Why.Length > 0).Select(decision => string.Create(CultureInfo.InvariantCulture, $"{decision.Rung}: {decision.Why}")));

    /// <summary>The rung and why.</summary>
    public override string ToString() => Why;
}
