// Readings from the line protocol of InfluxDB.
using System.Globalization;
using System.Text;

namespace Exmc.Service.Ingest;

/// <summary>
/// Lines of "measurement,tag=value field=1.5 timestamp" (InfluxDB v2, "Line protocol"). A sensor is named by the tag "sensor", else by measurement
/// and tags in the order of their names; a field other than "value" is appended after a dot. Numbers, integers (1i, 1u) and booleans are readings; strings are refused.
/// </summary>
public static class LineProtocol
{
    /// <summary>Most characters of a line.</summary>
    public const int LongestLine = 65_536;

    /// <summary>Ticks per unit of a precision (ns, us, ms, s); 0 for the nanosecond, null when unknown.</summary>
    public static long? TicksOf(string precision) => precision switch
    {
        "ns" or "" => 0,
        "us" or "u" => TimeSpan.TicksPerMicrosecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        "s" => TimeSpan.TicksPerSecond,
        _ => null,
    };

    /// <summary>Reads lines. Never throws, whatever the text.</summary>
    /// <param name="text">Lines; empty ones and those that start with # are skipped.</param>
    /// <param name="ticks">Ticks per unit of the timestamps, 0 for nanoseconds.</param>
    /// <param name="now">Time of readings without a timestamp.</param>
    /// <param name="most">Readings and refused lines at which reading stops.</param>
    public static ParsedReadings Parse(string text, long ticks, DateTime now, int most = int.MaxValue)
    {
        ParsedReadings parsed = new(most);
        int number = 0;
        foreach (Range range in text.AsSpan().Split('\n'))
        {
            number++;
            ReadOnlySpan<char> trimmed = text.AsSpan(range).Trim();
            if (parsed.IsOverfull)
            {
                break;
            }

            if (trimmed.Length > LongestLine)
            {
                parsed.Refuse(number, trimmed[..200].ToString(), $"the line is longer than {LongestLine} characters");
            }
            else if (trimmed.Length > 0 && trimmed[0] != '#')
            {
                Line(parsed, number, trimmed.ToString(), ticks, now);
            }
        }

        return parsed;
    }

    private static void Line(ParsedReadings parsed, int number, string line, long ticks, DateTime now)
    {
        List<string> parts = Split(line, ' ');
        parts.RemoveAll(part => part.Length == 0);
        if (parts.Count is < 2 or > 3)
        {
            parsed.Refuse(number, line, "expected 'measurement[,tag=value] field=value[,field=value] [timestamp]'");
            return;
        }

        DateTime time = now;
        if (parts.Count == 3 && !(long.TryParse(parts[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long stamp) && UnixTime.TryFrom(stamp, ticks, out time)))
        {
            parsed.Refuse(number, line, "the timestamp is not an integer in range");
            return;
        }

        string? sensor = Sensor(parts[0]);
        if (sensor is null)
        {
            parsed.Refuse(number, line, "a tag is not of the form name=value");
            return;
        }

        foreach (string field in Split(parts[1], ','))
        {
            List<string> pair = Split(field, '=');
            if (pair.Count != 2 || pair[0].Length == 0 || !TryValue(pair[1], out double value))
            {
                parsed.Refuse(number, line, $"field '{(field.Length > 40 ? field[..40] : field)}' is not a number", sensor);
                continue;
            }

            string name = Unescape(pair[0]);
            parsed.Take(number, line, name == "value" ? sensor : $"{sensor}.{name}", time, 0, value, hasTime: parts.Count == 3);
        }
    }

    private static string? Sensor(string series)
    {
        List<string> parts = Split(series, ',');
        foreach (string tag in parts.Skip(1))
        {
            List<string> pair = Split(tag, '=');
            if (pair.Count != 2 || pair[0].Length == 0 || pair[1].Length == 0)
            {
                return null;
            }

            if (pair[0] == "sensor")
            {
                return Unescape(pair[1]);
            }
        }

        // A set of tags is the same in any order.
        return Unescape(string.Join(',', parts.Take(1).Concat(parts.Skip(1).Order(StringComparer.Ordinal))));
    }

    private static bool TryValue(string text, out double value)
    {
        value = text is "t" or "T" or "true" or "True" or "TRUE" ? 1 : 0;
        if (value == 1 || text is "f" or "F" or "false" or "False" or "FALSE")
        {
            return true;
        }

        return text.EndsWith('i') || text.EndsWith('u')
            ? double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Splits where the separator is neither escaped nor within double quotes.</summary>
    private static List<string> Split(string text, char separator)
    {
        List<string> parts = [];
        int start = 0;
        bool isQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (text[i] == separator && !isQuoted)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('\\'))
        {
            return text;
        }

        StringBuilder plain = new();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is ',' or ' ' or '=' or '\\')
            {
                i++;
            }

            plain.Append(text[i]);
        }

        return plain.ToString();
    }
}
