// exmc plot: pictures of a fit that was written to files, or of one run at once.
using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Exmc.Models;
using Exmc.Outputs;
using Exmc.Outputs.Plots;
using Spectre.Console;

namespace Exmc.Cli;

internal static class PlotCommand
{
    private static readonly string[] Kinds = ["trace", "rank", "forest", "density", "pair", "energy", "predictive", "khat"];

    public static Command Create(IAnsiConsole console)
    {
        Argument<string[]> source = new("SOURCE") { Description = "CSV files, one per chain, or an .arrow file, as 'exmc fit --output' writes them; or a model, which is fitted.", Arity = ArgumentArity.OneOrMore };
        Option<string> kind = new("--kind") { Description = string.Join(", ", Kinds) + "; predictive and khat need a model.", Required = true };
        kind.AcceptOnlyFromAmong(Kinds);
        Option<string> output = new("--output", "--file") { Description = "The picture, FILE.svg or FILE.png.", Required = true };
        Option<string[]> parameters = new("--parameter") { Description = "What to plot, 'theta' or 'theta[0]'; may be repeated. Without it, the first 12 numbers, or 2 for a pair.", DefaultValueFactory = _ => [] };
        Option<string?> data = new("--data") { Description = "JSON file with the data of a model." };
        Option<string?> observed = new("--observed") { Description = "Name of the array in the data that the model replicates, for --kind predictive." };
        Option<int> chains = new("--chains") { Description = "Number of chains of a fit.", DefaultValueFactory = _ => 4 };
        Option<int> draws = new("--draws") { Description = "Kept draws per chain of a fit.", DefaultValueFactory = _ => 1000 };
        Option<ulong> seed = new("--seed") { Description = "Seed of a fit.", DefaultValueFactory = _ => 1UL };
        Command command = new("plot", "Draws a picture of a fit as SVG or PNG.") { source, kind, output, parameters, data, observed, chains, draws, seed };
        command.SetAction((parsed, cancellation) => Task.Run(() => ExitCodes.Guard(console, () =>
        {
            // The plot library looks properties up by name, which native builds cannot.
            if (!RuntimeFeature.IsDynamicCodeSupported)
            {
                throw new UsageException("This exmc is native code, which draws no plots: write the draws by 'exmc fit --output FILE.arrow', and run 'exmc plot' by 'dotnet'.");
            }

            string path = parsed.GetValue(output)!;
            CheckPicture(path);
            string[] sources = parsed.GetValue(source)!;
            string wanted = parsed.GetValue(kind)!;
            string[] names = parsed.GetValue(parameters)!;
            Figure figure;
            if (Read(sources) is { } read)
            {
                figure = OfDraws(wanted, read, names);
            }
            else
            {
                JsonElement json = FitCommand.Data(parsed.GetValue(data));
                IModel model = ModelFiles.Find(sources[0]).FromJson(json);
                SamplerOptions options = new() { Chains = parsed.GetValue(chains), Draws = parsed.GetValue(draws), Seed = parsed.GetValue(seed) };
                PartialFit fit = FitView.Run(console, options.Chains, progress => Sampler.SampleAsync(model, options with { Progress = progress }, ct: cancellation));
                if (fit.Posterior is not { } posterior)
                {
                    console.WriteLine(fit.ToString());
                    return ExitCodes.SamplingFailed;
                }

                figure = wanted switch
                {
                    "khat" => ModelPlots.ParetoK(model.ModelName, PsisLoo.Of(model, posterior, cancellation)),
                    "predictive" => ModelPlots.Predictive(model, posterior, Observed(model, json, parsed.GetValue(observed))),
                    _ => OfDraws(wanted, DrawSet.Of(posterior), names),
                };
            }

            Write(path, figure);
            return ExitCodes.Fine;
        })));
        return command;
    }

    /// <summary>The data by the name of what replicates them.</summary>
    private static Dictionary<string, double[]> Observed(IModel model, JsonElement data, string? name)
    {
        Dictionary<string, double[]> arrays = JsonNumbers.Arrays(data);
        if (name is null || !arrays.TryGetValue(name, out double[]? values))
        {
            throw new UsageException($"--kind predictive needs --observed with the array that the model replicates, one of {string.Join(", ", arrays.Keys)}.");
        }

        return model.Bind().PredictedLayout.Entries.Where(entry => entry.Role == LayoutRole.Observed && entry.ValueSize == values.Length).Take(1)
            .ToDictionary(entry => entry.Name, _ => values);
    }

    private static void CheckPicture(string path)
    {
        if (Path.GetExtension(path) is not (".svg" or ".png"))
        {
            throw new UsageException($"--output cannot be '{path}': end the name with .svg or .png.");
        }

        OutputFiles.RequireFolder(path);
    }

    private static void Write(string path, Figure figure)
    {
        if (Path.GetExtension(path) == ".svg")
        {
            File.WriteAllText(path, figure.ToSvg());
            return;
        }

        using MemoryStream picture = new();
        figure.WritePng(picture);
        File.WriteAllBytes(path, picture.ToArray());
    }

    /// <summary>The draws of files; null when the source names a model.</summary>
    private static DrawSet? Read(string[] sources)
    {
        if (sources.All(path => path.EndsWith(".csv", StringComparison.Ordinal)))
        {
            return CmdStanCsvReader.Read(sources);
        }

        if (sources.Length > 1)
        {
            throw new UsageException($"'{string.Join(" ", sources)}' cannot be plotted together: name the CSV files of all chains, one .arrow file, or one model.");
        }

        return Path.GetExtension(sources[0]) switch
        {
            ".arrow" => ArrowFile.Read(sources[0]),
            ".parquet" => throw new UsageException($"'{sources[0]}' cannot be read: plots take CSV or .arrow files. Write one by 'exmc fit --output FILE.arrow'."),
            _ => null,
        };
    }

    private static Figure OfDraws(string kind, DrawSet draws, string[] names) => kind switch
    {
        "trace" => DrawPlots.Trace(draws, names),
        "rank" => DrawPlots.Rank(draws, names),
        "density" => DrawPlots.Density(draws, names),
        "forest" => DrawPlots.Forest(draws, names),
        "pair" => SamplerPlots.Pair(draws, names),
        "energy" => SamplerPlots.Energy(draws),
        _ => throw new UsageException($"--kind {kind} needs the model and its data, not its draws alone: use 'exmc plot MODEL --data FILE.json --kind {kind}'."),
    };
}
