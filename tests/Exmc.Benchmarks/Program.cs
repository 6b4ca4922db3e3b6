// Run with: dotnet run -c Release --project tests/Exmc.Benchmarks -- --filter "*"; or with: beside, or: cold MODEL.
using BenchmarkDotNet.Running;
using Exmc.Benchmarks;

switch (args)
{
    case ["beside"]:
        SideBySide.Run();
        break;
    case ["cold", string model]:
        ColdStart.Run(model);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(GradientBenchmarks).Assembly).Run(args);
        break;
}
