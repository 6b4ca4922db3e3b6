// Leave-one-out cross-validation without refitting.
using System.Globalization;

namespace Exmc;

/// <summary>
/// Leave-one-out cross-validation by Pareto smoothed importance sampling (Vehtari, Gelman and Gabry 2017, Statistics and Computing 27; Vehtari
/// et al. 2024, JMLR 25): how well a model predicts each observation from all others, from one fit.
/// </summary>
public sealed class PsisLoo : ElpdEstimate
{
    private PsisLoo(LooObservation[] pointwise, int draws)
        : base([.. pointwise.Select(point => point.Elpd)], pointwise.Select(point => point.EffectiveParameters), draws)
    {
        Pointwise = pointwise;
        ParetoKThreshold = ParetoSmoothing.Threshold(draws);
        int unreliable = pointwise.Count(point => point.ParetoK > ParetoKThreshold);
        McseElpd = unreliable > 0 ? double.NaN : Math.Sqrt(pointwise.Where(point => !double.IsNaN(point.Mcse)).Sum(point => point.Mcse * point.Mcse));
        LooObservation worst = pointwise.MaxBy(point => point.ParetoK)!;
        Warnings = unreliable == 0 ? [] : [string.Create(CultureInfo.InvariantCulture,
            $"Pareto k exceeds {ParetoKThreshold:F2} for {unreliable} of {ObservationCount} observations (largest {worst.ParetoK:F2}, observation {worst.Index}): their elpd is unreliable, and too high as a rule. Refit without them to get it, or check whether the model fits them.")];
    }

    /// <inheritdoc/>
    public override string Method => "PSIS-LOO";

    /// <summary>One entry per observation, in the order of <see cref="IDensity.LogLikelihood"/>.</summary>
    public IReadOnlyList<LooObservation> Pointwise { get; }

    /// <summary>Largest reliable shape for this number of draws: min(1 - 1 / log10 S, 0.7).</summary>
    public double ParetoKThreshold { get; }

    /// <summary>Monte Carlo standard error of the sum; NaN when some shape exceeds <see cref="ParetoKThreshold"/>.</summary>
    public double McseElpd { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Warnings { get; }

    /// <summary>Cross-validates a fit of a model.</summary>
    /// <param name="model">The model with the data it was fitted to.</param>
    /// <param name="fit">Its fit.</param>
    /// <param name="ct">Ends the work early.</param>
    /// <exception cref="ArgumentException">The fit is of other parameters, or the model has no observations.</exception>
    /// <exception cref="ArithmeticException">An observation has no finite log density at some draw; names both.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static PsisLoo Of(IModel model, Posterior fit, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(fit);
        return new(PointwiseLogLikelihood.Select(model, fit, (i, values) => LooObservation.Of(i, values, fit.ChainCount), ct), fit.ChainCount * fit.DrawCount);
    }

    /// <summary>Cross-validates given log likelihoods: one array per observation, chain by chain.</summary>
    internal static PsisLoo Of(double[][] columns, int chains) =>
        new([.. columns.Select((values, i) => LooObservation.Of(i, values, chains))], columns[0].Length);
}
