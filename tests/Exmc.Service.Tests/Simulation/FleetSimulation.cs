// The whole service but its sockets on one thread, under one seed and virtual time.
using Exmc.Fleet.Live;
using Exmc.Service.Tests.Stores;
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Service.Tests.Simulation;

/// <summary>
/// Client, commits, engine, refits and checkpoints, step by step. Commits of readings and of scores fail, or are made and reported as failed, and take virtual time;
/// refits fail, throw, take too long or predict nothing; the clock is set; the process is killed and goes on from the store.
/// </summary>
internal sealed class FleetSimulation : IDisposable
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(10);
    private static readonly LiveOptions Usual = new()
    {
        Window = 80,
        FirstFit = 40,
        RefitReadings = 7,
        Lateness = SimulatedSource.Lateness,
        Waiting = 40,
        AlarmRate = 1e-3,
        Hold = 3,
        Refractory = 5,
        LevelChange = 6,
        DayPatterns = 3,
        BackOff = TimeSpan.FromHours(1),
        RefitTimeout = TimeSpan.FromHours(1),
        StaleAfter = TimeSpan.FromHours(12),
        ClockTolerance = TimeSpan.FromDays(1),
    };

    private readonly Random _random;
    private readonly LiveOptions _options;
    private readonly StorePlace _place;
    private readonly JumpingClock _clock = new(Start);
    private readonly SimulatedSource _source;
    private readonly HashSet<(string, DateTime, long)> _acknowledged = [];
    private readonly HashSet<(string, DateTime, long)> _scored = [];
    private readonly HashSet<(string Sensor, DateTime Opened)> _marked = [];
    private readonly List<(DateTime At, RefitWork Work)> _refits = [];
    private FaultyStore _store;
    private FleetEngine _engine;
    private ScoreKeeper _keeper;
    private (DateTime At, Action Save, TaskCompletionSource<bool> Ended)? _saving;
    private (DateTime At, LiveAlarm Alarm)? _mark;
    private DateTime _diskBusy = Start;
    private long _told;
    private long _offered;
    private bool _isFaulty = true;

    public FleetSimulation(int seed, StorePlace place)
    {
        (_random, _place) = (new Random(seed), place);

        // Every other fleet has less room than its lateness wants, so that readings are scored early. In two of three, refits run side by side.
        _options = Usual with { Waiting = seed % 2 == 0 ? 2 : Usual.Waiting, Lanes = seed % 3 != 0 };
        _source = new SimulatedSource(_random, Start);
        (_store, _engine, _keeper) = Open();
    }

    /// <summary>How often each fault happened.</summary>
    public Dictionary<string, long> Faults { get; } = [];

    /// <summary>Runs for so many days with faults, then three days without, and checks what must hold.</summary>
    public void Run(int days)
    {
        for (DateTime end = Start.AddDays(days); _clock.Even < end;)
        {
            Step();
        }

        (_isFaulty, _source.IsFaulty, _clock.Offset) = (false, false, TimeSpan.Zero);
        for (DateTime end = _clock.Even.AddDays(3); _clock.Even < end;)
        {
            Step();
        }

        Check();
    }

    public void Dispose() => _store.Dispose();

    /// <summary>All scores and alarms, to compare two runs.</summary>
    public string[] Kept() =>
        [.. _store.Sensors().Order(StringComparer.Ordinal).SelectMany(sensor => _store.History(sensor, DateTime.MinValue, DateTime.MaxValue)).Select(one => one.ToString()), .. _store.Alarms(int.MaxValue).Select(one => one.ToString())];

    private void Step()
    {
        _clock.Advance(Tick);
        if (Happens(200, "clock set"))
        {
            _clock.Offset = TimeSpan.FromHours(_random.Next(-10, 11));
        }

        if (Happens(150, "kill"))
        {
            Kill();
        }

        Write();
        if (!Happens(10, "scoring held up"))
        {
            Score();
        }

        EndSave();
        _keeper.Advance();
        Act();
        Refit();
        _engine.Tick();
    }

    private void Write()
    {
        LiveReading[] sent = _source.Batch(_clock.Even);
        if (sent.Length == 0 || _clock.Even < _diskBusy)
        {
            return;
        }

        // As the ingest does it: unusable readings are refused, the others committed, acknowledged, offered.
        _offered += sent.Length;
        LiveReading[] readings = [.. sent.Where(reading => _engine.Admits(reading, out _)).OrderBy(reading => (reading.Time, reading.Sequence))];
        _offered -= readings.Length;
        _diskBusy = _clock.Even + (Happens(20, "slow disk") ? _random.Next(1, 30) * Tick : TimeSpan.Zero);
        try
        {
            _store.Append(readings, []);
        }
        catch (IOException)
        {
            _engine.Release(readings);
            return;
        }

        _acknowledged.UnionWith(readings.Select(Key));
        _source.Acknowledge(sent.Length);
        Offer(readings);
    }

    private void Offer(IReadOnlyCollection<LiveReading> readings)
    {
        foreach (LiveReading reading in readings)
        {
            _offered++;
            _engine.Offer(reading, out _);
        }
    }

    private void Score()
    {
        while (!_keeper.IsFull && _engine.ScoreNext() is { } scored)
        {
            Assert.True(_scored.Add((scored.Sensor, scored.Time, scored.Sequence)), $"{scored} is scored twice");
            Assert.Contains((scored.Sensor, scored.Time, scored.Sequence), _acknowledged);
            _keeper.Add(scored);
        }
    }

    // Somebody acknowledges an open alarm; the store hears of it some time later, when the alarm may have gone on or closed.
    private void Act()
    {
        if (_mark is null && _random.Next(50) == 0 && _engine.Statuses().FirstOrDefault(status => status.Alarm is not null) is { } status)
        {
            _mark = (_clock.Even + (_random.Next(20) * Tick), _engine.Acknowledge(status.Sensor, status.Alarm!.Opened)!);
        }

        if (_mark is { } mark && mark.At <= _clock.Even)
        {
            try
            {
                if (_store.Mark(mark.Alarm.Sensor, mark.Alarm.Opened, mark.Alarm.Acknowledged, null))
                {
                    _marked.Add((mark.Alarm.Sensor, mark.Alarm.Opened));
                    _mark = null;
                }
            }
            catch (IOException)
            {
                // Tried again.
            }
        }
    }

    // One refit at a time ends some time after it was taken, and in lanes those that are due by then end with it.
    private void Refit()
    {
        if (_refits.Count > 0 && _refits[0].At <= _clock.Even)
        {
            RefitWork work = _refits[0].Work;
            _refits.Clear();
            int ended = 0;
            _engine.RunInLanes(
                work,
                refit =>
                {
                    _keeper.Touch(refit.Work.Sensor);
                    Note("refit beside another", ended++ == 0 ? 0 : 1);
                },
                CancellationToken.None);
        }

        if (_refits.Count == 0 && _engine.TakeRefit() is { } next)
        {
            _refits.Add((_clock.Even + (_random.Next(4) * Tick), next));
        }
    }

    private Task<bool> BeginSave(Action save)
    {
        TaskCompletionSource<bool> ended = new();
        _saving = (_clock.Even + (_isFaulty ? _random.Next(6) * Tick : TimeSpan.Zero), save, ended);
        return ended.Task;
    }

    private void EndSave()
    {
        if (_saving is { } saving && saving.At <= _clock.Even)
        {
            _saving = null;
            try
            {
                saving.Save();
                saving.Ended.SetResult(true);
            }
            catch (IOException)
            {
                saving.Ended.SetResult(false);
            }
        }
    }

    private void Kill()
    {
        CheckCounters();
        Note("store failure", _store.Failures);
        _store.Dispose();
        (_saving, _mark) = (null, null);
        _refits.Clear();
        _scored.Clear();
        (_store, _engine, _keeper) = Open();
    }

    private (FaultyStore Store, FleetEngine Engine, ScoreKeeper Keeper) Open()
    {
        FaultyStore store = new(_place.Open(), () => !_isFaulty ? StoreFault.None : _random.Next(30) switch { 0 => StoreFault.Before, 1 => StoreFault.After, _ => StoreFault.None });
        FaultyFitter fitter = new(_clock, 2 * _options.RefitTimeout, () => _isFaulty ? _random.Next(40) : int.MaxValue);
        FleetEngine engine = new(_options, new ShuffledLanes(fitter, _random.Next, () => Happens(40, "lanes broken")), _clock);
        StoredFleet fleet = store.Load();
        engine.Resume(fleet);

        // What was committed and not acknowledged is scored all the same.
        _acknowledged.UnionWith(fleet.Since.Select(Key));
        _offered = fleet.Since.Count;
        foreach (LiveReading reading in fleet.Since)
        {
            engine.Offer(reading, out _);
        }

        return (store, engine, new ScoreKeeper(engine, store, _clock, TimeSpan.FromHours(2), BeginSave, () => _told++));
    }

    private void CheckCounters()
    {
        FleetCounters counters = _engine.Counters;
        Note("poison reading", counters.Quarantined);
        Note("duplicate", counters.Duplicates);
        Note("late", counters.Late);
        Note("forced", counters.Forced);
        Note("failed refit", counters.Failed);
        Assert.Equal(_offered, counters.Accepted + counters.Duplicates + counters.Late + counters.Quarantined + counters.Forced);
        Assert.Equal(_scored.Count, counters.Scored);
    }

    private void Check()
    {
        CheckCounters();
        Note("store failure", _store.Failures);
        Note("burst", _source.Bursts);
        Note("scored", _engine.Counters.Scored);
        for (int turn = 0; turn < 20; turn++)
        {
            _keeper.Advance(isNow: true);
            EndSave();
        }

        // Every acknowledged reading is there once, and nothing else is.
        string[] sensors = [.. _store.Sensors()];
        ScoredReading[] kept = [.. sensors.SelectMany(sensor => _store.History(sensor, DateTime.MinValue, DateTime.MaxValue))];
        Assert.Equal(_acknowledged.Count, kept.Length);
        Assert.True(_acknowledged.SetEquals(kept.Select(one => (one.Sensor, one.Time, one.Sequence))), "other readings are kept than were acknowledged");
        foreach (IGrouping<string, ScoredReading> sensor in kept.GroupBy(one => one.Sensor))
        {
            long[] fits = [.. sensor.Where(one => one.Fit > 0).Select(one => one.Fit)];
            Assert.True(fits.Length > sensor.Count() / 3, $"{fits.Length} of {sensor.Count()} readings of {sensor.Key} have a score");
            Assert.Equal(fits.Order(), fits);
            LiveStatus status = _engine.Status(sensor.Key)!;
            Assert.False(status.IsStale, $"{sensor.Key} is stale three days after the last fault: {status.Failure}");
            Assert.True(status.Last!.Fit > 0 && _clock.Even - status.Last.Time < 3 * SimulatedSource.Lateness, $"{sensor.Key} was last scored at {status.Last}");
        }

        LiveAlarm[] alarms = [.. _store.Alarms(int.MaxValue)];
        Note("alarm", alarms.Length);
        Note("acknowledged", _marked.Count);
        Note("alarms told", _told);
        Assert.All(_marked, one => Assert.NotNull(_store.Find(one.Sensor, one.Opened)!.Acknowledged));
        Assert.Equal(alarms.Length, alarms.Select(alarm => (alarm.Sensor, alarm.Opened)).Distinct().Count());
        foreach (LiveAlarm open in alarms.Where(alarm => alarm.Closed is null))
        {
            Assert.True(_engine.Status(open.Sensor)!.Alarm?.Opened == open.Opened, $"{open} is open in the store alone");
        }
    }

    private bool Happens(int oneIn, string fault)
    {
        bool happens = _isFaulty && _random.Next(oneIn) == 0;
        Note(fault, happens ? 1 : 0);
        return happens;
    }

    private void Note(string what, long count) => Faults[what] = Faults.GetValueOrDefault(what) + count;

    private static (string, DateTime, long) Key(LiveReading reading) => (reading.Sensor, reading.Time, reading.Sequence);
}
