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
    /// Keeps scores and alarms, by their keys, together with the checkpoints that follow from them. An alarm that was acknowledged or shelved
    /// stays so when an older copy of it is saved later.
    /// </summary>
    void Save(IReadOnlyList<ScoredReading> scores, IReadOnlyList<LiveAlarm> alarms, IReadOnlyList<(LiveCheckpoint Checkpoint, LiveFit? Fit)> checkpoints);

    /// <summary>The sensors as last saved, with the readings that came after.</summary>
    IReadOnlyList<StoredSensor> Load();

    /// <summary>Readings of a sensor with their scores where there are any, the last ones first.</summary>
    IReadOnlyList<ScoredReading> Recent(string sensor, int count);

    /// <summary>Alarms, the last ones first.</summary>
    IReadOnlyList<LiveAlarm> Alarms(int count);

    /// <summary>One alarm; null when it is not there.</summary>
    LiveAlarm? Find(string sensor, DateTime opened);

    /// <summary>Fits of a sensor, by number, without their draws.</summary>
    IReadOnlyList<FitSummary> Fits(string sensor);

    /// <summary>Readings kept.</summary>
    long Count();

    /// <summary>Forgets readings, scores and refusals from before a time; alarms stay.</summary>
    void Forget(DateTime before);
}

/// <summary>A sensor in the store.</summary>
/// <param name="Sensor">Its name.</param>
/// <param name="Checkpoint">Its last checkpoint; null before the first.</param>
/// <param name="Fit">The fit beside it.</param>
/// <param name="Since">Readings after the checkpoint, in order.</param>
public sealed record StoredSensor(string Sensor, LiveCheckpoint? Checkpoint, LiveFit? Fit, IReadOnlyList<LiveReading> Since);
