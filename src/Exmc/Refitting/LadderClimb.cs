// What a chain knows of the refit ladder that it climbs.
namespace Exmc;

/// <summary>The draws that are carried, what their scores showed, and the rungs that were tried. A chain without a ladder has none.</summary>
internal sealed class LadderClimb
{
    /// <summary>The probation of the present rung.</summary>
    public Probation Probation;

    /// <summary>The draws that are carried.</summary>
    public CarriedPool Pool { get; } = new();

    /// <summary>The rungs that were refused, in order, and the one that was taken.</summary>
    public List<RungDecision> Decisions { get; } = [];

    /// <summary>Scores of the carried draws; null before the first were wanted.</summary>
    public ScoreBatch? Scores { get; set; }

    /// <summary>Storage that the carried draws have left for new ones.</summary>
    public ChainDraws? Spare { get; set; }

    /// <summary>What the scores showed; null before they are complete.</summary>
    public ScoreEvidence? Evidence { get; set; }

    /// <summary>The rung that is tried.</summary>
    public RefitRung Rung { get; set; } = RefitRung.Frozen;

    /// <summary>Positions of the carried draws moved to the new moments; null when they are where they were.</summary>
    public double[]? Moved { get; set; }

    /// <summary>Whether the draws of the refit are moved ones.</summary>
    public bool IsMomentMatched { get; set; }

    /// <summary>The step size before the refit.</summary>
    public double CarriedStepSize { get; set; }

    /// <summary>Largest factor by which the rung changed a variance of the metric.</summary>
    public double MetricRatio { get; set; } = 1;

    /// <summary>Draws that are scored.</summary>
    public int Scored { get; set; }

    /// <summary>Whether draws are being scored.</summary>
    public bool IsScoring { get; set; }

    /// <summary>Whether a stored refit had been reported.</summary>
    public bool IsReported { get; set; }

    /// <summary>Forgets what the last refit decided; what is carried stays.</summary>
    public void Reset()
    {
        Decisions.Clear();
        Evidence = null;
        Probation = default;
        Moved = null;
        IsMomentMatched = false;
        MetricRatio = 1;
        Scored = 0;
        IsScoring = false;
        IsReported = false;
        Rung = RefitRung.Frozen;
    }
}
