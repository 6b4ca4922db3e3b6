// Readings from CSV text.
using System.Globalization;

namespace Exmc.Fleet;

/// <summary>What a CSV file held, bad rows included.</summary>
/// <param name="Names">Names of the sensors.</param>
/// <param name="Times">Stamps of the good rows, as read.</param>
/// <param name="Columns">One column per sensor, as long as the stamps; NaN is missing.</param>
/// <param name="BadRows">Line numbers (from 1) of rows without a readable stamp or with a wrong number of fields.</param>
/// <param name="BadValues">Fields that are no numbers, taken as missing.</param>
public sealed record CsvData(IReadOnlyList<string> Names, IReadOnlyList<DateTime> Times, IReadOnlyList<double[]> Columns, IReadOnlyList<int> BadRows, int BadValues);

/// <summary>
/// Reads a timestamp column followed by one column per sensor. The first line names the columns, unless it starts with a
/// timestamp: then there are no names and it is a row like the others.
/// </summary>
public static class CsvReader
{
    private static readonly string[] MissingWords = ["", "nan", "na", "null"];

    /// <summary>Reads all rows. Bad rows are counted, never thrown.</summary>
    /// <exception cref="InvalidDataException">There are fewer than two columns, or no row can be read.</exception>
    public static CsvData Read(TextReader reader)
    {
        string? first = reader.ReadLine();
        string[] header = first?.Split(',') ?? [];
        if (header.Length < 2)
        {
            throw new InvalidDataException("A CSV file of readings has at least two columns, a timestamp and one column per sensor, named in its first line.");
        }

        bool isNamed = !TryTime(header[0], out _);
        List<DateTime> times = [];
        List<double>[] columns = [.. header.Skip(1).Select(_ => new List<double>())];
        List<int> badRows = [];
        int badValues = 0;
        int line = isNamed ? 1 : 0;
        for (string? text = isNamed ? reader.ReadLine() : first; text is not null; text = reader.ReadLine())
        {
            line++;
            string[] fields = text.Split(',');
            if (text.Length == 0)
            {
                continue;
            }

            if (fields.Length != header.Length || !TryTime(fields[0], out DateTime time))
            {
                badRows.Add(line);
                continue;
            }

            times.Add(time);
            for (int k = 0; k < columns.Length; k++)
            {
                columns[k].Add(Value(fields[k + 1], ref badValues));
            }
        }

        return times.Count == 0
            ? throw new InvalidDataException($"No row of the CSV file could be read ({badRows.Count} bad rows). Rows look like '2026-01-01 00:00:00,1.5'.")
            : new CsvData(isNamed ? Distinct(header) : [.. columns.Select((_, k) => $"column_{k + 1}")], times, [.. columns.Select(column => column.ToArray())], badRows, badValues);
    }

    /// <summary>Names of the sensors: a column without a name has its number, and so has one whose name is taken.</summary>
    private static List<string> Distinct(string[] header)
    {
        List<string> names = [];
        for (int k = 1; k < header.Length; k++)
        {
            string name = header[k].Trim();
            names.Add(name.Length == 0 ? $"column_{k}" : names.Contains(name) ? $"{name} (column {k})" : name);
        }

        return names;
    }

    private static bool TryTime(string field, out DateTime time)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        if (DateTime.TryParse(field, CultureInfo.InvariantCulture, Styles, out time))
        {
            return true;
        }

        // A plain number counts seconds.
        bool isNumber = double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && Math.Abs(seconds) < 1e11;
        time = isNumber ? DateTime.UnixEpoch.AddSeconds(seconds) : default;
        return isNumber;
    }

    private static double Value(string field, ref int badValues)
    {
        if (double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
        {
            return value;
        }

        if (!MissingWords.Contains(field.Trim().ToLowerInvariant()))
        {
            badValues++;
        }

        return double.NaN;
    }
}
