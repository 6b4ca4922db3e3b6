// Stan's effective draws per gradient, from the table of measured peers.
using System.Text.Json;
using Exmc.Cli;
using Exmc.Models;

namespace Exmc.Benchmarks;

/// <summary>One posterior that Stan was measured on.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Model">Our model of it.</param>
/// <param name="DataFile">Its data.</param>
/// <param name="Efficiency">Least bulk ESS over all parameters, divided by the leapfrogs of warm-up and sampling; medians over Stan's seeds.</param>
internal sealed record EfficiencyPeer(string Name, CatalogueEntry Model, string DataFile, double Efficiency)
{
    /// <summary>Under which name it enters the geometric mean: windows of one sensor, and two programs of one posterior, are one.</summary>
    public string Group => Name.StartsWith("sensor_", StringComparison.Ordinal) ? "sensor" : Name == "logistic_vec" ? "logistic" : Name;

    /// <summary>Whether Stan's ESS is noise there: the funnel and the centred eight schools.</summary>
    public bool IsApart => Name is "funnel" or "eight_schools";

    /// <summary>All posteriors of peers/results.json with an ESS, and with a model and data here.</summary>
    /// <param name="shared">The folder with peers and posteriordb.</param>
    /// <param name="names">Names of posteriors or groups; all when empty.</param>
    public static IReadOnlyList<EfficiencyPeer> Read(string shared, IReadOnlyCollection<string> names)
    {
        JsonElement results = ModelFiles.Json(Path.Combine(shared, "peers", "results.json"));
        List<EfficiencyPeer> peers = [];
        foreach (JsonProperty posterior in results.EnumerateObject())
        {
            JsonElement figures = posterior.Value;
            string data = figures.GetProperty("data").GetString()!;
            string[] files = [Path.Combine(shared, "peers", "data", data + ".json"), Path.Combine(shared, "posteriordb", posterior.Name, "data.json")];
            if (Array.Find(files, File.Exists) is { } file
                && (Catalogue.Find(posterior.Name) ?? Catalogue.Find(figures.GetProperty("stan").GetString()!.Replace("_vec", string.Empty, StringComparison.Ordinal))) is { } model
                && figures.TryGetProperty("min_ess", out JsonElement ess) && ess.ValueKind == JsonValueKind.Number)
            {
                double leapfrogs = figures.GetProperty("warmup_leapfrogs").GetDouble() + figures.GetProperty("sampling_leapfrogs").GetDouble();
                peers.Add(new(posterior.Name, model, file, ess.GetDouble() / leapfrogs));
            }
        }

        return [.. peers.Where(peer => names.Count == 0 || names.Contains(peer.Name) || names.Contains(peer.Group) || names.Contains(peer.Model.Name))];
    }
}
