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
        Option<string?> output = new("--output") { Description = "Write the draws to this file: .csv (CmdStan, FILE_1.csv ... one per chain), .arrow or .parquet." };
        Option<double?> time = new("--time") { Description = "Seconds after which the draws made so far are the result, warm-up included." };
        Option<double?> ess = new("--ess") { Description = "Effective draws of each number, in bulk and tails, that are enough." };
        Command command = new("fit", "Fits a model and prints its summary; when it is interrupted, that of the draws made so far.") { model, data, chains, warmup, draws, seed, time, ess, json, output };

        // On a thread of its own, so that an interrupt reaches the run.
        command.SetAction((parsed, cancellation) => Task.Run(() => ExitCodes.Guard(console, () =>
        {
            if (parsed.GetValue(output) is { } wanted)
            {
                OutputFiles.Check(wanted);
            }

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
            PartialFit fit = FitView.Run(console, bound, options, Budget(parsed.GetValue(time), parsed.GetValue(ess)), cancellation);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (!fit.IsComplete)
            {
                console.WriteLine(fit.ToString());
            }

            if (fit.Posterior is not { } posterior)
            {
                return ExitCodes.SamplingFailed;
            }

            console.WriteLine(posterior.ToString());
            if (parsed.GetValue(json) is { } path)
            {
                ModelFiles.WriteJson(path, writer => Write(writer, entry.Name, options, fit.Reason, posterior, seconds));
            }

            if (parsed.GetValue(output) is { } file)
            {
                console.WriteLine($"draws in {string.Join(", ", OutputFiles.Write(file, posterior))}");
            }

            return ExitCodes.Fine;
        })));
        return command;
    }

    private static StopWhen? Budget(double? seconds, double? ess)
    {
        if (seconds is { } given && !(given is > 0 and < 2_000_000))
        {
            throw new UsageException(FormattableString.Invariant($"--time cannot be {given}: use a positive number of seconds, at most two million."));
        }

        return seconds is null && ess is null ? null : new StopWhen { Time = seconds is { } limit ? TimeSpan.FromSeconds(limit) : null, Ess = ess };
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

    private static void Write(Utf8JsonWriter writer, string model, SamplerOptions options, StopReason ended, Posterior posterior, double seconds)
    {
        ChainStatistics[] chains = [.. Enumerable.Range(0, posterior.ChainCount).Select(posterior.Chain)];
        writer.WriteString("model", model);
        writer.WriteNumber("dimension", posterior.Layout.Dimension);
        writer.WriteNumber("chains", posterior.ChainCount);
        writer.WriteNumber("warmup", options.Warmup);
        writer.WriteNumber("draws", posterior.DrawCount);
        writer.WriteNumber("seed", options.Seed);
        writer.WriteString("ended", JsonNamingPolicy.SnakeCaseLower.ConvertName(ended.ToString()));
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
