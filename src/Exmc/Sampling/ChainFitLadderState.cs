// What is saved of a chain on the ladder.
namespace Exmc;

internal sealed partial class ChainFit
{
    private void WriteLadder(StateWriter writer)
    {
        writer.Begin("ladder");
        bool exists = _plan.Ladder is not null && (OnLadder || _decisions.Count > 0);
        writer.Flag("exists", exists);
        if (exists)
        {
            WriteRung(writer);
        }

        writer.End();
    }

    private void WriteRung(StateWriter writer)
    {
        writer.Integer("rung", (int)_rung);
        writer.Real("carried_step_size", _carriedStepSize);
        writer.Real("metric_ratio", _metricRatio);
        writer.Integer("thinning", _thinning);
        writer.Integer("skipped", _skipped);
        writer.Flag("moment_matched", _isMomentMatched);
        writer.Flag("reported", Draws.Refit is not null);
        _probation.Write(writer);
        writer.Integer("decisions", _decisions.Count);
        foreach (RungDecision decision in _decisions)
        {
            writer.Integer("considered", (int)decision.Rung);
            writer.Flag("passed", decision.Passed);
            writer.Text("why", decision.Why);
        }

        writer.Flag("has_evidence", _evidence is not null);
        _evidence?.Write(writer);
        _pool.Write(writer);

        // Scores that are not complete are made anew, and those of draws that have been replaced are of no more use.
        bool isScored = _evidence is not null && _stage != Stage.Score && Draws.Refit is null;
        writer.Flag("has_scores", isScored);
        if (isScored)
        {
            _scores!.Write(writer);
        }

        writer.Reals("moved", isScored && _moved is not null ? _moved : []);
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
        _rung = (RefitRung)reader.Integer("rung", 0, (int)RefitRung.Cold);
        _carriedStepSize = reader.Real("carried_step_size");
        _metricRatio = reader.Real("metric_ratio");
        _thinning = reader.Integer("thinning", 1, int.MaxValue);
        _skipped = reader.Integer("skipped", 0, _thinning - 1);
        _isMomentMatched = reader.Flag("moment_matched");
        _isReported = reader.Flag("reported");
        _probation.Read(reader);
        _decisions.Clear();
        int decisions = reader.Integer("decisions", 0, ushort.MaxValue);
        for (int i = 0; i < decisions; i++)
        {
            _decisions.Add(new((RefitRung)reader.Integer("considered", 0, (int)RefitRung.Cold), reader.Flag("passed"), reader.Text("why")));
        }

        _evidence = reader.Flag("has_evidence") ? ScoreEvidence.Read(reader) : null;
        _pool.Read(reader, _density);
        if (reader.Flag("has_scores"))
        {
            (_scores ??= new()).Read(reader, _pool.Draws!.Count, _space.Dimension);
        }

        double[] moved = reader.Reals("moved");
        _moved = moved.Length == 0 ? null : moved;
        if (moved.Length > 0 && moved.Length != _pool.Draws!.Positions.Length)
        {
            throw reader.Wrong("moved", $"0 or {_pool.Draws.Positions.Length} numbers", $"{moved.Length} numbers");
        }

        if (_stage == Stage.Score)
        {
            // From the first draw on, as nothing that was scored is kept.
            _gradients = 0;
            _evidence = null;
            _decisions.Clear();
            BeginLadder();
        }
        else
        {
            UsePlanOfRung();
        }
    }

    private void RestoreReport()
    {
        if (_isReported)
        {
            MakeReport();
        }
    }
}
