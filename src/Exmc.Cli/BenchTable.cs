// The table of exmc bench, on screen and as JSON.
using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Exmc.Cli;

internal static class BenchTable
{
    public static void Show(IAnsiConsole console, List<BenchRow> rows)
    {
        Table table = new Table().AddColumns("model", "d", "ns per gradient", "in lanes", "ns per leapfrog", "bytes", "Stan, ns per gradient", "Stan / this");
        foreach (BenchRow row in rows)
        {
            table.AddRow(
                row.Model,
                row.Dimension.ToString(CultureInfo.InvariantCulture),
                row.GradientNs.ToString("F1", CultureInfo.InvariantCulture),
                double.IsNaN(row.LaneNs) ? string.Empty : row.LaneNs.ToString("F1", CultureInfo.InvariantCulture),
                row.LeapfrogNs.ToString("F1", CultureInfo.InvariantCulture),
                row.GradientBytes.ToString("F0", CultureInfo.InvariantCulture),
                row.StanGradientNs?.ToString("F0", CultureInfo.InvariantCulture) ?? string.Empty,
                row.Ratio?.ToString("F1", CultureInfo.InvariantCulture) ?? string.Empty);
        }

        console.Write(table);
        if (rows.Where(row => row.Ratio > 0).Select(row => Math.Log(row.Ratio!.Value)).ToArray() is { Length: > 0 } logs)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Geometric mean of the {logs.Length} ratios: {Math.Exp(logs.Average()):F1}.");
        }
    }

    public static void Write(Utf8JsonWriter writer, List<BenchRow> rows)
    {
        writer.WriteStartArray("models");
        foreach (BenchRow row in rows)
        {
            writer.WriteStartObject();
            writer.WriteString("model", row.Model);
            writer.WriteNumber("dimension", row.Dimension);
            writer.Number("ns_per_gradient", row.GradientNs);
            writer.Number("ns_per_gradient_and_lane", row.LaneNs);
            writer.Number("ns_per_leapfrog", row.LeapfrogNs);
            writer.Number("bytes_per_gradient", row.GradientBytes);
            writer.Number("stan_ns_per_gradient", row.StanGradientNs ?? double.NaN);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
