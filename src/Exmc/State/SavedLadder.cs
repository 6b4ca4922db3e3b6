// The bounds of the refit ladder as fields of a saved state.
namespace Exmc;

internal static class SavedLadder
{
    public static void Write(StateWriter writer, LadderOptions? ladder)
    {
        writer.Begin("ladder");
        writer.Flag("exists", ladder is not null);
        if (ladder is not null)
        {
            writer.Flag("reweight", ladder.Reweight);
            writer.Real("fewest_ess_fraction", ladder.FewestEssFraction);
            writer.Real("fewest_ess", ladder.FewestEss);
            writer.Real("enough_ess", ladder.EnoughEss);
            writer.Integer("max_thinning", ladder.MaxThinning);
            writer.Integer("max_age", ladder.MaxAge);
            writer.Real("max_shift", ladder.MaxShift);
            writer.Real("max_precision_ratio", ladder.MaxPrecisionRatio);
            writer.Integer("probation", ladder.Probation);
            writer.Real("least_acceptance", ladder.LeastAcceptance);
            writer.Integer("most_divergences", ladder.MostDivergences);
            writer.Real("max_log_density_z", ladder.MaxLogDensityZ);
            writer.Integer("tuning_iterations", ladder.TuningIterations);
            writer.Real("max_step_ratio", ladder.MaxStepRatio);
            writer.Real("max_metric_ratio", ladder.MaxMetricRatio);
            writer.Integer("sentinel_every", ladder.SentinelEvery);
            writer.Integer("cold_warmup", ladder.ColdWarmup);
        }

        writer.End();
    }

    public static LadderOptions? Read(StateReader reader)
    {
        reader.Begin("ladder");
        LadderOptions? ladder = !reader.Flag("exists") ? null : new()
        {
            Reweight = reader.Flag("reweight"),
            FewestEssFraction = reader.Real("fewest_ess_fraction"),
            FewestEss = reader.Real("fewest_ess"),
            EnoughEss = reader.Real("enough_ess"),
            MaxThinning = reader.Integer("max_thinning", 1, int.MaxValue),
            MaxAge = reader.Integer("max_age", 0, int.MaxValue),
            MaxShift = reader.Real("max_shift"),
            MaxPrecisionRatio = reader.Real("max_precision_ratio"),
            Probation = reader.Integer("probation", 2, int.MaxValue),
            LeastAcceptance = reader.Real("least_acceptance"),
            MostDivergences = reader.Integer("most_divergences", 0, int.MaxValue),
            MaxLogDensityZ = reader.Real("max_log_density_z"),
            TuningIterations = reader.Integer("tuning_iterations", 1, int.MaxValue),
            MaxStepRatio = reader.Real("max_step_ratio"),
            MaxMetricRatio = reader.Real("max_metric_ratio"),
            SentinelEvery = reader.Integer("sentinel_every", 0, int.MaxValue),
            ColdWarmup = reader.Integer("cold_warmup", 20, int.MaxValue),
        };
        reader.End();
        return ladder;
    }
}
