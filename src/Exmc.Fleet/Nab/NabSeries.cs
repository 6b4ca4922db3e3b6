// A file of the Numenta anomaly benchmark with its labels.
using System.Text.Json;

namespace Exmc.Fleet.Nab;

/// <summary>Rows of an anomaly window.</summary>
/// <param name="First">Index of the first row.</param>
/// <param name="Last">Index of the last one.</param>
public readonly record struct NabWindow(int First, int Last)
{
    /// <summary>Rows in it.</summary>
    public int Width => Last - First + 1;
}

/// <summary>One file.</summary>
/// <param name="Name">Folder and name, with a slash between.</param>
/// <param name="Times">Time of each row, in the order of the file, which now and then goes back.</param>
/// <param name="Values">Reading of each row.</param>
/// <param name="Windows">Labelled windows, in order.</param>
public sealed record NabSeries(string Name, IReadOnlyList<DateTime> Times, double[] Values, IReadOnlyList<NabWindow> Windows)
{
    /// <summary>Rows at the start that are not scored: 15 % of the file, at most 750.</summary>
    public int Probation => Math.Min((int)(0.15 * Values.Length), 750);

    /// <summary>Reads all files that the labels name and the folder has, by name.</summary>
    /// <param name="folder">Holds one folder per category.</param>
    /// <param name="labels">JSON: for each file a list of pairs of times.</param>
    /// <exception cref="InvalidDataException">The labels are of another shape, or no file of them is in the folder.</exception>
    public static IReadOnlyList<NabSeries> ReadAll(string folder, string labels)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(labels));
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException($"{labels} holds no object of file names with their windows.");
        }

        NabSeries[] all = [.. document.RootElement.EnumerateObject()
            .Where(file => File.Exists(Path.Combine(folder, file.Name)))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => Read(folder, file.Name, file.Value))];
        return all.Length > 0 ? all : throw new InvalidDataException($"None of the files that {labels} names is in {folder}.");
    }

    private static NabSeries Read(string folder, string name, JsonElement windows)
    {
        using StreamReader reader = new(Path.Combine(folder, name));
        CsvData data = CsvReader.Read(reader);
        if (windows.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidDataException($"The windows of {name} are no list of pairs of times.");
        }

        return new NabSeries(name, data.Times, data.Columns[0], [.. windows.EnumerateArray().Select(pair => Window(name, pair, data.Times))]);
    }

    private static NabWindow Window(string name, JsonElement pair, IReadOnlyList<DateTime> times)
    {
        if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2)
        {
            throw new InvalidDataException($"A window of {name} is no pair of times.");
        }

        DateTime from = Time(name, pair[0]);
        DateTime to = Time(name, pair[1]);
        int[] rows = [.. Enumerable.Range(0, times.Count).Where(row => times[row] >= from && times[row] <= to)];
        return rows.Length > 0 ? new NabWindow(rows[0], rows[^1]) : throw new InvalidDataException($"No row of {name} lies in the window from {from:u} to {to:u}.");
    }

    private static DateTime Time(string name, JsonElement text) =>
        DateTime.TryParse(text.GetString(), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal, out DateTime time)
            ? time
            : throw new InvalidDataException($"'{text}', the end of a window of {name}, is no time.");
}
