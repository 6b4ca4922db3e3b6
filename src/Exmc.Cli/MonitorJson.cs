// The report of `exmc monitor` as JSON: docs/json.md.
using System.Text.Json;
using Exmc.Fleet;

namespace Exmc.Cli;

internal static class MonitorJson
{
    public static void Write(Utf8JsonWriter writer, ReplayReport report)
    {
        writer.WriteNumber("sensors", report.Sensors);
        writer.WriteNumber("cycles", report.Cycles);
        writer.WriteNumber("window", report.Window);
        writer.WriteNumber("refits", report.Fits.Count(fit => fit.Kind is FitKind.Cold or FitKind.Warm));
        Kind(writer, "cold", report.Cold);
        Kind(writer, "warm", report.Warm);
        writer.Number("speedup", report.Speedup);
        writer.WriteStartArray("rungs");
        foreach (RungSummary rung in report.Rungs)
        {
            writer.WriteStartObject();
            writer.WriteString("rung", rung.Rung.ToString().ToLowerInvariant());
            writer.WriteNumber("count", rung.Count);
            writer.Number("ms_mean", rung.MsMean);
            writer.Number("gradients_mean", rung.GradientsMean);
            writer.Number("min_ess_mean", rung.MinEssMean);
            writer.Number("min_ess_worst", rung.MinEssWorst);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.Number("wall_seconds", report.WallSeconds);
        writer.Number("refit_seconds", report.RefitSeconds);
        writer.Number("lane_utilization", report.LaneUtilization);
        writer.WriteNumber("scored", report.Scored);
        if (report.Paired is { } paired)
        {
            writer.Numbers(
                "paired",
                ("pairs", paired.Pairs),
                ("gradient_ratio_median", paired.GradientRatio),
                ("min_ess_ratio", paired.EssRatio),
                ("min_ess_ratio_lower", paired.EssRatioLower),
                ("min_ess_ratio_upper", paired.EssRatioUpper));
        }

        writer.WriteStartArray("alarms");
        foreach (Alarm alarm in report.Alarms)
        {
            writer.WriteStartObject();
            writer.WriteString("sensor", alarm.Sensor);
            writer.WriteString("time", alarm.Time.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));
            writer.WriteNumber("index", alarm.Index);
            writer.Number("value", alarm.Value);
            writer.Number("lower", alarm.Lower);
            writer.Number("upper", alarm.Upper);
            writer.Number("tail", alarm.Tail);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("reported");
        foreach (FitRecord fit in report.Reported)
        {
            writer.WriteStartObject();
            writer.WriteString("sensor", fit.Sensor);
            writer.WriteNumber("cycle", fit.Cycle);
            writer.WriteString("kind", fit.Kind.ToString().ToLowerInvariant());
            writer.Number("min_ess", fit.MinEss);
            writer.WriteString("note", fit.Note);
            writer.WriteString("why", fit.Refit?.Why ?? string.Empty);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Kind(Utf8JsonWriter writer, string name, KindSummary summary)
    {
        writer.Numbers(
            name,
            ("count", summary.Count),
            ("ms_median", summary.MsMedian),
            ("ms_p95", summary.MsP95),
            ("gradients_median", summary.GradientsMedian),
            ("min_ess_median", summary.MinEssMedian),
            ("min_ess_worst", summary.MinEssWorst),
            ("core_ms_per_effective_draw", summary.CoreMsPerEffectiveDraw),
            ("step_size_median", summary.StepSizeMedian));
    }
}
