// What the ladder does when a sensor changes while its window moves.
using Exmc.Fleet;
using Exmc.Models;

namespace Exmc.Benchmarks.Refits;

/// <summary>Refits of simulated sensors whose newest readings were changed, against long runs on the same windows.</summary>
internal static class SensorChanges
{
    private const int Window = 200;
    private const int Moved = 20;

    private static readonly (string Name, Action<double[], Random> Apply)[] Changes =
    [
        ("none", (_, _) => { }),
        ("one spike of 8", (values, random) => values[^random.Next(1, Moved)] += 8),
        ("level shift of 6", (values, random) => Newest(values, (value, _) => value + 6)),
        ("stuck", (values, _) => Newest(values, (_, _) => values[^(Moved + 1)])),
        ("noise of 1.5 added", (values, random) => Newest(values, (value, _) => value + (1.5 * Normal(random)))),
        ("noise gone", (values, _) => Newest(values, (_, t) => Math.Sin(0.1 * t))),
        ("switch to oscillation", Oscillate),
        ("15 readings missing", (values, _) => Array.Fill(values, double.NaN, values.Length - 16, 15)),
    ];

    public static void Run(int trials)
    {
        RefitTally[] tallies = [.. Changes.Select(_ => new RefitTally())];
        for (int trial = 0; trial < trials; trial++)
        {
            SensorSeries series = Simulator.Simulate(5, trial, Window + Moved, Window, Scenario.Clean);
            double[] wave = series.TimeOfDayWave();
            Posterior before = Sampler.Sample(
                new WindowedSensor { Y = series.Values[..Window], X = wave[..Window] },
                new SamplerOptions { Chains = 1, Warmup = 500, Draws = 400, Seed = (ulong)trial, Threads = 1 });
            for (int change = 0; change < Changes.Length; change++)
            {
                double[] values = [.. series.Values];
                Changes[change].Apply(values, new Random((trial * 100) + change));
                WindowedSensor model = new() { Y = values[Moved..], X = wave[Moved..(Window + Moved)] };
                Posterior after = Sampler.Refit(model, before.Adaptation, new RefitOptions { Draws = 400, Threads = 1, Ladder = new() { ColdWarmup = 500 } });
                Posterior reference = Sampler.Sample(model, new SamplerOptions { Chains = 8, Warmup = 500, Draws = 1000, Seed = 99, Threads = 1 });
                SummaryRow[] rows = [.. reference.Summary.Take(6)];
                tallies[change].Add(after.Chain(0).Refit!, [.. rows.Select(row => row.Mean)], [.. rows.Select(row => row.Sd)], i => after.Draws(0, i).ToArray());
            }
        }

        Console.WriteLine(FormattableString.Invariant($"windowed_sensor, the newest {Moved} of {Window} readings changed, {trials} trials"));
        Console.WriteLine(RefitTally.Head);
        for (int change = 0; change < Changes.Length; change++)
        {
            Console.WriteLine(tallies[change].Row(Changes[change].Name));
        }
    }

    private static void Newest(double[] values, Func<double, int, double> change)
    {
        for (int t = values.Length - Moved; t < values.Length; t++)
        {
            values[t] = change(values[t], t);
        }
    }

    // Another regime: about the last level, with a correlation of -0.8 from one reading to the next.
    private static void Oscillate(double[] values, Random random)
    {
        double level = values[^(Moved + 1)];
        double deviation = 0;
        Newest(values, (_, _) => level + (deviation = (-0.8 * deviation) + Normal(random)));
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
