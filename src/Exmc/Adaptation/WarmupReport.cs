// What the warm-up of a chain really did.
using System.Globalization;

namespace Exmc;

/// <summary>Where a chain started.</summary>
public enum ChainStart
{
    /// <summary>At a random point of the starting box.</summary>
    Random,

    /// <summary>At a draw of Pathfinder.</summary>
    Pathfinder,

    /// <summary>At a random point, because no path of Pathfinder found an approximation.</summary>
    RandomBecausePathfinderFailed,

    /// <summary>At the position the caller gave.</summary>
    Given,

    /// <summary>At the position carried from an earlier fit.</summary>
    Carried,

    /// <summary>At a random point, because the carried position has no finite density on the new data.</summary>
    RandomBecauseCarriedFailed,
}

/// <summary>Why a warm-up ended.</summary>
public enum WarmupEnd
{
    /// <summary>All its phases ran.</summary>
    Planned,

    /// <summary>Metric, step size and place had settled, so the last phase followed at once.</summary>
    Settled,

    /// <summary>All its phases ran, and the chains that warmed up together did not agree then; the note of the phase says on what.</summary>
    Disagreed,
}

/// <summary>What one phase of a warm-up did.</summary>
/// <param name="Phase">The phase as planned.</param>
/// <param name="Iterations">Iterations that ran.</param>
/// <param name="Gradients">Gradient evaluations, searches for a step size included.</param>
/// <param name="MetricUpdates">How often the metric was replaced.</param>
/// <param name="StepSize">Step size at the end.</param>
/// <param name="Divergences">Divergent transitions.</param>
/// <param name="Note">Anything unusual; empty otherwise.</param>
public sealed record PhaseReport(WarmupPhase Phase, int Iterations, long Gradients, int MetricUpdates, double StepSize, int Divergences, string Note);

/// <summary>What the warm-up of a chain really did.</summary>
/// <param name="Start">Where the chain started.</param>
/// <param name="StartTries">Initial points that were evaluated.</param>
/// <param name="FirstStepSize">Step size before the first phase.</param>
/// <param name="Phases">One report per phase that ran.</param>
public sealed record WarmupReport(ChainStart Start, int StartTries, double FirstStepSize, IReadOnlyList<PhaseReport> Phases)
{
    /// <summary>Gradients that the search for a start cost, before the first phase.</summary>
    public long StartGradients { get; init; }

    /// <summary>Iterations that were planned; more than <see cref="Iterations"/> when the chain settled before.</summary>
    public int PlannedIterations { get; init; }

    /// <summary>Why the warm-up ended when it did.</summary>
    public WarmupEnd End { get; init; }

    /// <summary>The metric that was left, and what the choice rested on.</summary>
    public MetricReport Metric { get; init; } = MetricReport.None;

    /// <summary>Iterations that ran.</summary>
    public int Iterations => Phases.Sum(phase => phase.Iterations);

    /// <summary>How often the metric was replaced.</summary>
    public int MetricUpdates => Phases.Sum(phase => phase.MetricUpdates);

    /// <summary>One line per phase.</summary>
    public override string ToString() => string.Join(
        '\n',
        Phases.Select(report => string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Phase}: {report.Iterations} iterations, {report.Gradients} gradients, {report.MetricUpdates} metric updates, step size {report.StepSize:G4}, {report.Divergences} divergences{(report.Note.Length == 0 ? string.Empty : "; " + report.Note)}"))
            .Prepend(string.Create(CultureInfo.InvariantCulture, $"start {Start} after {StartTries} tries and {StartGradients} gradients, step size {FirstStepSize:G4}"))
            .Append($"ended {End} after {Iterations} of {PlannedIterations} iterations, metric {Metric}"));
}
