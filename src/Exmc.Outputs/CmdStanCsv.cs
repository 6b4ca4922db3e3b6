// Draws in the CSV format of CmdStan, one file per chain.
using System.Globalization;

namespace Exmc.Outputs;

/// <summary>Writes fits as CmdStan 2.33 writes its samples, one file per chain: names "theta.1" and "x.1.2", first index fastest, from 1.</summary>
public static class CmdStanCsv
{
    /// <summary>Writes one file per chain.</summary>
    /// <param name="path">FILE.csv: the chains go to FILE_1.csv, FILE_2.csv, ...</param>
    /// <param name="fit">The fit.</param>
    /// <returns>The files written.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static IReadOnlyList<string> Write(string path, Posterior fit)
    {
        ArgumentNullException.ThrowIfNull(path);
        DrawSet draws = DrawSet.Of(fit);
        string stem = Path.Combine(Path.GetDirectoryName(path) ?? string.Empty, Path.GetFileNameWithoutExtension(path));
        string[] files = [.. Enumerable.Range(1, fit.ChainCount).Select(chain => FormattableString.Invariant($"{stem}_{chain}{Path.GetExtension(path)}"))];
        for (int chain = 0; chain < files.Length; chain++)
        {
            using StreamWriter writer = new(files[chain]) { NewLine = "\n" };
            Write(writer, fit, draws, chain);
        }

        return files;
    }

    internal static string Number(double value) => double.IsNaN(value) ? "nan" : double.IsInfinity(value) ? (value > 0 ? "inf" : "-inf") : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The header line and one line per draw.</summary>
    internal static void WriteDraws(TextWriter writer, DrawSet draws, int chain, Action<TextWriter> adaptation)
    {
        (string Name, double[] Values)[] columns =
        [
            .. DrawStatistics.StanNames.Zip(draws.Statistics.Columns),
            .. draws.Variables.SelectMany(variable => variable.ColumnMajor().Select(element => (ElementNaming.Stan(variable.Name, variable.IndexOf(element)), variable.Elements[element]))),
        ];
        writer.WriteLine(string.Join(',', columns.Select(column => column.Name)));
        adaptation(writer);
        for (int draw = chain * draws.DrawCount; draw < (chain + 1) * draws.DrawCount; draw++)
        {
            for (int column = 0; column < columns.Length; column++)
            {
                if (column > 0)
                {
                    writer.Write(',');
                }

                writer.Write(Number(columns[column].Values[draw]));
            }

            writer.WriteLine();
        }
    }

    private static void Write(TextWriter writer, Posterior fit, DrawSet draws, int chain)
    {
        ChainAdaptation adaptation = fit.Adaptation.Chains[chain];
        ChainStatistics statistics = fit.Chain(chain);
        foreach (string line in Configuration(fit, chain))
        {
            writer.WriteLine("# " + line);
        }

        WriteDraws(writer, draws, chain, text => WriteAdaptation(text, adaptation));
        writer.WriteLine("# ");
        writer.WriteLine("#  Elapsed Time: " + Number(Math.Round(statistics.WarmupSeconds, 6)) + " seconds (Warm-up)");
        writer.WriteLine("#                " + Number(Math.Round(statistics.SamplingSeconds, 6)) + " seconds (Sampling)");
        writer.WriteLine("#                " + Number(Math.Round(statistics.WarmupSeconds + statistics.SamplingSeconds, 6)) + " seconds (Total)");
        writer.WriteLine("# ");
    }

    // Readers take the format's version from the first three lines.
    private static string[] Configuration(Posterior fit, int chain) =>
    [
        "stan_version_major = 2",
        "stan_version_minor = 33",
        "stan_version_patch = 0",
        "writer = Exmc",
        $"model = {fit.Layout.ModelName}",
        "method = sample (Default)",
        "  sample",
        FormattableString.Invariant($"    num_samples = {fit.DrawCount}"),
        FormattableString.Invariant($"    num_warmup = {fit.Chain(chain).PlanThatRan.Iterations}"),
        "    save_warmup = 0 (Default)",
        "    thin = 1 (Default)",
        "    algorithm = hmc (Default)",
        "      hmc",
        "        engine = nuts (Default)",
        $"        metric = {(fit.Adaptation.Chains[chain].Kind == MetricKind.Diagonal ? "diag_e (Default)" : "dense_e")}",
        FormattableString.Invariant($"id = {chain + 1}"),
        "random",
        FormattableString.Invariant($"  seed = {fit.Adaptation.Seed}"),
    ];

    private static void WriteAdaptation(TextWriter writer, ChainAdaptation adaptation)
    {
        int dimension = adaptation.Position.Length;
        bool dense = adaptation.Kind != MetricKind.Diagonal;
        double[] metric = dense ? adaptation.DenseInverseMetric() : adaptation.InverseMetric.ToArray();
        writer.WriteLine("# Adaptation terminated");
        writer.WriteLine("# Step size = " + Number(adaptation.StepSize));
        writer.WriteLine(dense ? "# Elements of inverse mass matrix:" : "# Diagonal elements of inverse mass matrix:");
        for (int row = 0; row < (dense ? dimension : 1); row++)
        {
            writer.WriteLine("# " + string.Join(", ", metric.Skip(row * dimension).Take(dimension).Select(Number)));
        }
    }
}
