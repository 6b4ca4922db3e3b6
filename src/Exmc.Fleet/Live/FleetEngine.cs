// The live engine: readings in, scores, alarms and wishes for refits out.
namespace Exmc.Fleet.Live;

/// <summary>
/// Many sensors, each with its window, fit, calibration and alarms. It starts no thread and reads no clock but the given one: a host, or a
/// test under virtual time, drives it. Safe to call from several threads; a refit runs outside its lock.
/// </summary>
public sealed partial class FleetEngine
{
    private readonly Lock _lock = new();
    private readonly LiveOptions _options;
    private readonly ISensorFitter _fitter;
    private readonly TimeProvider _clock;
    private readonly DiscoveryControl _discoveries;
    private readonly SortedDictionary<string, LiveSensor> _sensors = new(StringComparer.Ordinal);
    private readonly RefitQueue _refits = new();
    private readonly ScoringTurns _turns = new();
    private readonly Admission _admission;
    private FleetCounters _counters;

    /// <summary>Starts without sensors; a sensor begins with its first reading.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option cannot be honoured.</exception>
    public FleetEngine(LiveOptions options, ISensorFitter fitter, TimeProvider clock)
    {
        options.Check();
        (_options, _fitter, _clock) = (options, fitter, clock);
        _discoveries = new DiscoveryControl(options.DiscoveryHorizon, options.AlarmRate);
        _admission = new Admission(options, _sensors);
    }

    /// <summary>Totals since the start.</summary>
    public FleetCounters Counters
    {
        get
        {
            lock (_lock)
            {
                return _counters with { Crowded = _admission.Crowded };
            }
        }
    }

    /// <summary>Readings taken and not yet scored, those that wait for their watermark included.</summary>
    public long Unscored
    {
        get
        {
            lock (_lock)
            {
                return _counters.Accepted + _counters.Forced - _counters.Scored;
            }
        }
    }

    /// <summary>Takes a reading. Nothing a reading may hold makes this throw.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="reason">Why it was quarantined; empty otherwise.</param>
    /// <param name="since">Timestamp of the engine's clock from which its wait for a score counts, for example of its commit; null for now.</param>
    public Intake Offer(in LiveReading reading, out string reason, long? since = null)
    {
        lock (_lock)
        {
            reason = _admission.Screen(reading, Now);
            if (reason.Length > 0)
            {
                _admission.Release(reading.Sensor ?? string.Empty);
                _counters = _counters with { Quarantined = _counters.Quarantined + 1 };
                return Intake.Quarantined;
            }

            LiveSensor sensor = Get(reading.Sensor);
            sensor.LastArrival = _clock.GetTimestamp();
            Intake intake = sensor.Buffer.Offer(reading.Time, reading.Sequence, reading.Value, since ?? _clock.GetTimestamp());
            _counters = intake switch
            {
                Intake.Accepted => _counters with { Accepted = _counters.Accepted + 1 },
                Intake.Duplicate => _counters with { Duplicates = _counters.Duplicates + 1 },
                Intake.Late => _counters with { Late = _counters.Late + 1 },
                _ => _counters with { Forced = _counters.Forced + 1 },
            };
            if (intake is Intake.Accepted or Intake.Forced)
            {
                _turns.Add(sensor);
            }

            return intake;
        }
    }

    /// <summary>
    /// Whether a reading could be offered now, so that a host refuses an unusable one before it stores it; a refusal is counted. Its sensor counts from here on:
    /// offer the reading, or <see cref="Release"/> it.
    /// </summary>
    /// <param name="reading">The reading.</param>
    /// <param name="reason">Why it would be quarantined; empty otherwise.</param>
    public bool Admits(in LiveReading reading, out string reason)
    {
        lock (_lock)
        {
            reason = _admission.Screen(reading, Now);
            NoteRefused(reason.Length > 0 ? 1 : 0);
            if (reason.Length == 0)
            {
                _admission.Reserve(reading.Sensor);
            }

            return reason.Length == 0;
        }
    }

    /// <summary>Readings that were admitted will not be offered: they were not committed. Sensors that nobody else brings do not count any more.</summary>
    public void Release(IEnumerable<LiveReading> readings)
    {
        ArgumentNullException.ThrowIfNull(readings);
        lock (_lock)
        {
            foreach (LiveReading reading in readings)
            {
                _admission.Release(reading.Sensor);
            }
        }
    }

    /// <summary>Counts what came and was no reading at all.</summary>
    public void NoteRefused(int count)
    {
        lock (_lock)
        {
            _counters = _counters with { Quarantined = _counters.Quarantined + count };
        }
    }

    /// <summary>Scores one reading that its watermark has reached; null when none is waiting. Sensors take turns.</summary>
    public ScoredReading? ScoreNext() => ScoreNext(out _);

    /// <summary>The same.</summary>
    /// <param name="waited">Time from the offer, of this reading or of the one that moved the watermark past it, to the score; zero when none was waiting.</param>
    public ScoredReading? ScoreNext(out TimeSpan waited)
    {
        lock (_lock)
        {
            if (_turns.Next(out long since) is not { } next)
            {
                waited = TimeSpan.Zero;
                return null;
            }

            _counters = _counters with { Scored = _counters.Scored + 1 };
            Queue(next.Sensor);
            waited = _clock.GetElapsedTime(since);
            return next.Scored;
        }
    }

    /// <summary>All sensors as they are now, by name.</summary>
    public IReadOnlyList<LiveStatus> Statuses()
    {
        lock (_lock)
        {
            return [.. _sensors.Values.Select(StatusOf)];
        }
    }

    /// <summary>One sensor as it is now; null when there is none of this name.</summary>
    public LiveStatus? Status(string sensor)
    {
        lock (_lock)
        {
            return _sensors.TryGetValue(sensor, out LiveSensor? found) ? StatusOf(found) : null;
        }
    }

    /// <summary>What a sensor is expected to read next; null when there is no such sensor, no fit, or the fit cannot predict.</summary>
    public NextReading? Next(string sensor)
    {
        (LiveFit Fit, SensorWindow Window, DateTime Time)? outlook;
        lock (_lock)
        {
            outlook = _sensors.TryGetValue(sensor, out LiveSensor? found) ? found.Outlook : null;
        }

        return outlook is { } known ? NextReading.Of(_fitter, known.Fit, known.Window, known.Time) : null;
    }

    /// <summary>Takes note of an open alarm; null when it is not open any more.</summary>
    public LiveAlarm? Acknowledge(string sensor, DateTime opened) => OnAlarm(sensor, machine => machine.Acknowledge(opened, Now));

    /// <summary>Silences an open alarm for a while; null when it is not open any more.</summary>
    public LiveAlarm? Shelve(string sensor, DateTime opened, TimeSpan time) => OnAlarm(sensor, machine => machine.Shelve(opened, Now + time));

    /// <summary>What to store of some sensors and of what all share, as it is at one moment.</summary>
    /// <exception cref="KeyNotFoundException">There is no such sensor.</exception>
    public FleetCheckpoint Checkpoint(IEnumerable<string> sensors)
    {
        ArgumentNullException.ThrowIfNull(sensors);
        lock (_lock)
        {
            return new FleetCheckpoint([.. sensors.Select(name => (_sensors[name].Checkpoint(), _sensors[name].Fit))], _discoveries.Memory);
        }
    }

    /// <summary>Goes on with a stored fleet; the readings that came after are then to be offered in their order. Call it before any reading is offered.</summary>
    public void Resume(StoredFleet stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        lock (_lock)
        {
            if (stored.Discoveries is { } discoveries)
            {
                _discoveries.Resume(discoveries);
            }

            foreach (StoredSensor one in stored.Sensors)
            {
                LiveSensor sensor = Get(one.Checkpoint.Sensor);
                sensor.Resume(one.Checkpoint, one.Fit);
                sensor.LastArrival = _clock.GetTimestamp();

                // A refit that was wanted, or running, is asked for again.
                Queue(sensor);
            }
        }
    }

    /// <summary>The time by the engine's clock, UTC.</summary>
    public DateTime Now => _clock.GetUtcNow().UtcDateTime;

    private LiveStatus StatusOf(LiveSensor sensor) =>
        new(sensor.Name, sensor.State(_clock.GetElapsedTime(sensor.LastArrival)), IsStale(sensor), sensor.Last, sensor.Fit, sensor.Machine.Current, sensor.Schedule.Failure);

    private LiveAlarm? OnAlarm(string sensor, Func<AlarmMachine, LiveAlarm?> action)
    {
        lock (_lock)
        {
            return _sensors.TryGetValue(sensor, out LiveSensor? found) ? action(found.Machine) : null;
        }
    }

    private LiveSensor Get(string name)
    {
        if (!_sensors.TryGetValue(name, out LiveSensor? sensor))
        {
            sensor = new LiveSensor(name, _options, _fitter, _discoveries);
            _sensors.Add(name, sensor);
            _admission.Arrive(name);
        }

        return sensor;
    }
}
