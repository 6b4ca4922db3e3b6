// Run with: dotnet run -c Release --project tests/Exmc.Benchmarks -- --filter "*"; or with functions, for the times of elementary functions; or
// with beside [FILE], for generated gradients beside hand-written ones, FILE for exmc bench --limits; or with threads N, for gradients of large
// data on one thread and on several; or with cold MODEL, for what the first fits of a process cost; or with refits day|changes|sensor|cold N, for what the
// refit ladder does: docs/refitting.md.
using BenchmarkDotNet.Running;
using Exmc.Benchmarks;
using Exmc.Benchmarks.Refits;

switch (args)
{
    case ["functions"]:
        FunctionTimes.Print();
        break;
    case ["beside", .. { Length: <= 1 } file]:
        SideBySide.Run(file.FirstOrDefault());
        break;
    case ["threads", string count]:
        ThreadTimes.Print(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
        break;
    case ["cold", string model]:
        ColdStart.Run(model);
        break;
    case ["refits", "day", string seeds]:
        DayAccuracy.Run(int.Parse(seeds, System.Globalization.CultureInfo.InvariantCulture));
        break;
    case ["refits", "changes", string trials]:
        LadderCalibration.Run(int.Parse(trials, System.Globalization.CultureInfo.InvariantCulture));
        break;
    case ["refits", "sensor", string trials]:
        SensorChanges.Run(int.Parse(trials, System.Globalization.CultureInfo.InvariantCulture));
        break;
    case ["refits", "cold", string series]:
        ColdEquality.Run(int.Parse(series, System.Globalization.CultureInfo.InvariantCulture));
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(GradientBenchmarks).Assembly).Run(args);
        break;
}
