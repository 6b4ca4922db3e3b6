// exmc bench: a quick table of times per gradient and per leapfrog.
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Exmc.Models;
using Spectre.Console;

namespace Exmc.Cli;

internal static class BenchCommand
{
    private static readonly (string Model, string Data)[] Benchmarks =
    [
        ("simple", "simple"), ("medium", "medium"), ("stress", "stress"), ("eight_schools", "eight_schools"), ("funnel", "funnel"),
        ("logistic", "logistic"), ("sv", "sv"), ("sensor", "sensor_0"), ("gp200", "gp200"), ("hmm1000", "hmm1000"),
    ];

    private sealed record Row(string Model, int Dimension, double GradientNs, double LeapfrogNs, double? StanGradientNs);

    public static Command Create(IAnsiConsole console)
    {
        Option<string?> data = new("--data") { Description = "Folder with the benchmark models' data, one JSON file per model; simulated data otherwise." };
        Option<string?> stan = new("--stan") { Description = "JSON file with Stan's times, to stand beside." };
        Option<string?> json = new("--json") { Description = "Write the table to this file." };
        Command command = new("bench", "Measures nanoseconds per gradient and per leapfrog of the benchmark models.") { data, stan, json };
        command.SetAction(parsed => ExitCodes.Guard(console, () =>
        {
            Dictionary<string, double> peer = parsed.GetValue(stan) is { } file ? StanTimes(ModelFiles.Json(file)) : [];
            List<Row> rows = [];
            foreach ((string model, string name) in Benchmarks)
            {
                IModel bound = parsed.GetValue(data) is { } folder
                    ? ModelFiles.Find(model).FromJson(ModelFiles.Json(Path.Combine(folder, name + ".json")))
                    : BenchModels.Simulated(model);
                rows.Add(Measure(model, bound, peer.TryGetValue(name, out double time) ? time : null));
            }

            Show(console, rows);
            if (parsed.GetValue(json) is { } path)
            {
                ModelFiles.WriteJson(path, writer => Write(writer, rows));
            }

            return ExitCodes.Fine;
        }));
        return command;
    }

    private static Row Measure(string model, IModel bound, double? stan)
    {
        Posterior posterior = Sampler.Sample(bound, new SamplerOptions { Chains = 1, Warmup = 300, Draws = 200, Seed = 1, Threads = 1 });
        IDensity density = bound.Bind();
        double[] gradient = new double[density.Dimension];
        double gradientNs = Median(() =>
        {
            double sum = 0.0;
            for (int draw = 0; draw < posterior.DrawCount; draw++)
            {
                density.Evaluate(posterior.Positions(0, draw), gradient, out double logDensity);
                sum += logDensity;
            }

            GC.KeepAlive(sum);
            return posterior.DrawCount;
        });
        RefitOptions refit = new() { Draws = 200, Plan = WarmupPlan.None, Threads = 1 };
        double leapfrogNs = Median(() => Sampler.RefitChain(density, posterior.Adaptation, refit).Chain(0).SamplingGradients);
        return new Row(model, density.Dimension, gradientNs, leapfrogNs, stan * 1000.0);
    }

    /// <summary>Median nanoseconds per unit over repetitions of at least 20 ms, after warming up.</summary>
    private static double Median(Func<long> run)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalMilliseconds < 300;)
        {
            run();
        }

        double[] times = new double[15];
        for (int k = 0; k < times.Length; k++)
        {
            long units = 0;
            long start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < 20)
            {
                units += run();
            }

            times[k] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / units;
        }

        Array.Sort(times);
        return times[times.Length / 2];
    }

    private static Dictionary<string, double> StanTimes(JsonElement root)
    {
        Dictionary<string, double> times = [];
        IEnumerable<(string Name, JsonElement Value)> entries = root.ValueKind == JsonValueKind.Object
            ? root.EnumerateObject().Select(property => (property.Name, property.Value))
            : root.EnumerateArray().Select(item => (item.TryGetProperty("model", out JsonElement name) ? name.GetString()! : string.Empty, item));
        foreach ((string name, JsonElement value) in entries)
        {
            if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("grad_us", out JsonElement time) && time.ValueKind == JsonValueKind.Number)
            {
                times[name] = time.GetDouble();
            }
        }

        return times;
    }

    private static void Show(IAnsiConsole console, List<Row> rows)
    {
        Table table = new Table().AddColumns("model", "d", "ns per gradient", "ns per leapfrog", "Stan, ns per gradient", "Stan / this");
        foreach (Row row in rows)
        {
            table.AddRow(
                row.Model,
                row.Dimension.ToString(CultureInfo.InvariantCulture),
                row.GradientNs.ToString("F1", CultureInfo.InvariantCulture),
                row.LeapfrogNs.ToString("F1", CultureInfo.InvariantCulture),
                row.StanGradientNs?.ToString("F0", CultureInfo.InvariantCulture) ?? string.Empty,
                row.StanGradientNs is { } stan ? (stan / row.GradientNs).ToString("F1", CultureInfo.InvariantCulture) : string.Empty);
        }

        console.Write(table);
    }

    private static void Write(Utf8JsonWriter writer, List<Row> rows)
    {
        writer.WriteStartArray("models");
        foreach (Row row in rows)
        {
            writer.WriteStartObject();
            writer.WriteString("model", row.Model);
            writer.WriteNumber("dimension", row.Dimension);
            writer.Number("ns_per_gradient", row.GradientNs);
            writer.Number("ns_per_leapfrog", row.LeapfrogNs);
            writer.Number("stan_ns_per_gradient", row.StanGradientNs ?? double.NaN);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
