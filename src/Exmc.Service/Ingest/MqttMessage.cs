// A message of a broker on its way to the disk.
using System.Globalization;
using System.Text;
using MQTTnet;

namespace Exmc.Service.Ingest;

/// <summary>A message as it came. The topic names the sensor; the payload is a number or JSON.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">UTF-8.</param>
/// <param name="At">When it came: the time of a reading without one.</param>
/// <param name="Connection">Number of the connection that it came by.</param>
/// <param name="Source">What its acknowledgement goes by; null when none is awaited (QoS 0).</param>
internal sealed record MqttMessage(string Topic, ReadOnlyMemory<byte> Payload, DateTime At, int Connection, MqttApplicationMessageReceivedEventArgs? Source)
{
    // No number of double precision needs as much.
    private const int LongestNumber = 64;

    /// <summary>Reads it. Never throws, whatever the bytes; a message larger than a request may be is refused as a whole.</summary>
    /// <param name="prefix">The topic's part before the sensor's name, without the slash between.</param>
    /// <param name="mostBytes">Bytes of a payload.</param>
    /// <param name="mostReadings">Readings of a payload.</param>
    public ParsedReadings Parse(string prefix, int mostBytes = int.MaxValue, int mostReadings = int.MaxValue)
    {
        string sensor = Topic.StartsWith(prefix + "/", StringComparison.Ordinal) ? Topic[(prefix.Length + 1)..] : Topic;
        if (Payload.Length > mostBytes)
        {
            return Refused($"the message has {Payload.Length} bytes, but at most {mostBytes} are taken");
        }

        if (Payload.Length > LongestNumber || !double.TryParse(Encoding.UTF8.GetString(Payload.Span), NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
        {
            ParsedReadings readings = JsonReadings.Parse(Payload, At, sensor, mostReadings);
            return readings.IsOverfull ? Refused($"the message has more than {mostReadings} readings") : readings;
        }

        ParsedReadings parsed = new();
        parsed.Take(1, Encoding.UTF8.GetString(Payload.Span), sensor, At, 0, value, hasTime: false);
        return parsed;
    }

    private ParsedReadings Refused(string reason)
    {
        ParsedReadings parsed = new();
        parsed.Refuse(1, ParsedReadings.TextOf(Payload.Span), reason);
        return parsed;
    }
}
