// Time and memory of one gradient of each benchmark model.
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Exmc.Models;

namespace Exmc.Benchmarks;

/// <summary>
/// One log density and gradient, data from the folder shared/peers/data beside the project. Stan's times on the same machine
/// model stand in shared/peers/results.json; `exmc bench --stan` prints both.
/// </summary>
[MemoryDiagnoser]
public class GradientBenchmarks
{
    private IDensity density = null!;
    private double[] position = [];
    private double[] gradient = [];

    /// <summary>Model and data file.</summary>
    [Params("simple", "medium", "stress", "eight_schools", "funnel", "logistic", "sv", "sensor", "gp200", "hmm1000")]
    public string Model { get; set; } = string.Empty;

    /// <summary>Binds the model.</summary>
    [GlobalSetup]
    public void Setup()
    {
        string file = Path.Combine(BenchmarkData.Folder, "peers", "data", (Model == "sensor" ? "sensor_0" : Model) + ".json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        density = Catalogue.Find(Model)!.FromJson(document.RootElement).Bind();
        gradient = new double[density.Dimension];
        position = [.. Enumerable.Range(0, density.Dimension).Select(k => 0.1 + (0.01 * k))];
    }

    /// <summary>Log density and gradient.</summary>
    [Benchmark]
    public double Gradient()
    {
        density.Evaluate(position, gradient, out double logDensity);
        return logDensity;
    }
}
