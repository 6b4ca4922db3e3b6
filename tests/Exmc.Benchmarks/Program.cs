// Run with: dotnet run -c Release --project tests/Exmc.Benchmarks -- --filter "*"; or with functions, for the times of elementary functions; or
// with beside [FILE], for generated gradients beside hand-written ones, FILE for exmc bench --limits; or with threads N, for gradients of large
// data on one thread and on several; or with cold MODEL, for what the first fits of a process cost; or with efficiency SHARED, for effective draws per gradient beside Stan's.
using BenchmarkDotNet.Running;
using Exmc.Benchmarks;

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
    case ["efficiency", .. string[] rest]:
        return EfficiencyCommand.Run(rest);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(GradientBenchmarks).Assembly).Run(args);
        break;
}

return 0;
