// When a sensor may be refitted.
namespace Exmc.Fleet.Live;

/// <summary>One sensor's place in the queue of refits: queued once at most, running once at most, waiting after failures.</summary>
internal sealed class RefitSchedule(LiveOptions options)
{
    private const int MostDoublings = 6;
    private int _failures;
    private DateTime _notBefore = DateTime.MinValue;

    public bool IsQueued { get; private set; }

    public bool IsRunning { get; private set; }

    public string Failure { get; private set; } = string.Empty;

    public long NextNumber { get; private set; } = 1;

    public RefitMemory Memory(DateTime windowAt) => new(NextNumber, _failures, Failure, _notBefore, windowAt);

    public void Resume(RefitMemory memory) => (NextNumber, _failures, Failure, _notBefore) = (memory.Next, memory.Failures, memory.Failure, memory.NotBefore);

    /// <summary>Asks for a place in the queue; false when there is one already, or it is too early after a failure.</summary>
    public bool TryQueue(DateTime now)
    {
        if (IsQueued || IsRunning || IsPausing(now))
        {
            return false;
        }

        IsQueued = true;
        return true;
    }

    // A clock that was set back must not make the pause longer than it was meant to be.
    private bool IsPausing(DateTime now) => now < _notBefore && _notBefore - now <= Pause(_failures - 1);

    private TimeSpan Pause(int failures) => options.BackOff * Math.Pow(2, Math.Clamp(failures, 0, MostDoublings));

    public void Start() => (IsQueued, IsRunning) = (false, true);

    public void Succeed()
    {
        (IsRunning, _failures, Failure, _notBefore) = (false, 0, string.Empty, DateTime.MinValue);
        NextNumber++;
    }

    /// <summary>Something is wrong with the fit in use.</summary>
    public void Note(string reason) => Failure = reason;

    public void Fail(string reason, DateTime now)
    {
        (IsRunning, Failure) = (false, reason);
        NextNumber++;
        _notBefore = now + Pause(_failures);
        _failures++;
    }
}
