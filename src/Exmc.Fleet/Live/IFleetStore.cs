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
    /// Keeps scores and alarms, by their keys, together with the checkpoint that follows from them: all of it or nothing. What <see cref="Mark"/> has kept of an
    /// alarm outlasts a copy of the alarm that is saved later.
    /// </summary>
    void Save(IReadOnlyList<ScoredReading> scores, IReadOnlyList<LiveAlarm> alarms, FleetCheckpoint? checkpoint = null);

    /// <summary>Keeps that somebody acknowledged or shelved an alarm, and changes nothing else of it: it may have gone on or closed meanwhile.</summary>
    /// <param name="sensor">The sensor's name.</param>
    /// <param name="opened">When the alarm opened.</param>
    /// <param name="acknowledged">When somebody took note, unless somebody has before; null leaves it.</param>
    /// <param name="shelvedUntil">Silent until then; null leaves it.</param>
    /// <returns>Whether the alarm is there; one that has just opened may not be kept yet.</returns>
    bool Mark(string sensor, DateTime opened, DateTime? acknowledged, DateTime? shelvedUntil);

    /// <summary>The fleet as last saved, with the readings that came after.</summary>
    StoredFleet Load();

    /// <summary>Readings of a sensor with their scores where there are any, the last ones first.</summary>
    IReadOnlyList<ScoredReading> Recent(string sensor, int count);

    /// <summary>Alarms, open ones first, each of both with the last ones first.</summary>
    /// <param name="count">At most so many.</param>
    /// <param name="sensor">The sensor whose alarms they are; null for all.</param>
    IReadOnlyList<LiveAlarm> Alarms(int count, string? sensor = null);

    /// <summary>One alarm; null when it is not there.</summary>
    LiveAlarm? Find(string sensor, DateTime opened);

    /// <summary>Readings kept.</summary>
    long Count();

    /// <summary>Names of the sensors that have readings.</summary>
    IReadOnlyList<string> Sensors();

    /// <summary>Readings of a sensor with their scores where there are any, in order, from a time to before another.</summary>
    IReadOnlyList<ScoredReading> History(string sensor, DateTime from, DateTime to);

    /// <summary>Days (UTC) on which a sensor has readings, in order.</summary>
    IReadOnlyList<DateTime> Days(string sensor);

    /// <summary>The last fits of a sensor, by number, without their draws.</summary>
    IReadOnlyList<FitSummary> Fits(string sensor, int count = int.MaxValue);

    /// <summary>Refused readings from a time on, in order.</summary>
    IReadOnlyList<QuarantinedReading> Quarantine(DateTime from, int count);

    /// <summary>
    /// Forgets readings with their scores, fits and refusals. Never forgotten are the readings that are not scored yet, those of a sensor's window, the fit in
    /// use, and alarms.
    /// </summary>
    void Forget(Retention retention);
}
