// Warm-up plans as fields of a saved state.
namespace Exmc;

/// <summary>Writes and reads warm-up plans; a new kind of phase adds a case to both.</summary>
internal static class SavedWarmup
{
    public static void Write(StateWriter writer, WarmupPlan plan)
    {
        writer.Integer("ends_when_settled_from", plan.EndsWhenSettledFrom ?? -1);
        writer.Integer("phases", plan.Phases.Count);
        foreach (WarmupPhase phase in plan.Phases)
        {
            Write(writer, phase);
        }
    }

    public static WarmupPlan Read(StateReader reader)
    {
        int from = reader.Integer("ends_when_settled_from", -1, int.MaxValue);
        WarmupPhase[] phases = new WarmupPhase[reader.Integer("phases", 0, ushort.MaxValue)];
        for (int i = 0; i < phases.Length; i++)
        {
            phases[i] = ReadPhase(reader);
        }

        return new WarmupPlan(phases) { EndsWhenSettledFrom = from < 0 ? null : from };
    }

    public static void Write(StateWriter writer, WarmupPhase phase)
    {
        writer.Begin("phase");
        writer.Text("kind", KindOf(phase));
        writer.Integer("draws", phase.Draws);
        switch (phase)
        {
            case WarmupPhase.StepSize stepSize:
                writer.Real("prior_count", stepSize.PriorCount);
                writer.Flag("symmetric", stepSize.Symmetric);
                break;
            case WarmupPhase.Metric metric:
                writer.Integer("estimator", (int)metric.Estimator);
                break;
            case WarmupPhase.Overlapping overlapping:
                writer.Flag("symmetric", overlapping.Symmetric);
                writer.Integer("shape", (int)overlapping.Kind);
                break;
            default:
                break;
        }

        writer.End();
    }

    public static WarmupPhase ReadPhase(StateReader reader)
    {
        reader.Begin("phase");
        string kind = reader.Text("kind");
        int draws = reader.Integer("draws", 1, int.MaxValue);
        WarmupPhase phase = kind switch
        {
            "step_size" => new WarmupPhase.StepSize(draws, reader.Real("prior_count"), reader.Flag("symmetric")),
            "metric" => new WarmupPhase.Metric(draws, (MetricEstimator)reader.Integer("estimator", 0, (int)MetricEstimator.Covariance)),
            "overlapping" => new WarmupPhase.Overlapping(draws, reader.Flag("symmetric"), (MetricKind)reader.Integer("shape", 0, (int)MetricKind.Automatic)),
            "shared" => new WarmupPhase.Overlapping(draws, reader.Flag("symmetric"), (MetricKind)reader.Integer("shape", 0, (int)MetricKind.Automatic)) { Together = true },
            "settle" => new WarmupPhase.Settle(draws),
            _ => throw reader.Wrong("kind", "step_size, metric, overlapping, shared or settle", $"'{kind}'"),
        };
        reader.End();
        return phase;
    }

    private static string KindOf(WarmupPhase phase) => phase switch
    {
        WarmupPhase.StepSize => "step_size",
        WarmupPhase.Metric => "metric",
        WarmupPhase.Overlapping { Together: true } => "shared",
        WarmupPhase.Overlapping => "overlapping",
        WarmupPhase.Settle => "settle",
        _ => throw new NotSupportedException($"A warm-up phase {phase.GetType().Name} cannot be saved."),
    };
}
