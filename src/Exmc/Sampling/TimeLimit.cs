// Looks at the clock while draws are kept.
namespace Exmc;

/// <summary>Stops a run at its first draw after a time: a timer of a busy thread pool may come late.</summary>
/// <param name="time">From now on.</param>
/// <param name="stop">Called when it is over; perhaps more than once.</param>
/// <param name="next">Listens, too; may be null.</param>
internal sealed class TimeLimit(TimeSpan time, Action stop, IDrawListener? next) : IDrawListener
{
    private readonly long _end = Environment.TickCount64 + (long)Math.Min(time.TotalMilliseconds, int.MaxValue);

    public void Drawn(int chain, ChainDraws draws)
    {
        if (Environment.TickCount64 >= _end)
        {
            stop();
        }

        next?.Drawn(chain, draws);
    }
}
