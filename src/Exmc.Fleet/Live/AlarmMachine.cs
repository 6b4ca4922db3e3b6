// When alarms open, hold, close and stay away.
namespace Exmc.Fleet.Live;

/// <summary>States of the machine.</summary>
public enum AlarmPhase
{
    /// <summary>Nothing is wrong.</summary>
    Calm,

    /// <summary>The last reading was surprising.</summary>
    Open,

    /// <summary>An open alarm waits for enough calm readings.</summary>
    Holding,

    /// <summary>An alarm has closed, and no new one opens for a while.</summary>
    Refractory,
}

/// <summary>The alarms of one sensor: one alarm per event, however many readings of it are surprising.</summary>
/// <param name="hold">Calm readings that close an alarm.</param>
/// <param name="refractory">Readings after that in which none opens.</param>
public sealed class AlarmMachine(int hold, int refractory)
{
    /// <summary>The state.</summary>
    public AlarmPhase Phase { get; private set; }

    /// <summary>Readings since the state was entered.</summary>
    public int Since { get; private set; }

    /// <summary>The alarm that is open; null when none is.</summary>
    public LiveAlarm? Current { get; private set; }

    /// <summary>Goes on after a restart.</summary>
    public void Resume(AlarmPhase phase, int since, LiveAlarm? current) => (Phase, Since, Current) = (phase, since, current);

    /// <summary>Takes one scored reading.</summary>
    /// <param name="sensor">The sensor's name.</param>
    /// <param name="evidence">Evidence when the reading is surprising; null when it is calm.</param>
    /// <param name="time">Time of the reading.</param>
    /// <param name="isConfirmed">Whether the fleet's false discovery rate allows for an alarm.</param>
    /// <returns>The alarm as it is now when this reading changed it; null otherwise.</returns>
    public LiveAlarm? Take(string sensor, AlarmEvidence? evidence, DateTime time, bool isConfirmed)
    {
        Since++;
        if (evidence is null)
        {
            return Calm(time);
        }

        if (Phase == AlarmPhase.Refractory && Since <= refractory)
        {
            return null;
        }

        LiveAlarm current = Current ?? new(sensor, time, time, null, 0, isConfirmed, evidence, evidence, null, null, string.Empty);
        AlarmEvidence peak = evidence.Calibrated < current.Peak.Calibrated ? evidence : current.Peak;
        Enter(AlarmPhase.Open);
        return Current = current with { Last = time, Readings = current.Readings + 1, IsConfirmed = current.IsConfirmed || isConfirmed, Peak = peak };
    }

    /// <summary>Closes the open alarm because its level is the new normal.</summary>
    public LiveAlarm? Accept(DateTime time) => Current is null ? null : Close(time, "new level");

    /// <summary>Somebody has taken note of the open alarm.</summary>
    public LiveAlarm? Acknowledge(DateTime opened, DateTime now) =>
        Current?.Opened == opened ? Current = Current with { Acknowledged = Current.Acknowledged ?? now } : null;

    /// <summary>The open alarm is to be silent for a while.</summary>
    public LiveAlarm? Shelve(DateTime opened, DateTime until) => Current?.Opened == opened ? Current = Current with { ShelvedUntil = until } : null;

    private LiveAlarm? Calm(DateTime time)
    {
        switch (Phase)
        {
            case AlarmPhase.Open:
                Enter(AlarmPhase.Holding);
                Since = 1;
                break;
            case AlarmPhase.Refractory when Since > refractory:
                Enter(AlarmPhase.Calm);
                break;
            default:
                break;
        }

        return Phase == AlarmPhase.Holding && Since >= hold ? Close(time, "calm") : null;
    }

    private LiveAlarm Close(DateTime time, string ending)
    {
        LiveAlarm closed = Current! with { Closed = time, Ending = ending };
        Current = null;
        Enter(AlarmPhase.Refractory);
        return closed;
    }

    private void Enter(AlarmPhase phase) => (Phase, Since) = (phase, 0);
}
