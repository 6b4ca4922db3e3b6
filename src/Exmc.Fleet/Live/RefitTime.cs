// The time that a refit may take.
namespace Exmc.Fleet.Live;

/// <summary>Begins now; its token ends with the time or with the caller's.</summary>
internal sealed class RefitTime : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _either;
    private readonly long _start;

    /// <param name="clock">The clock, whose jumps do not count.</param>
    /// <param name="longest">Longest time, positive.</param>
    /// <param name="cancellation">The caller's own.</param>
    public RefitTime(TimeProvider clock, TimeSpan longest, CancellationToken cancellation)
    {
        _clock = clock;
        _start = clock.GetTimestamp();
        Began = clock.GetUtcNow().UtcDateTime;
        _timeout = new CancellationTokenSource(longest, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _timeout.Token);
    }

    /// <summary>When it began, UTC.</summary>
    public DateTime Began { get; }

    /// <summary>Time since then.</summary>
    public TimeSpan Elapsed => _clock.GetElapsedTime(_start);

    public CancellationToken Token => _either.Token;

    public void Dispose()
    {
        _either.Dispose();
        _timeout.Dispose();
    }
}
