// exmc fit --method: what does not run chains of the no-U-turn sampler.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Exmc.Cli;

/// <summary>How `exmc fit` infers.</summary>
internal enum FitMethod
{
    Nuts,
    Smc,
    Advi,
    Pathfinder,
    Laplace,
    Map,
}

/// <summary>Fits by approximations, by sequential Monte Carlo, or to the mode alone.</summary>
internal static class OtherFits
{
    /// <summary>Fits and prints; writes the same as JSON when there is a path.</summary>
    public static int Run(IAnsiConsole console, string name, IModel model, FitMethod method, SamplerOptions options, string? json, CancellationToken ct)
    {
        long start = Stopwatch.GetTimestamp();
        if (method == FitMethod.Map)
        {
            Optimum mode = Optimizer.Maximize(model, new OptimizerOptions { Seed = options.Seed }, ct);
            Print(console, mode);
            Write(json, name, method, options.Seed, start, writer => Write(writer, mode));
            return ExitCodes.Fine;
        }

        if (method == FitMethod.Smc)
        {
            TemperedFit fit = SequentialMonteCarlo.Sample(model, new TemperingOptions { Chains = options.Chains, Draws = options.Draws, Seed = options.Seed }, ct);
            console.WriteLine(fit.ToString());
            Write(json, name, method, options.Seed, start, writer =>
            {
                writer.Number("log_evidence", fit.LogEvidence);
                writer.Number("log_evidence_error", fit.LogEvidenceError);
                writer.WriteNumber("evaluations", fit.Evaluations);
                WritePosterior(writer, fit.Posterior);
            });
            return ExitCodes.Fine;
        }

        Approximation approximation = Approximate(model, method, options, ct);
        console.WriteLine(approximation.Posterior.ToString());
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Pareto k {approximation.ParetoK:F2}, usable up to {approximation.ParetoKThreshold:F2}"));
        Write(json, name, method, options.Seed, start, writer =>
        {
            writer.Number("pareto_k", approximation.ParetoK);
            writer.WriteNumber("evaluations", approximation.Evaluations);
            WritePosterior(writer, approximation.Posterior);
        });
        return ExitCodes.Fine;
    }

    private static Approximation Approximate(IModel model, FitMethod method, SamplerOptions options, CancellationToken ct) => method switch
    {
        FitMethod.Advi => Advi.Of(model, new AdviOptions { Chains = options.Chains, Draws = options.Draws, Seed = options.Seed }, ct),
        FitMethod.Pathfinder => Pathfinder.Of(model, new PathfinderOptions { Chains = options.Chains, Draws = options.Draws, Seed = options.Seed }, ct),
        _ => LaplaceApproximation.Of(model, new LaplaceOptions { Chains = options.Chains, Draws = options.Draws, Seed = options.Seed }, ct),
    };

    private static void Print(IAnsiConsole console, Optimum mode)
    {
        string[] names = mode.Layout.ValueNames;
        int width = names.Max(text => text.Length);
        for (int value = 0; value < names.Length; value++)
        {
            console.WriteLine(names[value].PadRight(width) + "  " + mode.Values.Span[value].ToString("G6", CultureInfo.InvariantCulture));
        }

        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"log density {mode.LogDensity:G8} after {mode.Iterations} iterations"));
        foreach (string warning in mode.Warnings)
        {
            console.WriteLine("warning: " + warning);
        }
    }

    private static void Write(string? path, string name, FitMethod method, ulong seed, long start, Action<Utf8JsonWriter> results)
    {
        if (path is null)
        {
            return;
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        ModelFiles.WriteJson(path, writer =>
        {
            writer.WriteString("model", name);
            writer.WriteString("method", JsonNamingPolicy.SnakeCaseLower.ConvertName(method.ToString()));
            writer.WriteNumber("seed", seed);
            writer.Numbers("seconds", ("total", seconds));
            results(writer);
        });
    }

    private static void Write(Utf8JsonWriter writer, Optimum mode)
    {
        writer.WriteNumber("dimension", mode.Layout.Dimension);
        writer.Number("log_density", mode.LogDensity);
        writer.WriteNumber("evaluations", mode.Evaluations);
        writer.WriteBoolean("converged", mode.Converged);
        writer.WriteStartObject("parameters");
        for (int value = 0; value < mode.Values.Length; value++)
        {
            writer.Number(mode.Layout.ValueNames[value], mode.Values.Span[value]);
        }

        writer.WriteEndObject();
        FitCommand.WriteWarnings(writer, mode.Warnings);
    }

    private static void WritePosterior(Utf8JsonWriter writer, Posterior posterior)
    {
        writer.WriteNumber("dimension", posterior.Layout.Dimension);
        writer.WriteNumber("chains", posterior.ChainCount);
        writer.WriteNumber("draws", posterior.DrawCount);
        FitCommand.WriteParameters(writer, posterior);
        FitCommand.WriteWarnings(writer, posterior.Warnings);
    }
}
