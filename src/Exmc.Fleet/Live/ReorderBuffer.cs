// Puts one sensor's readings back into the order of their times.
namespace Exmc.Fleet.Live;

/// <summary>
/// Holds readings until the watermark, the newest event time less the lateness, has reached them (Akidau et al. 2015, "The Dataflow
/// Model"). What comes out is in the order of (time, sequence), whatever the order it came in, as long as none is later than allowed.
/// </summary>
/// <param name="lateness">At least 0.</param>
/// <param name="capacity">Readings that may wait.</param>
internal sealed class ReorderBuffer(TimeSpan lateness, int capacity)
{
    // Keys that are remembered to tell what came twice from what came late; neither is scored.
    private const int Memory = 2000;
    private readonly SortedDictionary<(DateTime Time, long Sequence), double> _waiting = [];
    private readonly HashSet<(DateTime Time, long Sequence)> _recent = [];
    private readonly Queue<(DateTime Time, long Sequence)> _recentOrder = new();
    private DateTime _newest = DateTime.MinValue;

    /// <summary>Key of the last reading that came out.</summary>
    public (DateTime Time, long Sequence) Released { get; private set; } = (DateTime.MinValue, long.MinValue);

    public int Count => _waiting.Count;

    /// <summary>Goes on after a restart.</summary>
    public void Resume(DateTime time, long sequence)
    {
        Released = (time, sequence);
        _newest = time;
        Remember(Released);
    }

    public Intake Offer(DateTime time, long sequence, double value)
    {
        (DateTime, long) key = (time, sequence);
        if (_waiting.ContainsKey(key) || _recent.Contains(key))
        {
            return Intake.Duplicate;
        }

        if (key.CompareTo(Released) <= 0)
        {
            // A late reading that comes twice is told apart from a new one as long as it is remembered.
            Remember(key);
            return Intake.Late;
        }

        Remember(key);
        _waiting.Add(key, value);
        _newest = time > _newest ? time : _newest;
        return _waiting.Count > capacity ? Intake.Forced : Intake.Accepted;
    }

    /// <summary>The next reading in order that the watermark has reached, or that has no room to wait.</summary>
    public bool TryTake(out DateTime time, out long sequence, out double value)
    {
        (time, sequence, value) = (default, 0, 0);
        if (_waiting.Count == 0)
        {
            return false;
        }

        KeyValuePair<(DateTime Time, long Sequence), double> first = _waiting.First();
        if (first.Key.Time > Watermark && _waiting.Count <= capacity)
        {
            return false;
        }

        _waiting.Remove(first.Key);
        Released = first.Key;
        (time, sequence, value) = (first.Key.Time, first.Key.Sequence, first.Value);
        return true;
    }

    private DateTime Watermark => _newest - DateTime.MinValue > lateness ? _newest - lateness : DateTime.MinValue;

    private void Remember((DateTime, long) key)
    {
        if (_recent.Add(key))
        {
            _recentOrder.Enqueue(key);
        }

        if (_recentOrder.Count > Memory)
        {
            _recent.Remove(_recentOrder.Dequeue());
        }
    }
}
