// A warm refit has the posterior of a cold fit.
using Xunit;

namespace Exmc.Models.Tests;

/// <summary>
/// One refit per independently simulated series: the rank of a draw of a long cold run among the thinned draws of the warm
/// refit is uniform when both sample the same posterior. EXMC_FULL=1 runs more series.
/// </summary>
public class WarmEqualsColdTests
{
    private const int Kept = 20;
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("EXMC_FULL") == "1";

    [Fact]
    public void Ranks_of_cold_draws_among_warm_ones_are_uniform()
    {
        int series = IsFull ? 400 : 120;
        SamplerOptions cold = new() { Chains = 1, Warmup = 300, Draws = 100, Threads = 1 };
        Compare(series, 5, thin: 20, cold, reference: 500, s =>
        {
            double[] readings = Normals(new Random(s), 41, 0.5, 2.0);
            return (new Medium { First = readings[..20], Second = readings[20..40] }, new Medium { First = readings[1..21], Second = readings[21..41] });
        });
    }

    /// <summary>The main job's model, whose posterior mixes slowly: longer runs, thinned more.</summary>
    [Fact]
    public void So_are_those_of_the_sensor_model()
    {
        int series = IsFull ? 200 : 50;
        int window = IsFull ? 200 : 80;
        SamplerOptions cold = new() { Chains = 1, Warmup = 500, Draws = 200, Threads = 1 };
        Compare(series, 8, thin: 100, cold, reference: 1500, s =>
        {
            double[] readings = SensorReadings(new Random(s), window + 1);
            return (new Sensor { Y = readings[..window], X = new double[window] }, new Sensor { Y = readings[1..], X = new double[window] });
        });
    }

    private static void Compare(int series, int quantities, int thin, SamplerOptions cold, int reference, Func<int, (IModel First, IModel Moved)> simulate)
    {
        (Posterior Warm, Posterior Reference)[] fits = new (Posterior, Posterior)[series];
        Parallel.For(0, series, s =>
        {
            (IModel first, IModel moved) = simulate(s);
            Posterior before = Sampler.Sample(first, cold with { Seed = (ulong)s });
            fits[s] = (
                Sampler.Refit(moved, before.Adaptation, new RefitOptions { Draws = thin * Kept, Threads = 1 }),
                Sampler.Sample(moved, cold with { Warmup = 500, Draws = reference, Seed = (ulong)s + 100_000 }));
        });
        RankUniformity ranks = new([.. Enumerable.Range(0, quantities).Select(k => $"quantity {k}")], (ulong)series);
        foreach ((Posterior warm, Posterior coldRun) in fits)
        {
            for (int quantity = 0; quantity < quantities; quantity++)
            {
                ranks.Add(quantity, coldRun.Draws(0, quantity)[^1], warm.Draws(0, quantity), Kept);
            }
        }

        Assert.Empty(ranks.Failures());
    }

    /// <summary>A level that walks, a stationary autoregression and noise.</summary>
    private static double[] SensorReadings(Random random, int count)
    {
        double[] shocks = Normals(random, 3 * count, 0.0, 1.0);
        double[] readings = new double[count];
        double level = 0.0;
        double ar = 0.0;
        for (int t = 0; t < count; t++)
        {
            level += 0.1 * shocks[3 * t];
            ar = (0.6 * ar) + (0.35 * shocks[(3 * t) + 1]);
            readings[t] = level + ar + (0.3 * shocks[(3 * t) + 2]);
        }

        return readings;
    }

    /// <summary>Normal numbers (Box and Muller 1958).</summary>
    private static double[] Normals(Random random, int count, double mean, double sd) =>
        [.. Enumerable.Range(0, count).Select(_ => mean + (sd * Math.Sqrt(-2.0 * Math.Log(1.0 - random.NextDouble())) * Math.Cos(2.0 * Math.PI * random.NextDouble())))];
}
