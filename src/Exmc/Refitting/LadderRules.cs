// What decides between the rungs: evidence against bounds, and nothing else.
using static System.FormattableString;

namespace Exmc;

/// <summary>The tests of the rungs. Each returns why a rung is refused; empty when it is not.</summary>
internal static class LadderRules
{
    // Beyond these, moving the draws to the weighted moments has nothing to go by.
    private const double HopelessK = 1.5;
    private const double HopelessFraction = 0.05;

    public static string ReasonNotToReweight(in ScoreEvidence evidence, int age, LadderOptions bounds)
    {
        double largestK = ParetoSmoothing.Threshold(evidence.Draws);
        return !bounds.Reweight ? "reweighting is switched off"
            : evidence.Failed > 0 ? Invariant($"{evidence.Failed} of {evidence.Draws} carried draws have no finite density or gradient on the new data")
            : age >= bounds.MaxAge ? Invariant($"the draws have served {age} refits, at most {bounds.MaxAge}")
            : !(evidence.ParetoK < largestK) ? Invariant($"Pareto k {evidence.ParetoK:F2} is not below {largestK:F2}")
            : !(evidence.EssFraction >= bounds.FewestEssFraction) ? Invariant($"the weights leave {evidence.EssFraction:P0} of the draws, less than {bounds.FewestEssFraction:P0}")
            : !(evidence.Ess >= bounds.FewestEssOf(evidence.Draws)) ? Invariant($"{evidence.Ess:F0} effective draws are left, fewer than {bounds.FewestEssOf(evidence.Draws):F0}")
            : string.Empty;
    }

    public static bool MayMatchMoments(in ScoreEvidence evidence, int age, double ess, LadderOptions bounds) =>
        bounds.Reweight && evidence.Failed == 0 && age < bounds.MaxAge && ess * bounds.FewestEssFraction >= bounds.FewestEssOf(evidence.Draws)
        && evidence.ParetoK < HopelessK && evidence.EssFraction > HopelessFraction && ReasonNotToFreeze(evidence, bounds).Length == 0;

    public static string ReasonNotToFreeze(in ScoreEvidence evidence, LadderOptions bounds) =>
        evidence.Failed > 0 ? Invariant($"{evidence.Failed} of {evidence.Draws} carried draws have no finite density or gradient on the new data")
        : !(evidence.Shift <= bounds.MaxShift) ? Invariant($"the posterior moved by {evidence.Shift:F1} of its standard deviations, more than {bounds.MaxShift:F1}")
        : !(evidence.LargestPrecisionRatio <= bounds.MaxPrecisionRatio) ? Invariant($"its precision grew {evidence.LargestPrecisionRatio:F1} times, more than {bounds.MaxPrecisionRatio:F1}")
        : !(evidence.LeastPrecisionRatio >= 1 / bounds.MaxPrecisionRatio) ? Invariant($"its precision fell to {evidence.LeastPrecisionRatio:F2}, less than one in {bounds.MaxPrecisionRatio:F1}")
        : string.Empty;

    /// <param name="probation">The probation.</param>
    /// <param name="stepRatio">Step size over the carried one.</param>
    /// <param name="metricRatio">Largest factor by which a variance of the metric changed.</param>
    /// <param name="rung">Frozen or refreshed.</param>
    /// <param name="bounds">The bounds.</param>
    public static string ReasonNotToDraw(in ProbationEvidence probation, double stepRatio, double metricRatio, RefitRung rung, LadderOptions bounds) =>
        rung == RefitRung.Refreshed && !(metricRatio <= bounds.MaxMetricRatio) ? Invariant($"a variance of the metric changed {metricRatio:F1} times, more than {bounds.MaxMetricRatio:F1}")
        : rung == RefitRung.Refreshed && !(stepRatio <= bounds.MaxStepRatio && stepRatio >= 1 / bounds.MaxStepRatio) ? Invariant($"the step size became {stepRatio:F2} of the carried one, beyond a factor of {bounds.MaxStepRatio:F1}")
        : probation.Divergences > bounds.MostDivergences ? Invariant($"{probation.Divergences} of {probation.Transitions} transitions on probation diverged")
        : probation.DepthSaturations > 0 ? Invariant($"{probation.DepthSaturations} of {probation.Transitions} trajectories on probation used all doublings allowed")
        : !(probation.Acceptance >= bounds.LeastAcceptance) ? Invariant($"acceptance on probation was {probation.Acceptance:F2}, below {bounds.LeastAcceptance:F2}")
        : string.Empty;
}
