// Which readings may come into the fleet.
using System.Text;

namespace Exmc.Fleet.Live;

/// <summary>
/// Says why a reading cannot be taken, and counts the sensors that are on their way: a host admits a reading, commits it and then offers it, and no burst of
/// new names may pass the limit in between. The engine guards it.
/// </summary>
internal sealed class Admission(LiveOptions options, SortedDictionary<string, LiveSensor> sensors)
{
    // Readings of sensors to be, admitted and not offered yet. Several requests may bring the same new name, and one that fails must not take the others' place.
    private readonly Dictionary<string, int> _underway = new(StringComparer.Ordinal);

    /// <summary>Readings refused because there were too many sensors.</summary>
    public long Crowded { get; private set; }

    /// <summary>Why a reading cannot be taken; empty when it can.</summary>
    public string Screen(in LiveReading reading, DateTime now) =>
        string.IsNullOrEmpty(reading.Sensor) ? "no sensor is named"
        : !IsText(reading.Sensor) ? "the sensor's name holds characters that are no text"
        : !double.IsFinite(reading.Value) ? "not a finite number"
        : reading.Value < options.Least || reading.Value > options.Most ? $"outside of [{options.Least}, {options.Most}]"
        : reading.Time > now + options.ClockTolerance ? "its time is ahead of the clock"
        : IsCrowded(reading.Sensor) ? $"more than {options.MaxSensors} sensors"
        : string.Empty;

    /// <summary>Keeps a place for the sensor of a reading that was screened and is to be offered later.</summary>
    public void Reserve(string sensor)
    {
        if (!sensors.ContainsKey(sensor))
        {
            _underway[sensor] = _underway.GetValueOrDefault(sensor) + 1;
        }
    }

    /// <summary>Gives up the place of a reading that will not be offered.</summary>
    public void Release(string sensor)
    {
        if (_underway.TryGetValue(sensor, out int readings))
        {
            if (readings > 1)
            {
                _underway[sensor] = readings - 1;
            }
            else
            {
                _underway.Remove(sensor);
            }
        }
    }

    /// <summary>The sensor is there now.</summary>
    public void Arrive(string sensor) => _underway.Remove(sensor);

    // Databases keep no zero characters and no halves of surrogate pairs.
    private static bool IsText(string name)
    {
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (rune.Value == 0 || rune == Rune.ReplacementChar)
            {
                return false;
            }
        }

        return true;
    }

    private bool IsCrowded(string sensor)
    {
        bool isCrowded = !sensors.ContainsKey(sensor) && !_underway.ContainsKey(sensor) && sensors.Count + _underway.Count >= options.MaxSensors;
        Crowded += isCrowded ? 1 : 0;
        return isCrowded;
    }
}
