// Models and files named on the command line.
using System.Text;
using System.Text.Json;
using Exmc.Models;

namespace Exmc.Cli;

internal static class ModelFiles
{
    public static CatalogueEntry Find(string name) => Catalogue.Find(name)
        ?? throw new UsageException($"There is no model '{name}'. 'exmc models' lists the models: {string.Join(", ", Catalogue.Entries.Select(entry => entry.Name))}.");

    /// <summary>Reads a JSON file.</summary>
    public static JsonElement Json(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }

    /// <summary>Writes indented JSON to a file.</summary>
    public static void WriteJson(string path, Action<Utf8JsonWriter> write)
    {
        using FileStream stream = File.Create(path);
        using Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        write(writer);
        writer.WriteEndObject();
        writer.Flush();
        stream.Write(Encoding.UTF8.GetBytes("\n"));
    }

    /// <summary>Writes an object of numbers.</summary>
    public static void Numbers(this Utf8JsonWriter writer, string name, params ReadOnlySpan<(string Name, double Value)> fields)
    {
        writer.WriteStartObject(name);
        foreach ((string field, double value) in fields)
        {
            writer.Number(field, value);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes a number, or null when it is not finite.</summary>
    public static void Number(this Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumber(name, value);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
