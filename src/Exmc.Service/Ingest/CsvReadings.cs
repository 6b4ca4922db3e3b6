// Readings from CSV.
using System.Globalization;
using System.Text;

namespace Exmc.Service.Ingest;

/// <summary>
/// Lines of CSV (RFC 4180, no line breaks within quotes). The first line names the columns: either sensor, time, value and perhaps sequence in any order,
/// or a time and then one column per sensor; where it does not, every line is refused. Empty fields, na, nan and null are missing readings. Times are ISO
/// 8601, or seconds since 1970.
/// </summary>
public sealed class CsvReadings
{
    private string[]? _header;
    private string? _headless;
    private int _sensor = -1;
    private int _time;
    private int _value = -1;
    private int _sequence = -1;

    /// <summary>Reads a whole body. Never throws, whatever the text.</summary>
    /// <param name="text">Lines.</param>
    /// <param name="most">Readings and refused lines at which reading stops.</param>
    public static ParsedReadings Parse(string text, int most = int.MaxValue)
    {
        ParsedReadings parsed = new(most);
        CsvReadings csv = new();
        int number = 0;
        foreach (Range range in text.AsSpan().Split('\n'))
        {
            ReadOnlySpan<char> line = text.AsSpan(range);
            csv.Take(parsed, ++number, line[..Math.Min(line.Length, LineProtocol.LongestLine + 1)].ToString());
            if (parsed.IsOverfull)
            {
                break;
            }
        }

        return parsed;
    }

    /// <summary>Reads one line, the first of them as the names of the columns. Never throws.</summary>
    public void Take(ParsedReadings parsed, int number, string line)
    {
        if (line.AsSpan().Trim().Length == 0)
        {
            return;
        }

        if (line.Length > LineProtocol.LongestLine)
        {
            parsed.Refuse(number, line, $"the line is longer than {LineProtocol.LongestLine} characters");
            return;
        }

        if (Split(line.TrimEnd('\r').TrimStart('\uFEFF')) is not { } fields)
        {
            parsed.Refuse(number, line, "a quote is not closed");
            return;
        }

        if (_header is null)
        {
            _headless ??= Name(fields);
            if (_headless is not null)
            {
                parsed.Refuse(number, line, _headless);
            }

            return;
        }

        if (fields.Length != _header.Length)
        {
            parsed.Refuse(number, line, $"{fields.Length} fields, but the first line names {_header.Length}");
        }
        else if (!TryTime(fields[_time], out DateTime time))
        {
            parsed.Refuse(number, line, "the time is neither ISO 8601 nor seconds since 1970");
        }
        else if (_sensor >= 0)
        {
            long sequence = 0;
            if (_sequence >= 0 && fields[_sequence].Length > 0 && !long.TryParse(fields[_sequence], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out sequence))
            {
                parsed.Refuse(number, line, "the sequence is not an integer");
                return;
            }

            Value(parsed, number, line, fields[_sensor], time, sequence, fields[_value]);
        }
        else
        {
            for (int k = 1; k < fields.Length; k++)
            {
                Value(parsed, number, line, _header[k], time, 0, fields[k]);
            }
        }
    }

    // What is wrong with the first line. No later line is taken for it: what looks like names there may be readings.
    private string? Name(string[] fields)
    {
        int column(string name) => Array.FindIndex(fields, field => field.Equals(name, StringComparison.OrdinalIgnoreCase));
        _sensor = column("sensor");
        _value = column("value");
        _sequence = column("sequence");
        _time = _sensor < 0 ? 0 : Math.Max(column("time"), column("timestamp"));
        string? twice = fields.GroupBy(field => field, StringComparer.Ordinal).FirstOrDefault(group => group.Key.Length > 0 && group.Skip(1).Any())?.Key;
        string? reason = fields.Length < 2 ? "the first line names at least two columns, a time and a sensor, with a comma between"
            : _sensor >= 0 && (_value < 0 || _time < 0) ? "a column 'sensor' needs columns 'time' and 'value' beside it"
            : TryTime(fields[_time], out _) ? "the first line must name the columns"
            : twice is not null ? $"the first line names the column '{(twice.Length > 40 ? twice[..40] : twice)}' twice"
            : null;
        _header = reason is null ? fields : null;
        return reason;
    }

    private static void Value(ParsedReadings parsed, int number, string line, string sensor, DateTime time, long sequence, string field)
    {
        if (field.Length == 0 || field.ToUpperInvariant() is "NA" or "NAN" or "NULL")
        {
            return;
        }

        if (double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
        {
            parsed.Take(number, line, sensor, time, sequence, value);
        }
        else
        {
            parsed.Refuse(number, line, $"'{(field.Length > 40 ? field[..40] : field)}' of sensor '{(sensor.Length > 40 ? sensor[..40] : sensor)}' is not a number", sensor);
        }
    }

    private static bool TryTime(string field, out DateTime time)
    {
        time = default;
        if (double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds))
        {
            return Math.Abs(seconds) < 1e11 && UnixTime.TryFrom((long)Math.Round(seconds * 1e6), TimeSpan.TicksPerMicrosecond, out time);
        }

        return IsoTime.TryParse(field, out time);
    }

    // Null when a quote is not closed.
    private static string[]? Split(string line)
    {
        if (!line.Contains('"'))
        {
            string[] plain = line.Split(',');
            for (int k = 0; k < plain.Length; k++)
            {
                plain[k] = plain[k].Trim();
            }

            return plain;
        }

        List<string> fields = [];
        StringBuilder field = new();
        bool isQuoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && isQuoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append(line[i++]);
            }
            else if (line[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (line[i] == ',' && !isQuoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
            {
                field.Append(line[i]);
            }
        }

        fields.Add(field.ToString().Trim());
        return isQuoted ? null : [.. fields];
    }
}
