// efficiency SHARED: least bulk ESS per gradient, warm-up included, beside Stan's.
using System.CommandLine;
using Exmc.Cli;

namespace Exmc.Benchmarks;

/// <summary>Fits every posterior that Stan was measured on, with the default settings unless told otherwise. The counts do not depend on the machine.</summary>
internal static class EfficiencyCommand
{
    public static int Run(string[] arguments)
    {
        Argument<string> shared = new("shared") { Description = "Folder with peers/results.json, peers/data and posteriordb." };
        Option<int> seeds = new("--seeds") { Description = "Fits per posterior, seeds 1, 2, ...", DefaultValueFactory = _ => 20 };
        Option<string[]> models = new("--models") { Description = "Posteriors; all otherwise.", AllowMultipleArgumentsPerToken = true };
        Option<string?> json = new("--json") { Description = "Write the figures to this file." };
        SamplerOptions usual = new();
        Option<int> chains = new("--chains") { DefaultValueFactory = _ => usual.Chains };
        Option<int> warmup = new("--warmup") { DefaultValueFactory = _ => usual.Warmup };
        Option<int> draws = new("--draws") { DefaultValueFactory = _ => usual.Draws };
        Option<double> target = new("--target") { DefaultValueFactory = _ => usual.TargetAcceptance };
        Option<MetricKind> metric = new("--metric") { DefaultValueFactory = _ => usual.Metric };
        Option<WarmupSchedule> schedule = new("--schedule") { DefaultValueFactory = _ => usual.Schedule };
        Option<bool> settle = new("--settle") { DefaultValueFactory = _ => usual.EndWarmupWhenSettled };
        Option<bool> together = new("--together") { DefaultValueFactory = _ => usual.WarmUpTogether };
        Option<int> shortest = new("--shortest") { DefaultValueFactory = _ => usual.ShortestWarmup };
        Option<StartingPoints> start = new("--start") { DefaultValueFactory = _ => usual.Start };
        RootCommand command = new("Effective draws per gradient beside Stan's.") { shared, seeds, models, json, chains, warmup, draws, target, metric, schedule, settle, together, shortest, start };
        command.SetAction(parsed =>
        {
            SamplerOptions options = usual with
            {
                Chains = parsed.GetValue(chains),
                Warmup = parsed.GetValue(warmup),
                Draws = parsed.GetValue(draws),
                TargetAcceptance = parsed.GetValue(target),
                Metric = parsed.GetValue(metric),
                Schedule = parsed.GetValue(schedule),
                EndWarmupWhenSettled = parsed.GetValue(settle),
                WarmUpTogether = parsed.GetValue(together),
                ShortestWarmup = parsed.GetValue(shortest),
                Start = parsed.GetValue(start),
                Threads = 1,
            };
            List<EfficiencyRow> rows = Measure(EfficiencyPeer.Read(parsed.GetValue(shared)!, parsed.GetValue(models) ?? []), options, parsed.GetValue(seeds));
            if (parsed.GetValue(json) is { } path)
            {
                ModelFiles.WriteJson(path, writer => EfficiencyReport.Write(writer, rows));
            }
        });
        return command.Parse(arguments).Invoke();
    }

    private static List<EfficiencyRow> Measure(IReadOnlyList<EfficiencyPeer> peers, SamplerOptions options, int seeds)
    {
        List<EfficiencyRow> rows = [];
        EfficiencyReport.Header();
        foreach (EfficiencyPeer peer in peers)
        {
            IModel model = peer.Model.FromJson(ModelFiles.Json(peer.DataFile));
            EfficiencyFit[] fits = [.. Enumerable.Range(1, seeds).Select(seed => EfficiencyFit.Run(model, options with { Seed = (ulong)seed }))];
            rows.Add(new(peer, model.Bind().Dimension, fits));
            EfficiencyReport.Row(rows[^1], options.Chains * options.Draws);
        }

        EfficiencyReport.Totals(rows);
        return rows;
    }
}
