// exmc score-nab: the detector on files of the Numenta anomaly benchmark.
using System.CommandLine;
using Exmc.Fleet.Live;
using Exmc.Fleet.Nab;
using Spectre.Console;

namespace Exmc.Cli;

internal static class ScoreNabCommand
{
    private const string Half = "half";
    private const string Everything = "all";

    public static Command Create(IAnsiConsole console)
    {
        Option<string> data = new("--data") { Description = "Folder with one folder of CSV files per category.", Required = true };
        Option<string> windows = new("--windows") { Description = "JSON file with the labelled windows of each file.", Required = true };
        Option<string?> output = new("--out") { Description = "Write score files there, in the benchmark's layout." };
        Option<string> detector = new("--detector") { Description = "Name of the detector in the score files, without an underscore.", DefaultValueFactory = _ => "exmc" };
        Option<string> tune = new("--tune") { Description = "Files that the threshold is chosen on: half (every other one by name), or all.", DefaultValueFactory = _ => Half };
        Option<double?> threshold = new("--threshold") { Description = "Take this threshold, in [0, 1], and choose none for the detector." };
        Option<string?> only = new("--only") { Description = "Take only files whose name has this text." };
        Option<ulong> seed = new("--seed") { Description = "Seed of the fits.", DefaultValueFactory = _ => 1UL };
        Option<int> threads = new("--threads") { Description = "Files worked on at once.", DefaultValueFactory = _ => Environment.ProcessorCount };
        Command command = new("score-nab", "Scores the detector by the rule of the Numenta anomaly benchmark, beside naive ones.")
        {
            data, windows, output, detector, tune, threshold, only, seed, threads,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(ExitCodes.Guard(console, () =>
        {
            string mode = parsed.GetValue(tune)!;
            if (mode is not (Half or Everything))
            {
                throw new UsageException($"--tune is '{mode}', but must be '{Half}' or '{Everything}'.");
            }

            NabSeries[] files = [.. NabSeries.ReadAll(parsed.GetValue(data)!, parsed.GetValue(windows)!).Where(file => file.Name.Contains(parsed.GetValue(only) ?? string.Empty, StringComparison.Ordinal))];
            if (files.Sum(file => file.Windows.Count) == 0)
            {
                throw new UsageException("None of the files has a labelled window: there is nothing to score by. Choose others with --only.");
            }

            NabResult[] results = Run(files, parsed.GetValue(seed), parsed.GetValue(threads), cancellation);
            NabComparison ours = parsed.GetValue(threshold) is { } given
                ? new NabComparison(parsed.GetValue(detector)!, given, results)
                : NabComparison.Tuned(parsed.GetValue(detector)!, results, mode == Half);
            if (parsed.GetValue(output) is { } folder)
            {
                foreach (NabResult result in results)
                {
                    NabResultWriter.Write(folder, ours.Detector, result);
                }
            }

            IEnumerable<NabComparison> naive = NabBaselines.All.Select(one => NabComparison.Tuned(one.Name, [.. files.Select(file => new NabResult(file, one.Scores(file)))], mode == Half));
            ScoreNabView.Show(console, ours, [.. naive]);
            return ExitCodes.Fine;
        })));
        return command;
    }

    // Files are apart from each other: their order and the number of threads change no score.
    private static NabResult[] Run(NabSeries[] files, ulong seed, int threads, CancellationToken cancellation)
    {
        if (threads < 1)
        {
            throw new UsageException($"--threads is {threads}, but must be at least 1.");
        }

        NabResult[] results = new NabResult[files.Length];
        int next = -1;
        void Work()
        {
            for (int file = Interlocked.Increment(ref next); file < files.Length; file = Interlocked.Increment(ref next))
            {
                ChoosingFitter fitter = new(SensorModels.All, NabSetting.Draws, NabSetting.ColdWarmup, NabSetting.ChooseEvery);
                results[file] = new NabResult(files[file], NabSetting.Scores(files[file], fitter, cancellation, seed));
            }
        }

        Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(Work, cancellation))).GetAwaiter().GetResult();
        return results;
    }
}
