// What a store of the fleet must do.
namespace Exmc.Fleet.Live;

/// <summary>A reading that was refused.</summary>
/// <param name="At">When, by the clock.</param>
/// <param name="Sensor">The sensor's name, as far as it could be read.</param>
/// <param name="Text">What came, shortened.</param>
/// <param name="Reason">Why it was refused.</param>
public sealed record QuarantinedReading(DateTime At, string Sensor, string Text, string Reason);

/// <summary>Keeps a fleet through restarts. Everything it returns from has been committed.</summary>
public interface IFleetStore : IDisposable
{
    /// <summary>Keeps readings and refusals; a reading whose key is known is not kept twice.</summary>
    /// <returns>Readings that are new.</returns>
    int Append(IReadOnlyList<LiveReading> readings, IReadOnlyList<QuarantinedReading> refused);

    /// <summary>
    /// Keeps scores and alarms, by their keys, together with the checkpoint that follows from them: all of it or nothing. An alarm that was acknowledged
    /// or shelved stays so when an older copy of it is saved later.
    /// </summary>
    void Save(IReadOnlyList<ScoredReading> scores, IReadOnlyList<LiveAlarm> alarms, FleetCheckpoint? checkpoint = null);

    /// <summary>The fleet as last saved, with the readings that came after.</summary>
    StoredFleet Load();

    /// <summary>Readings of a sensor with their scores where there are any, the last ones first.</summary>
    IReadOnlyList<ScoredReading> Recent(string sensor, int count);

    /// <summary>Alarms, the last ones first.</summary>
    IReadOnlyList<LiveAlarm> Alarms(int count);

    /// <summary>One alarm; null when it is not there.</summary>
    LiveAlarm? Find(string sensor, DateTime opened);

    /// <summary>Readings kept.</summary>
    long Count();

    /// <summary>Names of the sensors that have readings.</summary>
    IReadOnlyList<string> Sensors();

    /// <summary>Readings of a sensor with their scores where there are any, in order, from a time to before another.</summary>
    IReadOnlyList<ScoredReading> History(string sensor, DateTime from, DateTime to);

    /// <summary>Times of the first and the last reading of a sensor; null when it has none.</summary>
    (DateTime First, DateTime Last)? Span(string sensor);

    /// <summary>Fits of a sensor, by number, without their draws.</summary>
    IReadOnlyList<FitSummary> Fits(string sensor);

    /// <summary>Refused readings from a time on, in order.</summary>
    IReadOnlyList<QuarantinedReading> Quarantine(DateTime from, int count);

    /// <summary>
    /// Forgets readings with their scores, fits and refusals. Never forgotten are the readings that are not scored yet, those of a sensor's window, the fit in
    /// use, and alarms.
    /// </summary>
    void Forget(Retention retention);
}
