// Sensors refitted per second of a core, one at a time and side by side.
using System.Globalization;
using Exmc.Fleet;
using Exmc.Fleet.Live;
using Exmc.Models;

namespace Exmc.Benchmarks.Refits;

/// <summary>
/// The live engine with 120 simulated sensors of the service's model, all due at once: first fits on 80 readings, as the demo has them, first fits on full windows of 200, and refits
/// after each of three moves by 20 readings. One thread refits; both ways take turns in one process.
/// </summary>
internal static class LaneRefits
{
    private const int Sensors = 120;
    private const int First = 80;
    private const int Rounds = 3;

    public static void Run(int repetitions)
    {
        Once(false);
        Once(true);
        List<Tally[]> alone = [], lanes = [];
        for (int k = 0; k < repetitions; k++)
        {
            alone.Add(Once(false));
            lanes.Add(Once(true));
        }

        foreach ((int place, string what) in new[] { (0, $"first fits on {First} readings"), (1, "first fits on full windows"), (2, "refits of full windows") })
        {
            Print(what, [.. alone.Select(one => one[place])], [.. lanes.Select(one => one[place])]);
        }
    }

    private static Tally[] Once(bool lanes)
    {
        Tally begun = new(), full = new(), again = new();
        LiveOptions options = new() { Lanes = lanes };
        int length = options.Window + (Rounds * options.RefitReadings);
        SensorSeries[] series = [.. Enumerable.Range(0, Sensors).Select(index => Simulator.Simulate(1, index, length, length, Scenario.Clean))];
        DateTime start = DateTime.UtcNow.AddMinutes(-length);
        FleetEngine young = Engine(options);
        Offer(young, series, start, 0, First);
        begun.Run(young);

        // Readings before a first fit are not scored, which would take longer than all fits.
        FleetEngine old = Engine(options with { FirstFit = options.Window - 10 });
        Offer(old, series, start, 0, options.Window);
        full.Run(old);
        for (int at = options.Window; at < length; at += options.RefitReadings)
        {
            Offer(old, series, start, at, at + options.RefitReadings);
            again.Run(old);
        }

        return [begun, full, again];
    }

    private static FleetEngine Engine(LiveOptions options) =>
        new(options, new SamplerFitter(window => new WindowedSensor { Y = window.Y, X = window.X, XNext = window.XNext }), TimeProvider.System);

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
