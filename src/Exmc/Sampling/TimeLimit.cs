// The time a run may take.
namespace Exmc;

/// <summary>Stops a run after a time, by a timer, and at its first draw after it: a timer of a busy thread pool may come late. The time stands still while the run does.</summary>
/// <param name="time">From the first <see cref="Continue"/> on.</param>
/// <param name="stop">Cancelled when it is over.</param>
/// <param name="next">Listens, too; may be null.</param>
internal sealed class TimeLimit(TimeSpan time, CancellationTokenSource stop, IDrawListener? next) : IDrawListener
{
    private long _left = (long)Math.Min(time.TotalMilliseconds, int.MaxValue);
    private long _end = long.MaxValue;

    public void Drawn(int chain, ChainDraws draws)
    {
        if (Environment.TickCount64 >= _end)
        {
            stop.Cancel();
        }

        next?.Drawn(chain, draws);
    }

    /// <summary>The time runs; no chain may run at this moment.</summary>
    public void Continue()
    {
        _end = Environment.TickCount64 + _left;
        stop.CancelAfter(TimeSpan.FromMilliseconds(_left));
    }

    /// <summary>The time stands still; no chain may run at this moment.</summary>
    public void Pause()
    {
        _left = Math.Max(0, _end - Environment.TickCount64);
        stop.CancelAfter(Timeout.InfiniteTimeSpan);
    }
}
