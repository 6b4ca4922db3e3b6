// Simulated sensors and their one client.
using Exmc.Fleet.Live;

namespace Exmc.Service.Tests.Simulation;

/// <summary>
/// Readings with a wave of the day, gaps, spikes and changes of level; some are unusable. They arrive out of order, and in bursts after the network was away. The client
/// keeps what is not acknowledged, and sends some of what is again.
/// </summary>
internal sealed class SimulatedSource
{
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan Lateness = 3 * Step;
    private const int Sensors = 3;
    private readonly Random _random;
    private readonly PriorityQueue<LiveReading, DateTime> _underway = new();
    private readonly List<LiveReading> _outbox = [];
    private readonly double[] _level = new double[Sensors];
    private DateTime _next;
    private DateTime _away;
    private DateTime _gap;
    private int _gapped;

    public SimulatedSource(Random random, DateTime start) => (_random, _next) = (random, start);

    /// <summary>Whether faults happen.</summary>
    public bool IsFaulty { get; set; } = true;

    public int Poisoned { get; private set; }

    public int Bursts { get; private set; }

    public bool IsEmpty => _outbox.Count == 0 && _underway.Count == 0;

    /// <summary>What the client sends now; it stays with the client until it is acknowledged.</summary>
    public LiveReading[] Batch(DateTime now)
    {
        for (; _next <= now; _next += Step)
        {
            Make(_next);
        }

        while (_underway.TryPeek(out LiveReading reading, out DateTime at) && at <= now)
        {
            _underway.Dequeue();
            _outbox.Add(reading);
        }

        if (IsFaulty && _random.Next(400) == 0)
        {
            Bursts++;
            _away = now + (_random.Next(2, 60) * Step);
        }

        return now < _away && IsFaulty ? [] : [.. _outbox];
    }

    /// <summary>The first readings that the client keeps are acknowledged; it may not have heard of it.</summary>
    public void Acknowledge(int count)
    {
        if (!IsFaulty || _random.Next(8) != 0)
        {
            _outbox.RemoveRange(0, count);
        }
    }

    private void Make(DateTime time)
    {
        if (IsFaulty && _random.Next(150) == 0)
        {
            (_gapped, _gap) = (_random.Next(Sensors), time + (_random.Next(1, 30) * Step));
        }

        bool isSpike = _random.Next(120) == 0;
        for (int sensor = 0; sensor < Sensors; sensor++)
        {
            double noise = Math.Sqrt(-2.0 * Math.Log(1.0 - _random.NextDouble())) * Math.Cos(2.0 * Math.PI * _random.NextDouble());
            _level[sensor] += IsFaulty && _random.Next(600) == 0 ? 20 : 0;
            LiveReading reading = new($"s{sensor}", time, 0, (4 * Math.Sin(2.0 * Math.PI * time.TimeOfDay.TotalDays)) + _level[sensor] + noise + (isSpike && sensor > 0 ? 15 : 0));
            if (_random.Next(40) == 0 || (sensor == _gapped && time < _gap))
            {
                continue;
            }

            Send(reading, time + ((IsFaulty ? 1.5 : 0.9) * _random.NextDouble() * Lateness));
            if (IsFaulty && _random.Next(30) == 0)
            {
                Poisoned++;
                Send(Poison(reading), time);
            }
        }
    }

    private LiveReading Poison(LiveReading reading) => _random.Next(6) switch
    {
        0 => reading with { Sequence = 1, Value = double.NaN },
        1 => reading with { Sequence = 1, Value = double.PositiveInfinity },
        2 => reading with { Sequence = 1, Value = -1e300 },
        3 => reading with { Sequence = 1, Time = reading.Time.AddYears(1) },
        4 => reading with { Sensor = string.Empty },
        _ => reading with { Sensor = "s\0" },
    };

    private void Send(LiveReading reading, DateTime at)
    {
        _underway.Enqueue(reading, at);
        if (IsFaulty && _random.Next(10) == 0)
        {
            _underway.Enqueue(reading, at + (_random.NextDouble() * Step));
        }
    }
}
