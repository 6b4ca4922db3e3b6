// A warm refit has the posterior of a cold fit.
using Xunit;

namespace Exmc.Models.Tests;

/// <summary>
/// One refit per independently simulated series: the rank of a draw of a long cold run among the thinned draws of the warm
/// refit is uniform when both sample the same posterior. Its empirical distribution stays in simultaneous bands
/// (Dvoretzky, Kiefer and Wolfowitz 1956, with Massart's constant 1990), at a false alarm probability of 1 in 1,000.
/// </summary>
public class WarmEqualsColdTests
{
    private const int Thinned = 20;
    private const double FalseAlarm = 1e-3;

    [Fact]
    public void Ranks_of_cold_draws_among_warm_ones_are_uniform()
    {
        bool isFull = Environment.GetEnvironmentVariable("EXMC_FULL") == "1";
        int series = isFull ? 400 : 120;
        List<double>[] ranks = [.. Enumerable.Range(0, 5).Select(_ => new List<double>())];
        for (int s = 0; s < series; s++)
        {
            Random random = new(s);
            double[] readings = [.. Enumerable.Range(0, 41).Select(_ => random.NextDouble() + (2.0 * Math.Sqrt(-2.0 * Math.Log(1.0 - random.NextDouble())) * Math.Cos(6.283185307179586 * random.NextDouble())))];
            Medium first = new() { First = readings[..20], Second = readings[20..40] };
            Medium moved = new() { First = readings[1..21], Second = readings[21..41] };
            SamplerOptions cold = new() { Chains = 1, Warmup = 300, Draws = 100, Seed = (ulong)s, Threads = 1 };
            Posterior before = first.Sample(cold);
            Posterior warm = moved.Refit(before.Adaptation, new RefitOptions { Draws = 20 * Thinned, Threads = 1 });
            Posterior reference = moved.Sample(cold with { Warmup = 500, Draws = 500, Seed = (ulong)s + 100_000 });
            for (int value = 0; value < 5; value++)
            {
                double truth = reference.Draws(0, value)[^1];
                ReadOnlySpan<double> draws = warm.Draws(0, value);
                int below = 0;
                for (int k = 0; k < Thinned; k++)
                {
                    below += draws[(k + 1) * 20 - 1] < truth ? 1 : 0;
                }

                // A rank is spread over its cell, so that the uniform distribution is continuous.
                ranks[value].Add((below + random.NextDouble()) / (Thinned + 1));
            }
        }

        double band = Math.Sqrt(Math.Log(2.0 * ranks.Length / FalseAlarm) / (2.0 * series));
        for (int value = 0; value < ranks.Length; value++)
        {
            double[] sorted = [.. ranks[value].Order()];
            double distance = sorted.Select((rank, i) => Math.Max(Math.Abs(rank - ((double)i / series)), Math.Abs(rank - ((i + 1.0) / series)))).Max();
            Assert.True(distance <= band, $"value {value}: distance {distance:F3} from uniform, band {band:F3}");
        }
    }
}
