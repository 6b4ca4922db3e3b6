// Commits of scores, without a host.
using Exmc.Fleet;
using Exmc.Fleet.Live;
using Exmc.Service.Store;
using Exmc.Service.Tests.Simulation;
using Exmc.Service.Tests.Stores;
using Xunit;

namespace Exmc.Service.Tests;

public sealed class ScoreKeeperTests : IDisposable
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly string _file = ServiceProcess.NewDatabase();
    private readonly JumpingClock _clock = new(Start);
    private readonly SqliteFleetStore _store;
    private readonly FleetEngine _engine;
    private readonly ScoreKeeper _keeper;
    private (Action Save, TaskCompletionSource<bool> Ended)? _saving;
    private int _told;

    public ScoreKeeperTests()
    {
        _store = new SqliteFleetStore(_file);
        _engine = new FleetEngine(new LiveOptions(), new PathFitter(), _clock);
        _keeper = new ScoreKeeper(
            _engine,
            _store,
            _clock,
            Interval,
            save =>
            {
                _saving = (save, new TaskCompletionSource<bool>());
                return _saving.Value.Ended.Task;
            },
            () => _told++);
    }

    public void Dispose()
    {
        _store.Dispose();
        SqliteFleetStore.Remove(_file);
    }

    [Fact]
    public void Alarms_are_told_when_they_can_be_looked_up_and_not_before()
    {
        AlarmEvidence evidence = new(Start, 9, -1, 1, 1e-9, 1e-8, 0.01, Start, Start, 3, RefitRung.Frozen);
        LiveAlarm alarm = new("a", Start, Start, null, 1, true, evidence, evidence, null, null, string.Empty);
        _keeper.Add(Scored(0) with { Alarm = alarm });
        _clock.Advance(TimeSpan.FromSeconds(1));
        _keeper.Advance();
        (Action save, TaskCompletionSource<bool> ended) = _saving!.Value;
        Assert.Equal(0, _told);

        // A commit that fails tells nothing; the next attempt does.
        ended.SetResult(false);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _keeper.Advance();
        Assert.Equal(0, _told);
        (save, ended) = _saving!.Value;
        save();
        Assert.Equal((1, true), (_told, _store.Find("a", Start) is not null));
        ended.SetResult(true);

        // Scores without an alarm are no news.
        _keeper.Add(Scored(1));
        _clock.Advance(2 * Interval);
        _keeper.Advance();
        _saving!.Value.Save();
        Assert.Equal((1, 2), (_told, _store.History("a", Start, Start.AddDays(1)).Count(one => one.Sequence < 2)));
    }

    [Fact]
    public void A_wall_clock_that_is_set_back_keeps_no_commit_waiting()
    {
        _keeper.Add(Scored(0));
        _clock.Offset = TimeSpan.FromHours(-1);
        _clock.Advance(TimeSpan.FromSeconds(4));
        _keeper.Advance();
        Assert.Null(_saving);
        _clock.Advance(TimeSpan.FromSeconds(2));
        _keeper.Advance();
        Assert.NotNull(_saving);
    }

    private ScoredReading Scored(int second)
    {
        LiveReading reading = new("a", Start.AddSeconds(second), second, 1);
        _store.Append([reading], []);
        _engine.Offer(reading, out _);
        return _engine.ScoreNext()!;
    }
}
