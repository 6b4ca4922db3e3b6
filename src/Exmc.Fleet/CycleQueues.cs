// The cycles of a replay as jobs: a sensor's next cycle may begin as soon as its last one has ended.
using System.Collections.Concurrent;

namespace Exmc.Fleet;

/// <summary>One queue of cycles for each thread. Sensors do not wait for each other, so that no lane is idle while a slow refit ends.</summary>
internal sealed class CycleQueues
{
    private readonly Sensor[] _sensors;
    private readonly int _cycles;
    private readonly int _every;
    private readonly CancellationToken _cancellation;
    private readonly Action<SensorCycle> _finished;
    private readonly ConcurrentQueue<SensorCycle>[] _queues;
    private readonly SensorCycle?[] _results;

    /// <param name="sensors">The sensors, after their first fits.</param>
    /// <param name="cycles">Refits of each, from cycle 1.</param>
    /// <param name="every">New readings before a refit.</param>
    /// <param name="threads">Queues to make.</param>
    /// <param name="cancellation">Stops between iterations of a fit.</param>
    /// <param name="finished">Told of each cycle that has ended, on the thread that ran it.</param>
    public CycleQueues(Sensor[] sensors, int cycles, int every, int threads, CancellationToken cancellation, Action<SensorCycle> finished)
    {
        _sensors = sensors;
        _cycles = cycles;
        _every = every;
        _cancellation = cancellation;
        _finished = finished;
        _queues = [.. Enumerable.Range(0, threads).Select(_ => new ConcurrentQueue<SensorCycle>())];
        _results = new SensorCycle?[sensors.Length * cycles];
        for (int index = 0; index < sensors.Length && cycles > 0; index++)
        {
            Enqueue(index, 1);
        }
    }

    /// <summary>Runs all cycles of all sensors.</summary>
    /// <returns>By cycle, then by sensor.</returns>
    public IReadOnlyList<SensorCycle> Run(LaneRunner[] runners)
    {
        LaneWorkers.Run(runners, _sensors.Length, Next);
        return [.. _results.Select(result => result!)];
    }

    // A thread without work of its own helps another one.
    private LaneJob? Next(int thread)
    {
        for (int i = 0; i < _queues.Length; i++)
        {
            if (_queues[(thread + i) % _queues.Length].TryDequeue(out SensorCycle? job))
            {
                return job;
            }
        }

        return null;
    }

    private void Enqueue(int index, int cycle) => _queues[index % _queues.Length].Enqueue(new SensorCycle(
        _sensors[index],
        cycle,
        _every,
        isPair: false,
        _cancellation,
        ended =>
        {
            _results[((cycle - 1) * _sensors.Length) + index] = ended;
            _finished(ended);
            if (cycle < _cycles)
            {
                Enqueue(index, cycle + 1);
            }
        }));
}
