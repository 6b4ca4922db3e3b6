// exmc monitor: the main job.
using System.CommandLine;
using Exmc.Fleet;
using Spectre.Console;

namespace Exmc.Cli;

internal static class MonitorCommand
{
    private const int SimulatedCycles = 72;

    public static Command Create(IAnsiConsole console)
    {
        Option<int> sensors = new("--sensors") { Description = "Number of simulated sensors.", DefaultValueFactory = _ => 120 };
        Option<int?> cycles = new("--cycles") { Description = "Refits after the first fit; 72 when simulating, to the end of a file." };
        Option<int> window = new("--window") { Description = "Readings per window.", DefaultValueFactory = _ => 200 };
        Option<int> every = new("--every") { Description = "Readings between refits.", DefaultValueFactory = _ => 1 };
        Option<ulong> seed = new("--seed") { Description = "Seed of the simulator and of all random streams.", DefaultValueFactory = _ => 1UL };
        Option<int> threads = new("--threads") { Description = "Sensors worked on at once.", DefaultValueFactory = _ => Environment.ProcessorCount };
        Option<double> alarm = new("--alarm") { Description = "Tail probability below which a reading raises an alarm.", DefaultValueFactory = _ => 1e-4 };
        Option<Scenario> scenario = new("--scenario") { Description = "clean, or faults: drifts, spikes, shifts, stuck values, gaps.", DefaultValueFactory = _ => Scenario.Clean };
        Option<string?> csv = new("--csv") { Description = "Readings: a timestamp column and one column per sensor, or timestamp,value." };
        Option<string?> json = new("--json") { Description = "Write the report to this file." };
        Option<bool> pair = new("--pair") { Description = "Fit each last window cold as well, to compare cold and warm pair by pair." };
        Option<bool> lanes = new("--lanes") { Description = "Work on eight sensors side by side on each thread; changes no draw.", DefaultValueFactory = _ => true };
        Option<bool> ladder = new("--ladder") { Description = "Refit by the ladder, reweighting carried draws where they serve; otherwise every refit samples.", DefaultValueFactory = _ => true };
        Command command = new("monitor", "Refits a fleet of sensors on moving windows and reports surprising readings.")
        {
            sensors, cycles, window, every, seed, threads, alarm, scenario, csv, json, pair, lanes, ladder,
        };
        command.SetAction(parsed => ExitCodes.Guard(console, () =>
        {
            string? file = parsed.GetValue(csv);
            int? requested = parsed.GetValue(cycles) ?? (file is null ? SimulatedCycles : null);
            FleetOptions options = new()
            {
                Window = parsed.GetValue(window),
                Cycles = requested,
                Every = parsed.GetValue(every),
                Alarm = parsed.GetValue(alarm),
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads),
                Standardize = file is not null,
                Pair = parsed.GetValue(pair),
                Lanes = parsed.GetValue(lanes),
                Ladder = parsed.GetValue(ladder) ? LadderOptions.Default : null,
            };
            options.Check();
            IReadOnlyList<SensorSeries> series = file is null
                ? Simulated(parsed.GetValue(sensors), options, parsed.GetValue(scenario))
                : FromFile(console, file, options);
            ReplayReport report = MonitorView.Run(console, series, Model, options);
            MonitorView.Show(console, report, series);
            if (parsed.GetValue(json) is { } path)
            {
                ModelFiles.WriteJson(path, writer => MonitorJson.Write(writer, report));
            }

            return report.Fits.Any(fit => fit.Kind is FitKind.Cold or FitKind.Warm) || report.Fits.All(fit => fit.Kind == FitKind.Skipped)
                ? ExitCodes.Fine
                : ExitCodes.SamplingFailed;
        }));
        return command;
    }

    private static Models.WindowedSensor Model(SensorWindow window) => new() { Y = window.Y, X = window.X, XNext = window.XNext };

    private static SensorSeries[] Simulated(int sensors, FleetOptions options, Scenario scenario)
    {
        if (sensors < 1)
        {
            throw new UsageException($"--sensors is {sensors}, but must be at least 1.");
        }

        int length = options.Window + ((options.Cycles ?? SimulatedCycles) * options.Every);
        return [.. Enumerable.Range(0, sensors).Select(index => Simulator.Simulate(options.Seed, index, length, options.Window, scenario))];
    }

    private static IReadOnlyList<SensorSeries> FromFile(IAnsiConsole console, string path, FleetOptions options)
    {
        using StreamReader reader = new(path);
        CsvData data = CsvReader.Read(reader);
        (IReadOnlyList<SensorSeries> series, GridReport grid) = RegularGrid.Place(data);
        console.MarkupLineInterpolated($"{Path.GetFileName(path)}: {data.Times.Count} readings of {series.Count} sensor(s), step {grid.Step}, {grid.Missing} missing grid points, {grid.Collisions} rows that share their grid point, {grid.OutOfOrder} stamps that do not increase, {data.BadRows.Count} bad rows, {data.BadValues} bad values.");
        if (data.BadRows.Count > 0)
        {
            console.MarkupLineInterpolated($"[yellow]Bad rows at lines {string.Join(", ", data.BadRows.Take(10))}{(data.BadRows.Count > 10 ? ", ..." : string.Empty)}[/]");
        }

        if (series[0].Values.Length < options.Window)
        {
            throw new InvalidDataException($"The file has {series[0].Values.Length} grid points, fewer than the window of {options.Window}. Choose a smaller --window.");
        }

        return series;
    }
}
