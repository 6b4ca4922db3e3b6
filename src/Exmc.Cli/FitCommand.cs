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
        Option<string?> output = new("--output") { Description = "Write the draws to this file: .csv (CmdStan, FILE_1.csv ... one per chain), .arrow, .nc (ArviZ) or .parquet." };
        Option<double?> time = new("--time") { Description = "Seconds after which the draws made so far are the result, warm-up included." };
        Option<double?> ess = new("--ess") { Description = "Effective draws of each number, in bulk and tails, that are enough." };
        Option<string?> save = new("--save-state") { Description = "Write the state of the run to this file when it ends or is interrupted; --resume goes on from it." };
        Option<string?> resume = new("--resume") { Description = "Go on with the run whose state is in this file, on the same data; --draws may ask for more than at first." };
        Option<FitMethod> method = new("--method") { Description = "How: chains (nuts), particles from prior to posterior (smc), or an approximation. --warmup, --time, --ess, --output, --save-state and --resume are for chains.", DefaultValueFactory = _ => FitMethod.Nuts };
        Command command = new("fit", "Fits a model and prints its summary; when it is interrupted, that of the draws made so far.")
        {
            model, data, method, chains, warmup, draws, seed, time, ess, json, output, save, resume,
        };

        // On a thread of its own, so that an interrupt reaches the run.
        command.SetAction((parsed, cancellation) => Task.Run(() => ExitCodes.Guard(console, () =>
        {
            if (parsed.GetValue(output) is { } wanted)
            {
                OutputFiles.Check(wanted);
            }

            CatalogueEntry entry = ModelFiles.Find(parsed.GetValue(model)!);
            IModel bound = entry.FromJson(Data(parsed.GetValue(data)));
            SamplerOptions sampler = new()
            {
                Chains = parsed.GetValue(chains),
                Warmup = parsed.GetValue(warmup),
                Draws = parsed.GetValue(draws),
                Seed = parsed.GetValue(seed),
            };
            if (parsed.GetValue(method) is not FitMethod.Nuts and var other)
            {
                foreach (Option option in new Option[] { warmup, time, ess, output, save, resume })
                {
                    if (IsGiven(parsed, option))
                    {
                        throw new UsageException($"{option.Name} is for chains: leave it out with --method {other.ToString().ToLowerInvariant()}.");
                    }
                }

                return OtherFits.Run(console, entry.Name, bound, other, sampler, parsed.GetValue(json), cancellation);
            }

            StopWhen? budget = Budget(parsed.GetValue(time), parsed.GetValue(ess));
            long start = Stopwatch.GetTimestamp();
            PartialFit fit;
            if (parsed.GetValue(resume) is { } file)
            {
                RefuseWithResume(parsed, chains, warmup, seed);
                SamplerState state = SamplerState.Load(file);
                ResumeOptions options = new() { Draws = IsGiven(parsed, draws) ? parsed.GetValue(draws) : null };
                fit = FitView.Run(console, state.Chains.Count, progress => Sampler.ResumeAsync(bound, state, options with { Progress = progress }, budget, ct: cancellation));
            }
            else
            {
                fit = FitView.Run(console, sampler.Chains, progress => Sampler.SampleAsync(bound, sampler with { Progress = progress }, budget, ct: cancellation));
            }

            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (!fit.IsComplete)
            {
                console.WriteLine(fit.ToString());
            }

            if (parsed.GetValue(save) is { } saved)
            {
                fit.State.Save(saved);
            }

            if (fit.Posterior is not { } posterior)
            {
                return ExitCodes.SamplingFailed;
            }

            console.WriteLine(posterior.ToString());
            if (parsed.GetValue(json) is { } path)
            {
                ModelFiles.WriteJson(path, writer => Write(writer, entry.Name, fit, posterior, seconds));
            }

            if (parsed.GetValue(output) is { } drawFile)
            {
                console.WriteLine($"draws in {string.Join(", ", OutputFiles.Write(drawFile, bound, posterior))}");
            }

            return ExitCodes.Fine;
        })));
        return command;
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    // They are saved with the state.
    private static void RefuseWithResume(ParseResult parsed, params ReadOnlySpan<Option> options)
    {
        foreach (Option option in options)
        {
            if (IsGiven(parsed, option))
            {
                throw new UsageException($"{option.Name} cannot be given with --resume: the run goes on with what it began with. Leave it out, or begin a new run without --resume.");
            }
        }
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

    private static void Write(Utf8JsonWriter writer, string model, PartialFit fit, Posterior posterior, double seconds)
    {
        ChainStatistics[] chains = [.. Enumerable.Range(0, posterior.ChainCount).Select(posterior.Chain)];
        writer.WriteString("model", model);
        writer.WriteNumber("dimension", posterior.Layout.Dimension);
        writer.WriteNumber("chains", posterior.ChainCount);
        writer.WriteNumber("warmup", chains[0].PlanThatRan.Iterations);
        writer.WriteNumber("draws", posterior.DrawCount);
        writer.WriteNumber("seed", posterior.Adaptation.Seed);
        writer.WriteString("ended", JsonNamingPolicy.SnakeCaseLower.ConvertName(fit.Reason.ToString()));
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
        WriteParameters(writer, posterior);
        WriteWarnings(writer, posterior.Warnings);
    }

    /// <summary>Summaries by name.</summary>
    public static void WriteParameters(Utf8JsonWriter writer, Posterior posterior)
    {
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
    }

    /// <summary>What is wrong, as sentences.</summary>
    public static void WriteWarnings(Utf8JsonWriter writer, IReadOnlyList<string> warnings)
    {
        writer.WriteStartArray("warnings");
        foreach (string warning in warnings)
        {
            writer.WriteStringValue(warning);
        }

        writer.WriteEndArray();
    }
}
