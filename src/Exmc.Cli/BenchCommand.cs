// exmc bench: a quick table of times per gradient and per leapfrog.
using System.CommandLine;
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

    /// <summary>Models that are measured on simulated data alone.</summary>
    private static readonly (string Model, string Data)[] Simulated = [("survey_response", "survey_response")];

    /// <summary>Models of posteriordb, whose data only a folder has.</summary>
    private static readonly (string Model, string Data)[] Posteriors =
    [
        .. new[]
        {
            "eight_schools-eight_schools_noncentered", "arK-arK", "garch-garch11", "kidiq-kidscore_interaction", "mesquite-logmesquite_logvash", "nes2000-nes",
            "sblrc-blr", "gp_pois_regr-gp_regr", "low_dim_gauss_mix-low_dim_gauss_mix", "hmm_example-hmm_example", "earnings-logearn_interaction",
            "diamonds-diamonds", "hudson_lynx_hare-lotka_volterra",
        }.Select(name => (name, name)),
    ];

    public static Command Create(IAnsiConsole console)
    {
        Option<string[]> data = new("--data")
        {
            Description = "Folders with the models' data, NAME.json or NAME/data.json; simulated data otherwise.",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<string?> stan = new("--stan") { Description = "JSON file with Stan's times, to stand beside." };
        Option<string?> json = new("--json") { Description = "Write the table to this file." };
        Command command = new("bench", "Measures nanoseconds per gradient and per leapfrog of the benchmark models.") { data, stan, json };
        command.SetAction(parsed => ExitCodes.Guard(console, () =>
        {
            Dictionary<string, double> peer = parsed.GetValue(stan) is { } file ? StanTimes(ModelFiles.Json(file)) : [];
            string[] folders = parsed.GetValue(data) ?? [];
            List<BenchRow> rows = [];
            foreach ((string model, string name) in Benchmarks.Concat(folders.Length == 0 ? Simulated : Posteriors))
            {
                if (Bound(folders, model, name) is { } bound)
                {
                    rows.Add(BenchRow.Measure(model, bound, peer.TryGetValue(name, out double time) ? time : null));
                }
                else
                {
                    console.MarkupLineInterpolated($"[yellow]No data for {model}: it is left out.[/]");
                }
            }

            BenchTable.Show(console, rows);
            if (parsed.GetValue(json) is { } path)
            {
                ModelFiles.WriteJson(path, writer => BenchTable.Write(writer, rows));
            }

            return ExitCodes.Fine;
        }));
        return command;
    }

    /// <summary>A model with its data; null when no folder has them.</summary>
    private static IModel? Bound(string[] folders, string model, string name)
    {
        if (folders.Length == 0)
        {
            return BenchModels.Simulated(model);
        }

        string? file = folders
            .SelectMany(folder => new[] { Path.Combine(folder, name + ".json"), Path.Combine(folder, name, "data.json") })
            .FirstOrDefault(File.Exists);
        return file is null ? null : ModelFiles.Find(model).FromJson(ModelFiles.Json(file));
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
}
