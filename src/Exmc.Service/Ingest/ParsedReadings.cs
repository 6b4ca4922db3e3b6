// What a body of readings held.
using Exmc.Fleet.Live;

namespace Exmc.Service.Ingest;

/// <summary>A line or an element that is no reading.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Text">The first characters of it.</param>
/// <param name="Reason">What is wrong.</param>
public sealed record RefusedLine(int Line, string Text, string Reason);

/// <summary>Good readings and refused lines; parsing never throws.</summary>
public sealed class ParsedReadings
{
    private const int LongestName = 200;
    private const int LongestText = 120;

    /// <summary>The good ones.</summary>
    public List<LiveReading> Readings { get; } = [];

    /// <summary>The others.</summary>
    public List<RefusedLine> Refused { get; } = [];

    /// <summary>Takes a reading whose parts could be read, when name and value are usable.</summary>
    public void Take(int line, string text, string sensor, DateTime time, long sequence, double value)
    {
        string? reason = sensor.Length == 0 ? "no sensor is named"
            : sensor.Length > LongestName ? $"the sensor's name is longer than {LongestName} characters"
            : sensor.Any(char.IsControl) ? "the sensor's name has control characters"
            : !double.IsFinite(value) ? "the value is not a finite number"
            : null;
        if (reason is null)
        {
            Readings.Add(new LiveReading(sensor, time, sequence, value));
        }
        else
        {
            Refuse(line, text, reason);
        }
    }

    /// <summary>Refuses a line.</summary>
    public void Refuse(int line, string text, string reason) => Refused.Add(new RefusedLine(line, text.Length > LongestText ? text[..LongestText] : text, reason));
}
