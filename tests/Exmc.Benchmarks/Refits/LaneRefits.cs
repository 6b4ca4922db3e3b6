// Sensors refitted per second of a core, one at a time and side by side.
using System.Globalization;
using Exmc.Fleet;
using Exmc.Fleet.Live;
using Exmc.Models;

namespace Exmc.Benchmarks.Refits;

/// <summary>
/// The live engine with 120 simulated sensors of the service's model, all due at once: their first fits on 80 readings, as the demo has them, then refits on full windows
/// of 200 readings that have moved by 20. One thread refits; both ways take turns in one process.
/// </summary>
internal static class LaneRefits
{
    private const int Sensors = 120;
    private const int First = 80;
    private const int Rounds = 5;

    public static void Run(int repetitions)
    {
        Once(false);
        Once(true);
        List<(Tally Cold, Tally Warm)> alone = [], lanes = [];
        for (int k = 0; k < repetitions; k++)
        {
            alone.Add(Once(false));
            lanes.Add(Once(true));
        }

        Print("first fits", [.. alone.Select(one => one.Cold)], [.. lanes.Select(one => one.Cold)]);
        Print("refits", [.. alone.Select(one => one.Warm)], [.. lanes.Select(one => one.Warm)]);
    }

    private static (Tally Cold, Tally Warm) Once(bool lanes)
    {
        LiveOptions options = new() { Lanes = lanes };
        FleetEngine engine = new(options, new SamplerFitter(window => new WindowedSensor { Y = window.Y, X = window.X, XNext = window.XNext }), TimeProvider.System);
        int length = options.Window + (Rounds * options.RefitReadings);
        SensorSeries[] series = [.. Enumerable.Range(0, Sensors).Select(index => Simulator.Simulate(1, index, length, length, Scenario.Clean))];
        DateTime start = DateTime.UtcNow.AddMinutes(-length);
        Offer(engine, series, start, 0, First);
        Tally cold = new(), growing = new(), warm = new();
        cold.Run(engine);
        for (int at = First; at < length; at += options.RefitReadings)
        {
            Offer(engine, series, start, at, at + options.RefitReadings);
            (at < options.Window ? growing : warm).Run(engine);
        }

        return (cold, warm);
    }

    private static void Offer(FleetEngine engine, SensorSeries[] series, DateTime start, int from, int until)
    {
        for (int t = from; t < until; t++)
        {
            foreach (SensorSeries one in series.Where(one => !double.IsNaN(one.Values[t])))
            {
                engine.Offer(new LiveReading(one.Name, start.AddMinutes(t), t, one.Values[t]), out _);
            }
        }

        while (engine.ScoreNext() is not null)
        {
        }
    }

    private static void Print(string what, Tally[] alone, Tally[] lanes)
    {
        double[] ratios = [.. alone.Zip(lanes, (a, b) => b.PerSecond / a.PerSecond).Order()];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {alone[0].Count} in each of {alone.Length} runs, {string.Join(", ", alone[0].Rungs.OrderBy(one => one.Key).Select(one => $"{one.Key} {one.Value}"))}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  per core second: one at a time {Median(alone):F1}, in lanes {Median(lanes):F1}, ratio {ratios[ratios.Length / 2]:F2} ({ratios[0]:F2} to {ratios[^1]:F2})"));
        if (alone.Zip(lanes).Any(pair => !pair.First.Rungs.OrderBy(one => one.Key).SequenceEqual(pair.Second.Rungs.OrderBy(one => one.Key))))
        {
            throw new InvalidOperationException("The rungs differ between the two ways.");
        }
    }

    private static double Median(Tally[] tallies) => tallies.Select(one => one.PerSecond).Order().ElementAt(tallies.Length / 2);

    /// <summary>Refits and the processor time of the process they took, compilation and collection of garbage included.</summary>
    private sealed class Tally
    {
        private double _seconds;

        public int Count { get; private set; }

        public Dictionary<RefitRung, int> Rungs { get; } = [];

        public double PerSecond => Count / _seconds;

        public void Run(FleetEngine engine)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            while (engine.TakeRefit() is { } work)
            {
                engine.RunInLanes(work, Add, CancellationToken.None);
            }

            _seconds += (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        }

        private void Add(EndedRefit refit)
        {
            RefitRung rung = refit.Fit?.Rung ?? throw new InvalidOperationException($"A refit of {refit.Work.Sensor} failed.");
            Rungs[rung] = Rungs.GetValueOrDefault(rung) + 1;
            Count++;
        }
    }
}
