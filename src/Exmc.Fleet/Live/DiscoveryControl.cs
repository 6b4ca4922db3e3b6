// False discoveries among the alarms of the whole fleet.
namespace Exmc.Fleet.Live;

/// <summary>
/// The step-up rule of Benjamini and Hochberg (1995) over the last tests of the fleet: a tail p has the q-value p N / k, with N the tests
/// looked back on and k how many of them have a tail of at most p. Alarms with a q-value of at most the rate are confirmed.
/// </summary>
/// <remarks>The q-value depends on the order in which readings of different sensors come; a sensor's own scores do not.</remarks>
/// <param name="horizon">Tests looked back on.</param>
/// <param name="smallest">Tails above this are counted but not remembered.</param>
public sealed class DiscoveryControl(int horizon, double smallest)
{
    private readonly Queue<(long Test, double Tail)> _small = new();
    private long _tests;

    /// <summary>What must be stored.</summary>
    public DiscoveryMemory Memory => new(_tests, [.. _small.Select(one => one.Test)], [.. _small.Select(one => one.Tail)]);

    /// <summary>Goes on after a restart.</summary>
    public void Resume(DiscoveryMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        _tests = memory.Tests;
        _small.Clear();
        foreach ((long test, double tail) in memory.Numbers.Zip(memory.Tails))
        {
            _small.Enqueue((test, tail));
        }
    }

    /// <summary>Takes one test and gives its q-value, in [0, 1].</summary>
    /// <param name="tail">Tail probability, in [0, 1].</param>
    /// <param name="isNew">False for a further reading of an event already counted, which must not confirm others' alarms.</param>
    public double Take(double tail, bool isNew = true)
    {
        if (!isNew)
        {
            return QValue(tail, _small.Count(other => other.Tail <= tail) + 1);
        }

        _tests++;
        while (_small.TryPeek(out (long Test, double) first) && first.Test <= _tests - horizon)
        {
            _small.Dequeue();
        }

        if (tail > smallest)
        {
            return 1.0;
        }

        _small.Enqueue((_tests, tail));
        return QValue(tail, _small.Count(other => other.Tail <= tail));
    }

    private double QValue(double tail, int rank) => Math.Min(1.0, tail * Math.Min(_tests, horizon) / rank);
}
