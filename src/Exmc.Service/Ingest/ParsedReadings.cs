// What a body of readings held.
using Exmc.Fleet.Live;

namespace Exmc.Service.Ingest;

/// <summary>A line or an element that is no reading.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Text">The first characters of it.</param>
/// <param name="Reason">What is wrong.</param>
public sealed record RefusedLine(int Line, string Text, string Reason);

/// <summary>Good readings and refused lines; parsing never throws.</summary>
/// <param name="most">Readings and refused lines at which parsing stops, at least 1.</param>
public sealed class ParsedReadings(int most = int.MaxValue)
{
    private const int LongestName = 200;
    private const int LongestText = 120;
    private readonly List<(int Line, string Text)> _origins = [];

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
                Refuse(_origins[i].Line, _origins[i].Text, reason);
            }
        }

        Readings.RemoveRange(kept, Readings.Count - kept);
        _origins.Clear();
    }

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
            _origins.Add((line, Shorten(text)));
        }
        else
        {
            Refuse(line, text, reason);
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
    public void Refuse(int line, string text, string reason) => Refused.Add(new RefusedLine(line, Shorten(text), reason));

    /// <summary>Forgets the good ones of a body that is broken as a whole.</summary>
    public void Discard()
    {
        Readings.Clear();
        _origins.Clear();
    }

    private static string Shorten(string text) => text.Length > LongestText ? text[..LongestText] : text;
}
