// Prints and writes effective draws per gradient beside Stan's.
using System.Text.Json;
using Exmc.Cli;

namespace Exmc.Benchmarks;

internal static class EfficiencyReport
{
    public static void Header()
    {
        Console.WriteLine("| posterior | d | ours / Stan | 95 % interval | ESS per 1000 gradients | Stan's | warm-up share | warm-up iterations | gradients per draw | divergences per fit | largest R-hat | slowest |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
    }

    public static void Row(EfficiencyRow row, int draws)
    {
        Interval ratio = row.Ratio;
        double warmup = row.Fits.Sum(fit => (double)fit.WarmupGradients), sampling = row.Fits.Sum(fit => (double)fit.SamplingGradients);
        Console.WriteLine(FormattableString.Invariant(
            $"| {row.Peer.Name} | {row.Dimension} | {ratio.Mean:F2} | {ratio.Low:F2} to {ratio.High:F2} | {1000 * Interval.OfLogs([.. row.Fits.Select(fit => Math.Log(fit.Efficiency))]).Mean:G3} | {1000 * row.Peer.Efficiency:G3} | {warmup / (warmup + sampling):P0} | {row.Fits.Average(fit => fit.WarmupIterations):F0} | {sampling / row.Fits.Count / draws:F1} | {row.Fits.Average(fit => fit.Divergences):F1} | {row.Fits.Max(fit => fit.RHat):F3} | {row.Slowest} |"));
        Console.Out.Flush();
    }

    /// <summary>Ratios that enter the geometric mean, one per group.</summary>
    public static IReadOnlyList<(string Group, double Ratio)> Groups(IEnumerable<EfficiencyRow> rows) =>
        [.. rows.Where(row => !row.Peer.IsApart).GroupBy(row => row.Peer.Group).Select(group => (group.Key, Math.Exp(group.Average(row => Math.Log(row.Ratio.Mean)))))];

    public static void Totals(IReadOnlyList<EfficiencyRow> rows)
    {
        IReadOnlyList<(string Group, double Ratio)> groups = Groups(rows);
        Console.WriteLine(FormattableString.Invariant($"\ngeometric mean over {groups.Count} posteriors: {Statistics.GeometricMean(groups.Select(group => group.Ratio)):F3}"));
        string[] below = [.. rows.Where(row => !row.Peer.IsApart && row.Ratio.High < 0.9).Select(row => row.Peer.Name)];
        Console.WriteLine(below.Length == 0 ? "no upper bound is below 0.9" : "upper bound below 0.9: " + string.Join(", ", below));
    }

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<EfficiencyRow> rows)
    {
        writer.Number("geometric_mean", Statistics.GeometricMean(Groups(rows).Select(group => group.Ratio)));
        writer.WriteStartArray("posteriors");
        foreach (EfficiencyRow row in rows)
        {
            writer.WriteStartObject();
            writer.WriteString("posterior", row.Peer.Name);
            writer.WriteString("model", row.Peer.Model.Name);
            writer.WriteString("group", row.Peer.Group);
            writer.WriteBoolean("apart", row.Peer.IsApart);
            writer.WriteNumber("dimension", row.Dimension);
            writer.Number("stan_ess_per_gradient", row.Peer.Efficiency);
            writer.Numbers("ratio", ("mean", row.Ratio.Mean), ("low", row.Ratio.Low), ("high", row.Ratio.High));
            writer.WriteStartArray("fits");
            foreach (EfficiencyFit fit in row.Fits)
            {
                writer.WriteStartObject();
                writer.Number("min_ess_bulk", fit.MinEss);
                writer.WriteString("min_ess_of", fit.MinEssOf);
                writer.WriteNumber("warmup_gradients", fit.WarmupGradients);
                writer.WriteNumber("warmup_iterations_per_chain", fit.WarmupIterations);
                writer.WriteNumber("sampling_gradients", fit.SamplingGradients);
                writer.WriteNumber("divergences", fit.Divergences);
                writer.Number("r_hat", fit.RHat);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
