// What exmc bench writes as JSON.
using System.Text.Json;

namespace Exmc.Cli;

internal static class BenchJson
{
    public static void Write(Utf8JsonWriter writer, MachineSpeed speed, IReadOnlyList<BenchRow> rows)
    {
        Machine(writer, speed);
        writer.WriteStartArray("models");
        foreach (BenchRow row in rows)
        {
            writer.WriteStartObject();
            writer.WriteString("model", row.Model);
            writer.WriteString("data", row.IsSimulated ? "simulated" : "given");
            writer.WriteNumber("dimension", row.Dimension);
            writer.Number("ns_per_gradient", row.GradientNs);
            writer.Number("ns_per_gradient_and_lane", row.LaneNs);
            writer.Number("ns_per_leapfrog", row.LeapfrogNs);
            writer.Number("bytes_per_gradient", row.GradientBytes);
            writer.Number("machine_factor", row.Factor);
            writer.Number("stan_ns_per_gradient", row.StoredStanNs ?? double.NaN);
            writer.Number("stan_scaled_ns_per_gradient", row.StanNs ?? double.NaN);
            writer.Number("stan_ratio", row.Ratio ?? double.NaN);
            writer.Number("limit_ns_per_gradient", row.Limit?.GradientNs ?? double.NaN);
            writer.Number("limit_share", row.Share ?? double.NaN);
            writer.Number("limit_ns_per_gradient_and_lane", row.Limit?.LaneNs ?? double.NaN);
            writer.Number("limit_share_in_lanes", row.LaneShare ?? double.NaN);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.Number("stan_ratio_geometric_mean", Statistics.GeometricMean(rows.Where(row => row.Ratio is not null).Select(row => row.Ratio!.Value)));
    }

    public static void Write(Utf8JsonWriter writer, MachineSpeed speed, IReadOnlyList<ScalingRun> runs)
    {
        Machine(writer, speed);
        writer.WriteStartArray("scaling");
        foreach (ScalingRun run in runs)
        {
            writer.WriteStartObject();
            writer.WriteString("model", run.Model);
            writer.WriteString("size", run.SizeName);
            writer.Number("exponent", run.Exponent.Exponent);
            writer.Number("exponent_standard_error", run.Exponent.StandardError);
            writer.WriteStartArray("points");
            foreach (ScalingPoint point in run.Points)
            {
                writer.WriteStartObject();
                writer.WriteNumber("size", point.Size);
                writer.WriteNumber("dimension", point.Dimension);
                writer.Number("ns_per_gradient", point.GradientNs);
                writer.Number("bytes_per_gradient", point.GradientBytes);
                writer.Number("sampler_bytes", point.SamplerBytes);
                writer.Number("warmup_bytes", point.WarmupBytes);
                writer.Number("allocated_bytes", point.AllocatedBytes);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartArray("decades");
            foreach ((int from, int until, double exponent) in run.Decades)
            {
                writer.WriteStartObject();
                writer.WriteNumber("from", from);
                writer.WriteNumber("until", until);
                writer.Number("exponent", exponent);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Machine(Utf8JsonWriter writer, MachineSpeed speed)
    {
        writer.WriteStartObject("machine");
        writer.Number("factor", speed.Factor);
        writer.WriteStartArray("kernels");
        foreach (KernelSpeed kernel in speed.Kernels)
        {
            writer.WriteStartObject();
            writer.WriteString("kernel", kernel.Figure.Kernel);
            writer.Number("ns", kernel.Ns);
            writer.Number("reference_ns", kernel.Figure.Ns);
            writer.Number("factor", kernel.Factor);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
