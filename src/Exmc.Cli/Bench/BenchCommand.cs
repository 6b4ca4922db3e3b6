// exmc bench: times per gradient and per leapfrog, beside other systems' and over sizes.
using System.CommandLine;
using Spectre.Console;

namespace Exmc.Cli;

internal static class BenchCommand
{
    public static Command Create(IAnsiConsole console)
    {
        Option<string[]> models = new("--model")
        {
            Description = "Models to measure; all of the catalogue otherwise.",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<string[]> data = new("--data")
        {
            Description = "Folders with the models' data, NAME.json or NAME/data.json; simulated data where there are none.",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<string?> stan = new("--stan") { Description = "JSON file with Stan's times, to stand beside." };
        Option<string?> limits = new("--limits") { Description = "JSON file with times of hand-written code, as `beside FILE` of the benchmarks writes." };
        Option<bool> scaling = new("--scaling") { Description = "Measures over the number of readings and of dimensions instead." };
        Option<int> largest = new("--largest") { Description = "Largest size with --scaling.", DefaultValueFactory = _ => 1_000_000 };
        Option<string?> json = new("--json") { Description = "Write the tables to this file." };
        Command command = new("bench", "Measures nanoseconds per gradient and per leapfrog.") { models, data, stan, limits, scaling, largest, json };
        command.SetAction(parsed => ExitCodes.Guard(console, () =>
        {
            string[] names = parsed.GetValue(models) ?? [];
            string? path = parsed.GetValue(json);
            if (parsed.GetValue(scaling))
            {
                Scale(console, names, parsed.GetValue(largest), path);
            }
            else
            {
                IReadOnlyDictionary<string, double> peer = parsed.GetValue(stan) is { } file ? BenchCase.StanTimes(ModelFiles.Json(file)) : new Dictionary<string, double>();
                HandWrittenLimits? measured = parsed.GetValue(limits) is { } written ? HandWrittenLimits.FromJson(ModelFiles.Json(written)) : null;
                Compare(console, BenchCase.All(names, parsed.GetValue(data) ?? [], peer), measured, path);
            }

            return ExitCodes.Fine;
        }));
        return command;
    }

    /// <summary>Measures models one by one, the machine before and after each.</summary>
    private static void Compare(IAnsiConsole console, IEnumerable<BenchCase> cases, HandWrittenLimits? limits, string? path)
    {
        IReadOnlyList<CalibrationKernel> kernels = CalibrationKernels.Create();
        List<MachineSpeed> speeds = [MachineSpeed.Measure(kernels, isWarm: false)];
        List<BenchRow> rows = [];
        foreach (BenchCase model in cases)
        {
            BenchRow row = BenchMeasurement.Measure(model);
            speeds.Add(MachineSpeed.Measure(kernels, isWarm: true));
            rows.Add(row.At(MachineSpeed.Least(speeds[^2], speeds[^1]), limits));
        }

        MachineSpeed middle = MachineSpeed.Middle(speeds);
        BenchTable.Show(console, middle, rows);
        if (path is not null)
        {
            ModelFiles.WriteJson(path, writer => BenchJson.Write(writer, middle, rows));
        }
    }

    private static void Scale(IAnsiConsole console, string[] names, int largest, string? path)
    {
        IReadOnlyList<ScalingCase> cases = ScalingCase.Find(names);
        MachineSpeed speed = MachineSpeed.Measure(CalibrationKernels.Create(), isWarm: false);
        List<ScalingRun> runs = [.. cases.Select(model => ScalingRun.Measure(model, largest))];
        ScalingTable.Show(console, speed, runs);
        if (path is not null)
        {
            ModelFiles.WriteJson(path, writer => BenchJson.Write(writer, speed, runs));
        }
    }
}
