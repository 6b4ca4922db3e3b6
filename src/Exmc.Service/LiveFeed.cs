// The last scored readings of every sensor and the cards of the fleet, for the page.
using System.Globalization;
using System.Text.Json;
using Exmc.Fleet.Live;
using Exmc.Service.Page;

namespace Exmc.Service;

/// <summary>
/// Keeps few readings per sensor in memory, and counts versions of what the page shows. A listener asks for what changed since the version it has,
/// so nothing is queued for it: one that is slow gets the changes of a longer time in one event, or everything. Safe to call from several threads.
/// </summary>
public sealed class LiveFeed(TimeProvider clock)
{
    /// <summary>Readings kept per sensor.</summary>
    public const int Kept = 300;

    /// <summary>Readings of a sparkline.</summary>
    public const int SparkLength = 60;

    /// <summary>A listener that is more versions behind gets everything.</summary>
    public const int MostBehind = 40;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, SensorFeed> _sensors = new(StringComparer.Ordinal);

    // Tells the versions of this process from those of one before.
    private readonly string _epoch = clock.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (long Since, FleetFrame Frame)? _made;
    private long _version = 1;
    private long _alarms;
    private bool _isAlarmed;

    /// <summary>Starts with stored readings, oldest first.</summary>
    public void Fill(string sensor, IEnumerable<ScoredReading> readings)
    {
        lock (_lock)
        {
            foreach (ScoredReading reading in readings)
            {
                Get(sensor).Add(reading, _version + 1);
            }
        }
    }

    /// <summary>Takes a new one.</summary>
    public void Add(ScoredReading scored)
    {
        ArgumentNullException.ThrowIfNull(scored);
        lock (_lock)
        {
            Get(scored.Sensor).Add(scored, _version + 1);
        }
    }

    /// <summary>Alarms have changed in the store, by a reading or by somebody: a listener that is told looks them up there.</summary>
    public void NoteAlarm()
    {
        lock (_lock)
        {
            _isAlarmed = true;
        }
    }

    /// <summary>The last ones, oldest first.</summary>
    public IReadOnlyList<ScoredReading> Last(string sensor, int count)
    {
        lock (_lock)
        {
            return _sensors.TryGetValue(sensor, out SensorFeed? feed) ? feed.Last(count) : [];
        }
    }

    /// <summary>Takes the fleet as it is now, and wakes the listeners when anything has changed.</summary>
    public void Publish(IReadOnlyList<LiveStatus> statuses)
    {
        ArgumentNullException.ThrowIfNull(statuses);
        TaskCompletionSource changed;
        lock (_lock)
        {
            long next = _version + 1;
            bool isNew = _isAlarmed;
            foreach (LiveStatus status in statuses)
            {
                isNew |= Get(status.Sensor).Take(TileView.Of(status), next);
            }

            if (!isNew)
            {
                return;
            }

            _alarms += _isAlarmed ? 1 : 0;
            (_version, _isAlarmed, changed) = (next, false, _changed);
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    /// <summary>Ends when there is a newer version than this.</summary>
    internal Task NewerThan(long version)
    {
        lock (_lock)
        {
            return _version > version ? Task.CompletedTask : _changed.Task;
        }
    }

    /// <summary>The version that an event's id names; 0, which gets everything, when it is of another process or none.</summary>
    internal long VersionOf(string? id) =>
        id is not null && id.StartsWith(_epoch + "-", StringComparison.Ordinal)
        && long.TryParse(id.AsSpan(_epoch.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long version) ? version : 0;

    /// <summary>What a listener that has a version needs for the newest one. Listeners of one version share the text.</summary>
    internal FleetFrame Since(long version)
    {
        lock (_lock)
        {
            long since = version > _version || version < _version - MostBehind ? 0 : version;
            if (_made is { } made && made.Since == since && made.Frame.Version == _version)
            {
                return made.Frame;
            }

            FleetChange change = new(
                clock.GetUtcNow().UtcDateTime,
                _alarms,
                [.. _sensors.Values.Where(sensor => sensor.Tile is not null && sensor.Version > since).Select(sensor => sensor.Since(since, _version, SparkLength))]);
            FleetFrame frame = new(
                since == 0 ? "fleet" : "change",
                string.Create(CultureInfo.InvariantCulture, $"{_epoch}-{_version}"),
                _version,
                JsonSerializer.Serialize(change, PageJson.Default.FleetChange));
            _made = (since, frame);
            return frame;
        }
    }

    private SensorFeed Get(string sensor)
    {
        if (!_sensors.TryGetValue(sensor, out SensorFeed? feed))
        {
            feed = new SensorFeed();
            _sensors.Add(sensor, feed);
        }

        return feed;
    }
}
