// Which models are measured, on which data.
using System.Text.Json;
using Exmc.Models;

namespace Exmc.Cli;

/// <summary>A model with data, and Stan's time on them where it is known.</summary>
internal sealed record BenchCase(string Name, IModel Bound, bool IsSimulated, double? StoredStanNs)
{
    /// <summary>Models of the catalogue, each on its data in the first folder that has them, or on simulated data.</summary>
    /// <param name="names">Models to measure; all when there are none.</param>
    /// <param name="folders">Folders with NAME.json or NAME/data.json, NAME any name of the model.</param>
    /// <param name="stan">Stan's nanoseconds per gradient by data.</param>
    /// <exception cref="UsageException">There is no model of a name.</exception>
    public static IEnumerable<BenchCase> All(string[] names, string[] folders, IReadOnlyDictionary<string, double> stan)
    {
        CatalogueEntry[] entries = names.Length == 0 ? [.. Catalogue.Entries] : [.. names.Select(ModelFiles.Find)];
        return entries.Select(entry => Of(entry, folders, stan));
    }

    private static BenchCase Of(CatalogueEntry entry, string[] folders, IReadOnlyDictionary<string, double> stan)
    {
        // A model whose data come as a series of windows is measured on the first.
        string[] names = [entry.Name, .. entry.Aliases, entry.Name + "_0"];
        string? file = folders
            .SelectMany(folder => names.SelectMany(name => new[] { Path.Combine(folder, name + ".json"), Path.Combine(folder, name, "data.json") }))
            .FirstOrDefault(File.Exists);
        string? measured = names.FirstOrDefault(stan.ContainsKey);
        return file is null
            ? new BenchCase(entry.Name, BenchModels.Simulated(entry.Name), true, null)
            : new BenchCase(entry.Name, entry.FromJson(ModelFiles.Json(file)), false, measured is null ? null : stan[measured]);
    }

    /// <summary>Nanoseconds per gradient in a file with Stan's times: an object by data, or an array whose items name them, with `grad_us`.</summary>
    public static Dictionary<string, double> StanTimes(JsonElement root)
    {
        Dictionary<string, double> times = [];
        IEnumerable<(string Name, JsonElement Value)> entries = root.ValueKind == JsonValueKind.Object
            ? root.EnumerateObject().Select(property => (property.Name, property.Value))
            : root.EnumerateArray().Select(item => (item.TryGetProperty("model", out JsonElement name) ? name.GetString()! : string.Empty, item));
        foreach ((string name, JsonElement value) in entries)
        {
            if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("grad_us", out JsonElement time) && time.ValueKind == JsonValueKind.Number)
            {
                times[name] = 1000.0 * time.GetDouble();
            }
        }

        return times;
    }
}
