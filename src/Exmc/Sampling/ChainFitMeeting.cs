// A chain's part in a meeting of chains that warm up together.
namespace Exmc;

internal sealed partial class ChainFit
{
    /// <summary>Whether the chain waits at the end of a window for the others.</summary>
    public bool IsAtMeeting => _stage == Stage.Meeting;

    /// <summary>The metric with the windows it is learnt from.</summary>
    public ChainMetric Metric => _metric;

    /// <summary>The step size that sampling would use now.</summary>
    public double AveragedStepSize => _stepSize.Final;

    /// <summary>The shape of metric that the present window is for.</summary>
    public MetricKind MetricKindOfPhase => ((WarmupPhase.Overlapping)Phase).Kind;

    /// <summary>The chain goes on after a meeting.</summary>
    /// <param name="updated">Whether it was given a metric.</param>
    /// <param name="hasSettled">Whether metric, step size and place of all chains have settled.</param>
    /// <param name="disagreement">In what the chains differ; null when they agree.</param>
    public void EndMeeting(bool updated, bool hasSettled, string? disagreement)
    {
        _phaseUpdates += updated ? 1 : 0;
        _hasSettled = _plan.Warmup.EndsWhenSettledFrom is not null && hasSettled && disagreement is null;
        if (disagreement is not null && !_plan.Warmup.Phases.Skip(_phase + 1).Any(phase => phase is WarmupPhase.Overlapping { Together: true }))
        {
            _note = _note.Length == 0 ? disagreement : $"{_note}; {disagreement}";
            Draws.WarmupEnd = WarmupEnd.Disagreed;
        }

        _metric.SwitchWindows();
        _overlaps++;

        // The run may be stopped before the chain goes on: its phase is still to be ended then.
        _stage = Stage.Met;
    }

    // After the first meeting a chain's own draws say less than those of all did.
    private bool HasSharedMetric(WarmupPhase.Overlapping phase) => phase.Together && _overlaps > 0;
}
