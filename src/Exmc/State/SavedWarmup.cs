// Warm-up plans as fields of a saved state.
namespace Exmc;

/// <summary>Writes and reads warm-up plans; a new kind of phase adds a case to both.</summary>
internal static class SavedWarmup
{
    public static void Write(StateWriter writer, WarmupPlan plan)
    {
        writer.Integer("phases", plan.Phases.Count);
        foreach (WarmupPhase phase in plan.Phases)
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
                    break;
                default:
                    break;
            }

            writer.End();
        }
    }

    public static WarmupPlan Read(StateReader reader)
    {
        WarmupPhase[] phases = new WarmupPhase[reader.Integer("phases", 0, ushort.MaxValue)];
        for (int i = 0; i < phases.Length; i++)
        {
            reader.Begin("phase");
            string kind = reader.Text("kind");
            int draws = reader.Integer("draws", 1, int.MaxValue);
            phases[i] = kind switch
            {
                "step_size" => new WarmupPhase.StepSize(draws, reader.Real("prior_count"), reader.Flag("symmetric")),
                "metric" => new WarmupPhase.Metric(draws, (MetricEstimator)reader.Integer("estimator", 0, (int)MetricEstimator.Covariance)),
                "overlapping" => new WarmupPhase.Overlapping(draws, reader.Flag("symmetric")),
                "settle" => new WarmupPhase.Settle(draws),
                _ => throw reader.Wrong("kind", "step_size, metric, overlapping or settle", $"'{kind}'"),
            };
            reader.End();
        }

        return new WarmupPlan(phases);
    }

    private static string KindOf(WarmupPhase phase) => phase switch
    {
        WarmupPhase.StepSize => "step_size",
        WarmupPhase.Metric => "metric",
        WarmupPhase.Overlapping => "overlapping",
        WarmupPhase.Settle => "settle",
        _ => throw new NotSupportedException($"A warm-up phase {phase.GetType().Name} cannot be saved."),
    };
}
