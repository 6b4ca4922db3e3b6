// Run with: dotnet run -c Release --project tests/Exmc.Benchmarks -- --filter "*"
using BenchmarkDotNet.Running;
using Exmc.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(GradientBenchmarks).Assembly).Run(args);
