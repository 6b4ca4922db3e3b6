// Writes down what was scored, while scoring goes on.
using Exmc.Fleet.Live;

namespace Exmc.Service;

/// <summary>
/// Scores and alarms are committed together with the checkpoint of the moment after them, so that a restart neither scores anew what was kept nor
/// forgets an alarm. One commit is under way at a time; what the store fails to keep is tried again, and nothing later overtakes it. Used by one thread, but for
/// <see cref="Touch"/>.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="store">The store.</param>
/// <param name="clock">The clock.</param>
/// <param name="interval">Longest time between commits.</param>
/// <param name="attempt">Starts an action of the store; its task ends with false when the store failed.</param>
/// <param name="alarmsKept">Called when alarms have been committed, on whichever thread that is: from then on they can be looked up.</param>
internal sealed class ScoreKeeper(FleetEngine engine, IFleetStore store, TimeProvider clock, TimeSpan interval, Func<Action, Task<bool>> attempt, Action alarmsKept)
{
    private const int MostPending = 50_000;
    private const int Many = 20_000;
    private const int LastAttempts = 5;

    // Alarms are for people, who look them up in the store.
    private static readonly TimeSpan AlarmInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(500);
    private readonly Lock _lock = new();
    private readonly HashSet<string> _touched = [];
    private List<ScoredReading> _scores = [];
    private List<LiveAlarm> _alarms = [];
    private Cut? _cut;
    private Task<bool> _saving = Task.FromResult(true);
    private long _started = clock.GetTimestamp();

    /// <summary>Whether so much waits for the store that scoring must wait too.</summary>
    public bool IsFull => _scores.Count >= MostPending;

    /// <summary>Takes a scored reading.</summary>
    public void Add(ScoredReading scored)
    {
        _scores.Add(scored);
        Touch(scored.Sensor);
        if (scored.Alarm is not null)
        {
            _alarms.Add(scored.Alarm);
        }
    }

    /// <summary>Notes that a sensor has changed and wants a checkpoint; from any thread.</summary>
    public void Touch(string sensor)
    {
        lock (_lock)
        {
            _touched.Add(sensor);
        }
    }

    /// <summary>Starts a commit when none is under way and one is due.</summary>
    public void Advance(bool isNow = false)
    {
        if (!_saving.IsCompleted)
        {
            return;
        }

        // By timestamps: a wall clock that is set back must not keep the commits waiting.
        TimeSpan age = clock.GetElapsedTime(_started);
        if (_cut is not null && _saving.Result)
        {
            _cut = null;
        }

        if (_cut is not null)
        {
            if (isNow || age > PauseAfterFailure)
            {
                Start(_cut);
            }
        }
        else if (isNow || age > interval || _scores.Count >= Many || (_alarms.Count > 0 && age > AlarmInterval))
        {
            string[] touched = TakeTouched();
            if (touched.Length > 0)
            {
                Cut cut = new(_scores, _alarms, engine.Checkpoint(touched));
                (_scores, _alarms) = ([], []);
                Start(cut);
            }
        }
    }

    /// <summary>Commits what is left; gives up when the store keeps failing: it is scored anew after the next start.</summary>
    /// <returns>Whether all is kept.</returns>
    public async Task<bool> FinishAsync()
    {
        for (int failures = 0; failures < LastAttempts;)
        {
            await _saving.ConfigureAwait(false);
            failures += _saving.Result ? 0 : 1;
            Advance(isNow: true);
            if (_cut is null)
            {
                return true;
            }
        }

        return false;
    }

    private string[] TakeTouched()
    {
        lock (_lock)
        {
            string[] touched = [.. _touched];
            _touched.Clear();
            return touched;
        }
    }

    private void Start(Cut cut)
    {
        (_cut, _started) = (cut, clock.GetTimestamp());
        _saving = attempt(() =>
        {
            store.Save(cut.Scores, cut.Alarms, cut.Checkpoint);
            if (cut.Alarms.Count > 0)
            {
                alarmsKept();
            }
        });
    }

    private sealed record Cut(IReadOnlyList<ScoredReading> Scores, IReadOnlyList<LiveAlarm> Alarms, FleetCheckpoint Checkpoint);
}
