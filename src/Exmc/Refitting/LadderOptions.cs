// The bounds of the refit ladder.
namespace Exmc;

/// <summary>
/// When a refit may stay on a cheap rung. Carried draws are scored on the new data first; each rung must pass its own test, and one that fails
/// gives way to the next. The defaults were calibrated by simulation: docs/refitting.md.
/// </summary>
public sealed record LadderOptions
{
    /// <summary>The calibrated bounds.</summary>
    public static LadderOptions Default { get; } = new();

    /// <summary>Whether draws may be reweighted; otherwise every refit makes new ones.</summary>
    public bool Reweight { get; init; } = true;

    /// <summary>Smallest effective share, in (0, 1], that the weights may leave of the carried draws.</summary>
    public double FewestEssFraction { get; init; } = 0.5;

    /// <summary>Smallest effective sample size, at least 1, that reweighted draws may have: that of the carried draws times the share; of few draws, one in five.</summary>
    public double FewestEss { get; init; } = 40;

    /// <summary>
    /// Effective sample size, at least 0, that new draws should have: a chain with less goes on, twice as long and every second draw kept, until it has
    /// or <see cref="MaxThinning"/> is reached; of few draws, two in five. Draws that somebody listens to are never thinned.
    /// </summary>
    public double EnoughEss { get; init; } = 80;

    /// <summary>Largest thinning, at least 1: every so many draws are kept.</summary>
    public int MaxThinning { get; init; } = 8;

    /// <summary>Refits in a row that the same draws may serve by reweighting, at least 0.</summary>
    public int MaxAge { get; init; } = 24;

    /// <summary>Largest shift of the posterior, in its own standard deviations (Mahalanobis), at which the metric is kept; positive.</summary>
    public double MaxShift { get; init; } = 1.5;

    /// <summary>Largest factor, above 1, by which the new posterior's precision may differ from the old one's, either way, for the metric to be kept.</summary>
    public double MaxPrecisionRatio { get; init; } = 4;

    /// <summary>Transitions of a probation, at least 2; they are discarded.</summary>
    public int Probation { get; init; } = 15;

    /// <summary>Smallest mean acceptance of a probation, in [0, 1].</summary>
    public double LeastAcceptance { get; init; } = 0.5;

    /// <summary>Most divergent transitions of a probation.</summary>
    public int MostDivergences { get; init; }

    /// <summary>Largest distance, in standard errors, of the probation's log density from that of the draws; positive.</summary>
    public double MaxLogDensityZ { get; init; } = 4;

    /// <summary>Iterations that tune the step size on the refreshed rung, at least 1.</summary>
    public int TuningIterations { get; init; } = 75;

    /// <summary>Largest factor, above 1, by which a freshly tuned step size may differ from the carried one.</summary>
    public double MaxStepRatio { get; init; } = 2.5;

    /// <summary>Largest factor, above 1, by which a variance of the refreshed metric may differ from the carried one.</summary>
    public double MaxMetricRatio { get; init; } = 16;

    /// <summary>Every so many refits a chain starts from scratch, whatever the evidence; 0 for never.</summary>
    public int SentinelEvery { get; init; } = 144;

    /// <summary>Warm-up iterations of the cold rung, at least 20.</summary>
    public int ColdWarmup { get; init; } = 1000;

    internal double FewestEssOf(int draws) => Math.Min(FewestEss, 0.2 * draws);

    internal double EnoughEssOf(int draws) => Math.Min(EnoughEss, 0.4 * draws);

    /// <summary>Refuses bounds that cannot be honoured.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the bound, its value and a remedy.</exception>
    public void Check()
    {
        OptionChecks.Require(FewestEssFraction is > 0 and <= 1, nameof(FewestEssFraction), FewestEssFraction, "use a share above 0, at most 1");
        OptionChecks.Require(FewestEss >= 1, nameof(FewestEss), FewestEss, "use at least 1 effective draw");
        OptionChecks.Require(EnoughEss >= 0, nameof(EnoughEss), EnoughEss, "use at least 0 effective draws");
        OptionChecks.Require(MaxThinning >= 1, nameof(MaxThinning), MaxThinning, "use 1 to keep every draw, or more");
        OptionChecks.Require(MaxAge >= 0, nameof(MaxAge), MaxAge, "use at least 0 refits");
        OptionChecks.Require(MaxShift > 0, nameof(MaxShift), MaxShift, "use a positive number of standard deviations");
        OptionChecks.Require(MaxPrecisionRatio > 1, nameof(MaxPrecisionRatio), MaxPrecisionRatio, "use a factor above 1");
        OptionChecks.Require(Probation >= 2, nameof(Probation), Probation, "use at least 2 transitions");
        OptionChecks.Require(LeastAcceptance is >= 0 and < 1, nameof(LeastAcceptance), LeastAcceptance, "use a number in [0, 1)");
        OptionChecks.Require(MostDivergences >= 0, nameof(MostDivergences), MostDivergences, "use at least 0");
        OptionChecks.Require(MaxLogDensityZ > 0, nameof(MaxLogDensityZ), MaxLogDensityZ, "use a positive number");
        OptionChecks.Require(TuningIterations >= 1, nameof(TuningIterations), TuningIterations, "use at least 1 iteration");
        OptionChecks.Require(MaxStepRatio > 1, nameof(MaxStepRatio), MaxStepRatio, "use a factor above 1");
        OptionChecks.Require(MaxMetricRatio > 1, nameof(MaxMetricRatio), MaxMetricRatio, "use a factor above 1");
        OptionChecks.Require(SentinelEvery >= 0, nameof(SentinelEvery), SentinelEvery, "use 0 for none, or a number of refits");
        OptionChecks.Require(ColdWarmup >= 20, nameof(ColdWarmup), ColdWarmup, "use at least 20 iterations");
    }
}
