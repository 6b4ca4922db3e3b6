// Whether ranks are uniform.
using Xunit;

namespace Exmc.Models.Tests;

/// <summary>
/// Ranks of one draw among others, per quantity. When all come from one distribution the ranks are uniform, and their empirical
/// distribution stays in simultaneous bands (Dvoretzky, Kiefer and Wolfowitz 1956, with Massart's constant 1990).
/// </summary>
internal sealed class RankUniformity(int quantities, int seed)
{
    private const double FalseAlarm = 1e-3;
    private readonly List<double>[] _ranks = [.. Enumerable.Range(0, quantities).Select(_ => new List<double>())];
    private readonly Random _random = new(seed);

    /// <summary>Adds the rank of a value among draws that are independent of it and, after thinning, of each other.</summary>
    public void Add(int quantity, double value, ReadOnlySpan<double> draws, int kept)
    {
        int step = draws.Length / kept;
        int below = 0;
        for (int k = 1; k <= kept; k++)
        {
            below += draws[(k * step) - 1] < value ? 1 : 0;
        }

        // A rank is spread over its cell, so that the uniform distribution is continuous.
        _ranks[quantity].Add((below + _random.NextDouble()) / (kept + 1));
    }

    /// <summary>Fails when a quantity leaves the bands, at a false alarm probability of 1 in 1,000 over all quantities.</summary>
    public void AssertUniform()
    {
        int count = _ranks[0].Count;
        double band = Math.Sqrt(Math.Log(2.0 * quantities / FalseAlarm) / (2.0 * count));
        for (int quantity = 0; quantity < quantities; quantity++)
        {
            double[] sorted = [.. _ranks[quantity].Order()];
            double distance = sorted.Select((rank, i) => Math.Max(Math.Abs(rank - ((double)i / count)), Math.Abs(rank - ((i + 1.0) / count)))).Max();
            Assert.True(distance <= band, $"quantity {quantity}: distance {distance:F3} from uniform over {count} ranks, band {band:F3}");
        }
    }
}
