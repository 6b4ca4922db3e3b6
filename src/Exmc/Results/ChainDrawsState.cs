// What is saved of the draws of a chain: those that are finished.
namespace Exmc;

internal sealed partial class ChainDraws
{
    public void Write(StateWriter writer)
    {
        writer.Begin("draws");
        writer.Integer("completed", Completed);
        writer.Reals("positions", Positions.AsSpan(0, Completed * Dimension));
        for (int value = 0; value < ValueCount; value++)
        {
            writer.Reals("values", Value(value)[..Completed]);
        }

        writer.Reals("log_density", LogDensity.AsSpan(0, Completed));
        writer.Reals("acceptance", Acceptance.AsSpan(0, Completed));
        writer.Reals("step_size", StepSize.AsSpan(0, Completed));
        writer.Reals("energy", Energy.AsSpan(0, Completed));
        writer.Integers("depth", Depth.AsSpan(0, Completed));
        writer.Integers("gradients", Gradients.AsSpan(0, Completed));
        writer.Integers("divergent", [.. Divergent.AsSpan(0, Completed).ToArray().Select(divergent => divergent ? 1 : 0)]);
        writer.Integer("depth_saturations", DepthSaturations);
        writer.Integer("divergences", DivergenceCount);
        writer.Reals("divergent_positions", _divergentPositions.AsSpan(0, 2 * DivergenceCount * Dimension));
        foreach (DivergentStep step in _divergentSteps.AsSpan(0, DivergenceCount))
        {
            writer.Integer("draw", step.Draw);
            writer.Integer("cause", (int)step.Cause);
            writer.Real("energy_error", step.EnergyError);
        }

        WriteWarmup(writer);
        writer.End();
    }

    /// <summary>Takes over what was saved.</summary>
    /// <param name="reader">The fields.</param>
    /// <param name="plan">The warm-up of the saved run.</param>
    public void Read(StateReader reader, WarmupPlan plan)
    {
        reader.Begin("draws");
        int completed = reader.Integer("completed", 0, Count);
        reader.Reals("positions", Positions.AsSpan(0, completed * Dimension));
        for (int value = 0; value < ValueCount; value++)
        {
            reader.Reals("values", Values.AsSpan(value * Count, completed));
        }

        reader.Reals("log_density", LogDensity.AsSpan(0, completed));
        reader.Reals("acceptance", Acceptance.AsSpan(0, completed));
        reader.Reals("step_size", StepSize.AsSpan(0, completed));
        reader.Reals("energy", Energy.AsSpan(0, completed));
        reader.Integers("depth", Depth.AsSpan(0, completed));
        reader.Integers("gradients", Gradients.AsSpan(0, completed));
        int[] divergent = new int[completed];
        reader.Integers("divergent", divergent);
        for (int draw = 0; draw < completed; draw++)
        {
            Divergent[draw] = divergent[draw] != 0;
        }

        DepthSaturations = reader.Integer("depth_saturations", 0, int.MaxValue);
        DivergenceCount = reader.Integer("divergences", 0, int.MaxValue / (2 * Math.Max(1, Dimension)));
        _divergentPositions = new double[2 * DivergenceCount * Dimension];
        reader.Reals("divergent_positions", _divergentPositions);
        _divergentSteps = new DivergentStep[DivergenceCount];
        for (int i = 0; i < DivergenceCount; i++)
        {
            // Of thinned draws several may lead to one draw, the last of them to one that is not finished.
            int draw = reader.Integer("draw", i == 0 ? 0 : _divergentSteps[i - 1].Draw, completed);
            DensityStatus cause = (DensityStatus)reader.Integer("cause", 0, (int)DensityStatus.SolverFailed);
            _divergentSteps[i] = new(draw, cause, reader.Real("energy_error"));
        }

        Completed = completed;
        ReadWarmup(reader, plan);
        reader.End();
    }

    private void WriteWarmup(StateWriter writer)
    {
        writer.Integer("start", (int)Start);
        writer.Integer("start_tries", StartTries);
        writer.Integer("start_gradients", StartGradients);
        writer.Integer("planned_warmup", PlannedWarmup);
        writer.Integer("warmup_end", (int)WarmupEnd);
        writer.Integer("metric_kind", (int)MetricKind);
        writer.Integer("metric_rank", MetricRank);
        writer.Real("metric_gain", MetricGain);
        writer.Real("first_step_size", FirstStepSize);
        writer.Integer("warmup_gradients", WarmupGradients);
        writer.Integer("sampling_gradients", SamplingGradients);
        writer.Real("warmup_seconds", WarmupSeconds);
        writer.Real("sampling_seconds", SamplingSeconds);
        writer.Integer("phases", _phaseCount);
        foreach (PhaseOutcome phase in _phases.AsSpan(0, _phaseCount))
        {
            SavedWarmup.Write(writer, phase.Phase);
            writer.Integer("gradients", phase.Gradients);
            writer.Integer("metric_updates", phase.MetricUpdates);
            writer.Real("step_size", phase.StepSize);
            writer.Integer("divergences", phase.Divergences);
            writer.Text("note", phase.Note);
        }
    }

    private void ReadWarmup(StateReader reader, WarmupPlan plan)
    {
        Start = (ChainStart)reader.Integer("start", 0, (int)ChainStart.RandomBecauseCarriedFailed);
        StartTries = reader.Integer("start_tries", 0, StartingPoint.Tries + 1);
        StartGradients = reader.Count("start_gradients");
        PlannedWarmup = reader.Integer("planned_warmup", 0, int.MaxValue);
        WarmupEnd = (WarmupEnd)reader.Integer("warmup_end", 0, (int)WarmupEnd.Disagreed);
        MetricKind = (MetricKind)reader.Integer("metric_kind", 0, (int)MetricKind.LowRank);
        MetricRank = reader.Integer("metric_rank", 0, Dimension);
        MetricGain = reader.Real("metric_gain");
        FirstStepSize = reader.Real("first_step_size");
        WarmupGradients = reader.Count("warmup_gradients");
        SamplingGradients = reader.Count("sampling_gradients");
        WarmupSeconds = reader.Real("warmup_seconds");
        SamplingSeconds = reader.Real("sampling_seconds");
        int phases = reader.Integer("phases", 0, plan.Phases.Count);
        _phases = new PhaseOutcome[plan.Phases.Count];
        for (int i = 0; i < phases; i++)
        {
            AddPhase(new(
                SavedWarmup.ReadPhase(reader),
                reader.Count("gradients"),
                reader.Integer("metric_updates", 0, int.MaxValue),
                reader.Real("step_size"),
                reader.Integer("divergences", 0, int.MaxValue),
                reader.Text("note")));
        }
    }
}
