// Readings from JSON.
using System.Text.Json;
using Exmc.Fleet.Live;

namespace Exmc.Service.Ingest;

/// <summary>One object or an array of them: sensor, value, and where given time (ISO 8601 or milliseconds since 1970) and sequence.</summary>
public static class JsonReadings
{
    /// <summary>Reads a body. Never throws, whatever the bytes.</summary>
    /// <param name="body">UTF-8.</param>
    /// <param name="now">Time of readings without one.</param>
    /// <param name="sensor">Sensor of readings without one; empty asks each to name its own.</param>
    /// <param name="most">Elements at which reading stops.</param>
    public static ParsedReadings Parse(ReadOnlyMemory<byte> body, DateTime now, string sensor = "", int most = int.MaxValue)
    {
        ParsedReadings parsed = new(most);
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                Take(parsed, 1, document.RootElement, now, sensor);
                return parsed;
            }

            int line = 0;
            foreach (JsonElement element in document.RootElement.EnumerateArray())
            {
                Take(parsed, ++line, element, now, sensor);
                if (parsed.IsOverfull)
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Invalid text, or a string that is no valid UTF-16.
            parsed.Discard();
            parsed.Refuse(1, ParsedReadings.TextOf(body.Span), $"not JSON: {exception.Message}");
        }

        return parsed;
    }

    private static void Take(ParsedReadings parsed, int line, JsonElement element, DateTime now, string sensor)
    {
        string text = element.GetRawText();
        if (element.ValueKind != JsonValueKind.Object)
        {
            parsed.Refuse(line, text, "not an object with sensor and value");
            return;
        }

        string name = element.TryGetProperty("sensor", out JsonElement given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : sensor;
        if (!element.TryGetProperty("value", out JsonElement value) || value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out double number))
        {
            parsed.Refuse(line, text, "value is not a number", name);
            return;
        }

        DateTime time = now;
        bool hasTime = element.TryGetProperty("time", out JsonElement stamp);
        if (hasTime && !TryTime(stamp, out time))
        {
            parsed.Refuse(line, text, "time is neither ISO 8601 nor milliseconds since 1970", name);
            return;
        }

        long sequence = 0;
        if (element.TryGetProperty("sequence", out JsonElement count) && (count.ValueKind != JsonValueKind.Number || !count.TryGetInt64(out sequence)))
        {
            parsed.Refuse(line, text, "sequence is not an integer", name);
            return;
        }

        parsed.Take(line, text, name, time, sequence, number, hasTime);
    }

    private static bool TryTime(JsonElement stamp, out DateTime time)
    {
        time = default;
        if (stamp.ValueKind == JsonValueKind.Number)
        {
            return stamp.TryGetInt64(out long milliseconds) && UnixTime.TryFrom(milliseconds, TimeSpan.TicksPerMillisecond, out time);
        }

        return stamp.ValueKind == JsonValueKind.String
            && IsoTime.TryParse(stamp.GetString()!, out time);
    }
}
