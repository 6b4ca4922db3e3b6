// Library models on the benchmark data.
using System.Text.Json;
using Exmc.Models;

namespace Exmc.Benchmarks;

internal static class Generated
{
    /// <summary>A model of the library with the benchmark data of that name.</summary>
    public static IModel Model(string model, string data)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(BenchmarkData.Folder, "peers", "data", data + ".json")));
        return Catalogue.Find(model)!.FromJson(document.RootElement);
    }
}
