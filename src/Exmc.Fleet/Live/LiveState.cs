// What is told of a sensor.
namespace Exmc.Fleet.Live;

/// <summary>States of a sensor.</summary>
public enum LiveState
{
    /// <summary>Too few readings for a first fit.</summary>
    Learning,

    /// <summary>Scored, and calm.</summary>
    Normal,

    /// <summary>An alarm is open.</summary>
    Alarm,

    /// <summary>The last readings are all equal.</summary>
    FlatLine,

    /// <summary>The last readings hardly vary.</summary>
    Stuck,

    /// <summary>Readings have stopped coming.</summary>
    Dropout,

    /// <summary>The last refit failed; the last good fit goes on being used.</summary>
    Degraded,
}

/// <summary>A reading with its score.</summary>
/// <param name="Sensor">The sensor's name.</param>
/// <param name="Time">Event time.</param>
/// <param name="Sequence">The source's number.</param>
/// <param name="Value">The reading.</param>
/// <param name="Tail">Model tail; NaN when there was no fit to score by.</param>
/// <param name="Calibrated">Calibrated tail; NaN when not scored.</param>
/// <param name="Lower">Lower end of the central 90 % predictive interval; NaN when not scored.</param>
/// <param name="Upper">Upper end of it.</param>
/// <param name="Fit">Number of the fit; 0 when not scored.</param>
/// <param name="Alarm">The alarm that this reading opened, went on with or closed.</param>
/// <param name="Bands">Further predictive intervals; null when not scored.</param>
public sealed record ScoredReading(
    string Sensor, DateTime Time, long Sequence, double Value, double Tail, double Calibrated, double Lower, double Upper, long Fit, LiveAlarm? Alarm, PredictiveBands? Bands = null);

/// <summary>A sensor as it is now.</summary>
/// <param name="Sensor">The sensor's name.</param>
/// <param name="State">Its state.</param>
/// <param name="IsStale">Whether its fit is older than allowed or the last refit failed.</param>
/// <param name="Last">Its last scored reading; null before the first.</param>
/// <param name="Fit">Its fit; null before the first.</param>
/// <param name="Alarm">Its open alarm; null when none is.</param>
/// <param name="Failure">Why the last refit failed; empty when it did not.</param>
public sealed record LiveStatus(string Sensor, LiveState State, bool IsStale, ScoredReading? Last, LiveFit? Fit, LiveAlarm? Alarm, string Failure);
