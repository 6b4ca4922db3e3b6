// Run with: dotnet run -c Release --project tests/Exmc.Benchmarks -- --filter "*", or with functions for the times of elementary functions.
using BenchmarkDotNet.Running;
using Exmc.Benchmarks;

if (args is ["functions"])
{
    FunctionTimes.Print();
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(GradientBenchmarks).Assembly).Run(args);
