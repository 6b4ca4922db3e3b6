// What is saved of a chain on the ladder.
namespace Exmc;

internal sealed partial class ChainFit
{
    private void WriteLadder(StateWriter writer)
    {
        writer.Begin("ladder");
        bool exists = _plan.Ladder is not null && (OnLadder || _climb is { Decisions.Count: > 0 });
        writer.Flag("exists", exists);
        if (exists)
        {
            WriteRung(writer);
        }

        writer.End();
    }

    private void WriteRung(StateWriter writer)
    {
        writer.Integer("rung", (int)Climb.Rung);
        writer.Real("carried_step_size", Climb.CarriedStepSize);
        writer.Real("metric_ratio", Climb.MetricRatio);
        writer.Integer("thinning", _thinning);
        writer.Integer("skipped", _skipped);
        writer.Flag("moment_matched", Climb.IsMomentMatched);
        writer.Flag("reported", Draws.Refit is not null);
        Climb.Probation.Write(writer);
        writer.Integer("decisions", Climb.Decisions.Count);
        foreach (RungDecision decision in Climb.Decisions)
        {
            writer.Integer("considered", (int)decision.Rung);
            writer.Flag("passed", decision.Passed);
            writer.Text("why", decision.Why);
        }

        writer.Flag("has_evidence", Climb.Evidence is not null);
        Climb.Evidence?.Write(writer);
        Climb.Pool.Write(writer);

        // Scores that are not complete are made anew, and those of draws that have been replaced are of no more use.
        bool isScored = Climb.Evidence is not null && _stage != Stage.Score && Draws.Refit is null;
        writer.Flag("has_scores", isScored);
        if (isScored)
        {
            Climb.Scores!.Write(writer);
        }

        writer.Reals("moved", isScored && Climb.Moved is not null ? Climb.Moved : []);
    }

    private void ReadLadder(StateReader reader)
    {
        reader.Begin("ladder");
        if (reader.Flag("exists"))
        {
            if (_plan.Ladder is null)
            {
                throw reader.Wrong("exists", "no ladder, as in the plan", "one");
            }

            ReadRung(reader);
        }

        reader.End();
    }

    private void ReadRung(StateReader reader)
    {
        Climb.Rung = (RefitRung)reader.Integer("rung", 0, (int)RefitRung.Cold);
        Climb.CarriedStepSize = reader.Real("carried_step_size");
        Climb.MetricRatio = reader.Real("metric_ratio");
        _thinning = reader.Integer("thinning", 1, int.MaxValue);
        _skipped = reader.Integer("skipped", 0, _thinning - 1);
        Climb.IsMomentMatched = reader.Flag("moment_matched");
        Climb.IsReported = reader.Flag("reported");
        Climb.Probation.Read(reader);
        Climb.Decisions.Clear();
        int decisions = reader.Integer("decisions", 0, ushort.MaxValue);
        for (int i = 0; i < decisions; i++)
        {
            Climb.Decisions.Add(new((RefitRung)reader.Integer("considered", 0, (int)RefitRung.Cold), reader.Flag("passed"), reader.Text("why")));
        }

        Climb.Evidence = reader.Flag("has_evidence") ? ScoreEvidence.Read(reader) : null;
        Climb.Pool.Read(reader, _density);
        if (reader.Flag("has_scores"))
        {
            (Climb.Scores ??= new()).Read(reader, Climb.Pool.Draws!.Count, _space.Dimension);
        }

        double[] moved = reader.Reals("moved");
        Climb.Moved = moved.Length == 0 ? null : moved;
        if (moved.Length > 0 && moved.Length != Climb.Pool.Draws!.Positions.Length)
        {
            throw reader.Wrong("moved", $"0 or {Climb.Pool.Draws.Positions.Length} numbers", $"{moved.Length} numbers");
        }

        if (_stage == Stage.Score)
        {
            // From the first draw on, as nothing that was scored is kept.
            _gradients = 0;
            Climb.Evidence = null;
            Climb.Decisions.Clear();
            BeginLadder();
        }
        else
        {
            UsePlanOfRung();
        }
    }

    private void RestoreReport()
    {
        if (_climb is { IsReported: true })
        {
            MakeReport();
        }
    }
}
