// The last scored readings of every sensor, for the page.
using System.Collections.Concurrent;
using Exmc.Fleet.Live;

namespace Exmc.Service;

/// <summary>Keeps few readings per sensor in memory. Safe to call from several threads.</summary>
public sealed class LiveFeed
{
    /// <summary>Readings kept per sensor.</summary>
    public const int Kept = 300;

    private readonly ConcurrentDictionary<string, Queue<ScoredReading>> _recent = new();

    /// <summary>Starts with stored readings, oldest first.</summary>
    public void Fill(string sensor, IEnumerable<ScoredReading> readings) => _recent[sensor] = new Queue<ScoredReading>(readings);

    /// <summary>Takes a new one.</summary>
    public void Add(ScoredReading scored)
    {
        Queue<ScoredReading> queue = _recent.GetOrAdd(scored.Sensor, _ => new Queue<ScoredReading>());
        lock (queue)
        {
            queue.Enqueue(scored);
            if (queue.Count > Kept)
            {
                queue.Dequeue();
            }
        }
    }

    /// <summary>The last ones, oldest first.</summary>
    public IReadOnlyList<ScoredReading> Last(string sensor, int count)
    {
        if (!_recent.TryGetValue(sensor, out Queue<ScoredReading>? queue))
        {
            return [];
        }

        lock (queue)
        {
            return [.. queue.TakeLast(count)];
        }
    }
}
