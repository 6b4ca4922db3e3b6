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
    private readonly Queue<((DateTime Time, long Sequence) Key, double Value, long Since)> _due = new();
    private readonly HashSet<(DateTime Time, long Sequence)> _recent = [];
    private readonly Queue<(DateTime Time, long Sequence)> _recentOrder = new();
    private DateTime _newest = DateTime.MinValue;

    // Key of the last reading that was due: what comes at or before it is late, whether or not somebody has taken that reading yet, so that the
    // readings alone decide what is late, and not the moments at which they are scored.
    private (DateTime Time, long Sequence) _frontier = (DateTime.MinValue, long.MinValue);

    /// <summary>Key of the last reading that came out.</summary>
    public (DateTime Time, long Sequence) Released { get; private set; } = (DateTime.MinValue, long.MinValue);

    public int Count => _waiting.Count + _due.Count;

    /// <summary>Goes on after a restart.</summary>
    public void Resume(DateTime time, long sequence)
    {
        Released = _frontier = (time, sequence);
        _newest = time;
        Remember(Released);
    }

    /// <summary>Takes a reading; those that it makes due are due since the given timestamp.</summary>
    public Intake Offer(DateTime time, long sequence, double value, long since)
    {
        (DateTime, long) key = (time, sequence);
        if (_waiting.ContainsKey(key) || _recent.Contains(key))
        {
            return Intake.Duplicate;
        }

        if (key.CompareTo(_frontier) <= 0)
        {
            // A late reading that comes twice is told apart from a new one as long as it is remembered.
            Remember(key);
            return Intake.Late;
        }

        Remember(key);
        _waiting.Add(key, value);
        _newest = time > _newest ? time : _newest;
        Release(() => _waiting.First().Key.Time <= Watermark, since);
        bool isForced = _waiting.Count > capacity;
        Release(() => _waiting.Count > capacity, since);
        return isForced ? Intake.Forced : Intake.Accepted;
    }

    /// <summary>The next reading in order that the watermark has reached, or that has no room to wait.</summary>
    public bool TryTake(out DateTime time, out long sequence, out double value, out long since)
    {
        bool isThere = _due.TryDequeue(out ((DateTime Time, long Sequence) Key, double Value, long Since) first);
        (time, sequence, value, since) = (first.Key.Time, first.Key.Sequence, first.Value, first.Since);
        Released = isThere ? first.Key : Released;
        return isThere;
    }

    private void Release(Func<bool> isDue, long since)
    {
        while (_waiting.Count > 0 && isDue())
        {
            KeyValuePair<(DateTime Time, long Sequence), double> first = _waiting.First();
            _waiting.Remove(first.Key);
            _due.Enqueue((first.Key, first.Value, since));
            _frontier = first.Key;
        }
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
