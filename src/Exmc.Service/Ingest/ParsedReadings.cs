// What a body of readings held.
using System.Text;
using Exmc.Fleet.Live;

namespace Exmc.Service.Ingest;

/// <summary>A line or an element that is no reading.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Text">The first characters of it.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Sensor">The sensor's name; empty where it could not be read.</param>
public sealed record RefusedLine(int Line, string Text, string Reason, string Sensor = "");

/// <summary>Good readings and refused lines; parsing never throws.</summary>
/// <param name="most">Readings and refused lines at which parsing stops, at least 1.</param>
public sealed class ParsedReadings(int most = int.MaxValue)
{
    private const int LongestName = 200;
    private const int LongestText = 120;
    private readonly List<(int Line, string Text)> _origins = [];
    private readonly HashSet<(string Sensor, long Sequence)> _timeless = [];

    /// <summary>The good ones.</summary>
    public List<LiveReading> Readings { get; } = [];

    /// <summary>The others.</summary>
    public List<RefusedLine> Refused { get; } = [];

    /// <summary>Whether there are more than allowed; the rest has not been read.</summary>
    public bool IsOverfull => Readings.Count + Refused.Count > most;

    /// <summary>Refuses readings that the engine would quarantine.</summary>
    /// <param name="engine">Counts them.</param>
    public void Screen(FleetEngine engine)
    {
        engine.NoteRefused(Refused.Count);
        int kept = 0;
        for (int i = 0; i < Readings.Count; i++)
        {
            if (engine.Admits(Readings[i], out string reason))
            {
                Readings[kept++] = Readings[i];
            }
            else
            {
                Refuse(_origins[i].Line, _origins[i].Text, reason, Readings[i].Sensor);
            }
        }

        Readings.RemoveRange(kept, Readings.Count - kept);
        _origins.Clear();
    }

    /// <summary>Takes a reading whose parts could be read, when name and value are usable and it is not one of several that nothing tells apart.</summary>
    /// <param name="line">Number of its line, from 1.</param>
    /// <param name="text">The line.</param>
    /// <param name="sensor">The sensor's name.</param>
    /// <param name="time">UTC.</param>
    /// <param name="sequence">The source's number, 0 when it has none.</param>
    /// <param name="value">The reading.</param>
    /// <param name="hasTime">Whether the source gave the time; where not, it is the one of the arrival, which is the same for the whole body.</param>
    public void Take(int line, string text, string sensor, DateTime time, long sequence, double value, bool hasTime = true)
    {
        string? reason = sensor.Length == 0 ? "no sensor is named"
            : sensor.Length > LongestName ? $"the sensor's name is longer than {LongestName} characters"
            : sensor.Any(char.IsControl) ? "the sensor's name has control characters"
            : !double.IsFinite(value) ? "the value is not a finite number"
            : !hasTime && !_timeless.Add((sensor, sequence)) ? "another reading of the sensor without a time; give each its time, or a sequence"
            : null;
        if (reason is null)
        {
            Readings.Add(new LiveReading(sensor, time, sequence, value));
            _origins.Add((line, Shorten(text)));
        }
        else
        {
            Refuse(line, text, reason, sensor);
        }
    }

    /// <summary>Adds what another has, before it is screened.</summary>
    public void Add(ParsedReadings more)
    {
        Readings.AddRange(more.Readings);
        Refused.AddRange(more.Refused);
        _origins.AddRange(more._origins);
    }

    /// <summary>Refuses a line.</summary>
    public void Refuse(int line, string text, string reason, string sensor = "") => 
        Refused.Add(new RefusedLine(line, Shorten(text), reason, sensor.Length > LongestName ? string.Empty : sensor));

    /// <summary>What was refused, to be kept.</summary>
    /// <param name="at">When it came, UTC.</param>
    /// <param name="source">What stands for the sensor's name where it could not be read, such as a topic.</param>
    public IEnumerable<QuarantinedReading> ToQuarantine(DateTime at, string source = "") =>
        Refused.Select(line => new QuarantinedReading(at, line.Sensor.Length > 0 ? line.Sensor : source, line.Text, line.Reason));

    /// <summary>The first characters of a body, to be shown where it is refused.</summary>
    public static string TextOf(ReadOnlySpan<byte> body) => Encoding.UTF8.GetString(body[..Math.Min(body.Length, LongestText)]);

    /// <summary>Forgets the good ones of a body that is broken as a whole.</summary>
    public void Discard()
    {
        Readings.Clear();
        _origins.Clear();
        _timeless.Clear();
    }

    private static string Shorten(string text) => text.Length > LongestText ? text[..LongestText] : text;
}
