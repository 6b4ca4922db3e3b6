// Who is refitted next.
namespace Exmc.Fleet.Live;

/// <summary>Sensors that wait for a refit, each once. The first one may be overtaken by sensors that can share lanes with refits that run, a bounded number of times.</summary>
internal sealed class RefitQueue
{
    // Four times as many as there are lanes: what is longest in the queue waits for a few fits of others, and lanes seldom run empty.
    private const int MostOvertakings = 4 * ILaneDensity.Width;
    private const int Seen = 64;
    private readonly LinkedList<LiveSensor> _waiting = [];
    private int _overtakings;

    public int Count => _waiting.Count;

    public void Enqueue(LiveSensor sensor) => _waiting.AddLast(sensor);

    /// <summary>Takes the one that has waited longest; null when there is none.</summary>
    public LiveSensor? Dequeue()
    {
        LinkedListNode<LiveSensor>? first = _waiting.First;
        return first is null ? null : Remove(first);
    }

    /// <summary>Takes the first one for these lanes; null when there is none, or when the first of all has been overtaken often enough.</summary>
    public LiveSensor? Dequeue(string lanes)
    {
        int seen = 0;
        for (LinkedListNode<LiveSensor>? node = _waiting.First; node is not null && seen < Seen; node = node.Next, seen++)
        {
            if (node.Value.Lanes == lanes)
            {
                return Remove(node);
            }

            if (_overtakings >= MostOvertakings)
            {
                return null;
            }
        }

        return null;
    }

    private LiveSensor Remove(LinkedListNode<LiveSensor> node)
    {
        _overtakings = node == _waiting.First ? 0 : _overtakings + 1;
        _waiting.Remove(node);
        return node.Value;
    }
}
