// Thread time that several chains share.
using System.Diagnostics;

namespace Exmc;

/// <summary>Measures a chain's share of the thread's time: all chains that wait for the same gradient calls share them equally.</summary>
internal sealed class ShareClock
{
    private long _last = Stopwatch.GetTimestamp();
    private double _seconds;
    private int _sharers = 1;

    /// <summary>Seconds of one sharer so far; differences are what counts.</summary>
    public double Seconds => _sharers == 0 ? _seconds : _seconds + (Stopwatch.GetElapsedTime(_last).TotalSeconds / _sharers);

    /// <summary>From here on so many share the time; none stops the clock.</summary>
    public void Share(int sharers)
    {
        _seconds = Seconds;
        _last = Stopwatch.GetTimestamp();
        _sharers = sharers;
    }
}
