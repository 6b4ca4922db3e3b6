// Whether the draws of a refit are those of a fit from scratch.
using Exmc.Fleet;
using Exmc.Models;

namespace Exmc.Benchmarks.Refits;

/// <summary>
/// One refit for each of many independent series, after the window has moved by some readings: the rank of a draw of a long cold run among thinned draws of
/// the refit is uniform when both sample the same posterior. Simultaneous bands as in simulation-based calibration.
/// </summary>
internal static class ColdEquality
{
    private const int Window = 200;
    private const int Kept = 20;

    private static readonly (string Name, LadderOptions Bounds)[] Ladders =
    [
        ("the ladder", new()),
        ("reweighting switched off", new() { Reweight = false }),
        ("every refit refreshed", new() { Reweight = false, MaxShift = 1e-9, MaxPrecisionRatio = 1.0000001, SentinelEvery = 0 }),
    ];

    public static void Run(int series)
    {
        foreach (int moved in (int[])[1, 5])
        {
            Run(series, moved);
        }
    }

    private static void Run(int series, int moved)
    {
        RankUniformity[] ranks = [.. Ladders.Select(_ => new RankUniformity(["sigma_obs", "sigma_level", "sigma_slope", "phi", "sigma_ar", "beta"], (ulong)series))];
        int[,] rungs = new int[Ladders.Length, 4];
        double[] gradients = new double[Ladders.Length];
        for (int s = 0; s < series; s++)
        {
            SensorSeries one = Simulator.Simulate(77, s, Window + moved, Window, Scenario.Clean);
            double[] wave = one.TimeOfDayWave();
            IModel Model(int first) => new WindowedSensor { Y = one.Values[first..(first + Window)], X = wave[first..(first + Window)] };
            SamplerOptions cold = new() { Chains = 1, Warmup = 500, Draws = 1000, Threads = 1, Seed = (ulong)s };
            Adaptation before = Sampler.Sample(Model(0), cold).Adaptation;
            IModel next = Model(moved);
            Posterior reference = Sampler.Sample(next, cold with { Warmup = 700, Draws = 100, Seed = (ulong)s + 100_000 });
            for (int ladder = 0; ladder < Ladders.Length; ladder++)
            {
                Posterior after = Sampler.Refit(next, before, new RefitOptions { Draws = 1000, Threads = 1, Ladder = Ladders[ladder].Bounds });
                RefitReport report = after.Chain(0).Refit!;
                rungs[ladder, (int)report.Rung]++;
                gradients[ladder] += (double)report.Gradients / series;
                for (int value = 0; value < 6; value++)
                {
                    ranks[ladder].Add(value, reference.Draws(0, value)[^1], after.Draws(0, value), Kept);
                }
            }
        }

        for (int ladder = 0; ladder < Ladders.Length; ladder++)
        {
            Console.WriteLine(FormattableString.Invariant($"{Ladders[ladder].Name}, window moved by {moved}: {series} series, {gradients[ladder]:F0} gradients per refit, band {ranks[ladder].Band:F4}"));
            Console.WriteLine("  " + string.Join(", ", Enum.GetValues<RefitRung>().Select(rung => $"{rung} {rungs[ladder, (int)rung]}")));
            Console.WriteLine("  distance from uniform: " + string.Join(", ", ranks[ladder].Distances().Select(pair => FormattableString.Invariant($"{pair.Name} {pair.Distance:F4}"))));
            Console.WriteLine("  " + (ranks[ladder].Failures().Count == 0 ? "all within the bands" : string.Join("; ", ranks[ladder].Failures())));
        }
    }
}
