// One reading as it arrives.
namespace Exmc.Fleet.Live;

/// <summary>One reading. (Sensor, Time, Sequence) is its key: two readings of one key are one reading that came twice.</summary>
/// <param name="Sensor">The sensor's name, not empty.</param>
/// <param name="Time">Event time, UTC.</param>
/// <param name="Sequence">The source's number, 0 when it has none.</param>
/// <param name="Value">The reading in its own units.</param>
public readonly record struct LiveReading(string Sensor, DateTime Time, long Sequence, double Value);

/// <summary>What became of an offered reading.</summary>
public enum Intake
{
    /// <summary>Taken, to be scored when the watermark has passed it.</summary>
    Accepted,

    /// <summary>Seen before.</summary>
    Duplicate,

    /// <summary>Older than the watermark: kept by the store, not scored.</summary>
    Late,

    /// <summary>Unusable: not a finite number, out of range, or a time too far ahead.</summary>
    Quarantined,

    /// <summary>The sensor's queue is full: its oldest waiting reading was scored early, and this one is waiting.</summary>
    Forced,
}
