// exmc fit: one model on one file of data.
using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Exmc.Models;
using Spectre.Console;

namespace Exmc.Cli;

internal static class FitCommand
{
    public static Command Create(IAnsiConsole console)
    {
        Argument<string> model = new("MODEL") { Description = "Class name, snake_case name, or the folder's name in posteriordb." };
        Option<string?> data = new("--data") { Description = "JSON file with the data; may be absent for a model without data." };
        Option<int> chains = new("--chains") { Description = "Number of chains.", DefaultValueFactory = _ => 4 };
        Option<int> warmup = new("--warmup") { Description = "Warm-up iterations per chain.", DefaultValueFactory = _ => 1000 };
        Option<int> draws = new("--draws") { Description = "Kept draws per chain.", DefaultValueFactory = _ => 1000 };
        Option<ulong> seed = new("--seed") { Description = "Seed.", DefaultValueFactory = _ => 1UL };
        Option<string?> json = new("--json") { Description = "Write the summary to this file." };
        Command command = new("fit", "Fits a model and prints its summary.") { model, data, chains, warmup, draws, seed, json };
        command.SetAction(parsed => ExitCodes.Guard(console, () =>
        {
            CatalogueEntry entry = ModelFiles.Find(parsed.GetValue(model)!);
            IModel bound = entry.FromJson(Data(parsed.GetValue(data)));
            SamplerOptions options = new()
            {
                Chains = parsed.GetValue(chains),
                Warmup = parsed.GetValue(warmup),
                Draws = parsed.GetValue(draws),
                Seed = parsed.GetValue(seed),
            };
            long start = Stopwatch.GetTimestamp();
            Posterior posterior = Sampler.Sample(bound, options);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            console.WriteLine(posterior.ToString());
            if (parsed.GetValue(json) is { } path)
            {
                ModelFiles.WriteJson(path, writer => Write(writer, entry.Name, options, posterior, seconds));
            }

            return ExitCodes.Fine;
        }));
        return command;
    }

    /// <summary>The data of a file, or none.</summary>
    public static JsonElement Data(string? path)
    {
        if (path is not null)
        {
            return ModelFiles.Json(path);
        }

        using JsonDocument empty = JsonDocument.Parse("{}");
        return empty.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter writer, string model, SamplerOptions options, Posterior posterior, double seconds)
    {
        ChainStatistics[] chains = [.. Enumerable.Range(0, posterior.ChainCount).Select(posterior.Chain)];
        writer.WriteString("model", model);
        writer.WriteNumber("dimension", posterior.Layout.Dimension);
        writer.WriteNumber("chains", options.Chains);
        writer.WriteNumber("warmup", options.Warmup);
        writer.WriteNumber("draws", options.Draws);
        writer.WriteNumber("seed", options.Seed);
        writer.Numbers(
            "seconds",
            ("warmup", chains.Max(chain => chain.WarmupSeconds)),
            ("sampling", chains.Max(chain => chain.SamplingSeconds)),
            ("total", seconds));
        writer.Numbers(
            "gradients",
            ("warmup", chains.Sum(chain => chain.WarmupGradients)),
            ("sampling", chains.Sum(chain => chain.SamplingGradients)));
        writer.WriteNumber("divergences", chains.Sum(chain => chain.Divergences.Count));
        writer.WriteStartArray("step_size");
        foreach (ChainAdaptation chain in posterior.Adaptation.Chains)
        {
            writer.WriteNumberValue(chain.StepSize);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("parameters");
        foreach (SummaryRow row in posterior.Summary)
        {
            writer.Numbers(
                row.Name,
                ("mean", row.Mean),
                ("sd", row.Sd),
                ("mcse_mean", row.McseMean),
                ("mcse_sd", row.McseSd),
                ("q05", row.Q05),
                ("q50", row.Q50),
                ("q95", row.Q95),
                ("ess_bulk", row.EssBulk),
                ("ess_tail", row.EssTail),
                ("r_hat", row.RHat));
        }

        writer.WriteEndObject();
        writer.WriteStartArray("warnings");
        foreach (string warning in posterior.Warnings)
        {
            writer.WriteStringValue(warning);
        }

        writer.WriteEndArray();
    }
}
