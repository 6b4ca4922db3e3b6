// Whether ranks are uniform.
namespace Exmc;

/// <summary>
/// Ranks of one draw among others, per quantity. When all come from one distribution the ranks are uniform, and their empirical
/// distribution stays in simultaneous bands (Dvoretzky, Kiefer and Wolfowitz 1956, with Massart's constant 1990).
/// </summary>
/// <param name="names">Names of the quantities.</param>
/// <param name="seed">Spreads ranks over their cells.</param>
public sealed class RankUniformity(IReadOnlyList<string> names, ulong seed)
{
    /// <summary>Probability that any quantity leaves its band although all ranks are uniform.</summary>
    public const double FalseAlarm = 1e-3;

    private readonly List<double>[] _ranks = [.. names.Select(_ => new List<double>())];
    private readonly RandomStream _random = new(seed, RandomStream.EpochLimit - 3, 0);

    /// <summary>Half-width of the simultaneous bands for the ranks added so far.</summary>
    public double Band => Math.Sqrt(Math.Log(2.0 * names.Count / FalseAlarm) / (2.0 * _ranks[0].Count));

    /// <summary>Adds the rank of a value among draws that are independent of it and of each other once thinned.</summary>
    /// <param name="quantity">Index of the quantity.</param>
    /// <param name="value">Ranked.</param>
    /// <param name="draws">Of the same distribution, in order.</param>
    /// <param name="kept">Number of draws to keep, at equal steps; at most their number.</param>
    public void Add(int quantity, double value, ReadOnlySpan<double> draws, int kept)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(kept);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(kept, draws.Length);
        int step = draws.Length / kept;
        int below = 0;
        int equal = 0;
        for (int k = 1; k <= kept; k++)
        {
            double draw = draws[(k * step) - 1];
            below += draw < value ? 1 : 0;
            equal += draw == value ? 1 : 0;
        }

        // A rank is spread over its cell and those of its ties, so that the uniform distribution is continuous.
        _ranks[quantity].Add((below + (_random.Uniform() * (equal + 1))) / (kept + 1));
    }

    /// <summary>Each quantity's largest distance between the distribution of its ranks and the uniform one, with its name.</summary>
    public IReadOnlyList<(string Name, double Distance)> Distances() =>
        [.. names.Select((name, quantity) => (name, Distance([.. _ranks[quantity].Order()])))];

    /// <summary>One line per quantity that leaves its band; empty when all ranks can be uniform.</summary>
    public IReadOnlyList<string> Failures() =>
        [.. Distances().Where(pair => pair.Distance > Band).Select(pair => $"{pair.Name}: distance {pair.Distance:F3} from uniform over {_ranks[0].Count} ranks, band {Band:F3}")];

    private static double Distance(double[] sorted) =>
        sorted.Select((rank, i) => Math.Max(Math.Abs(rank - ((double)i / sorted.Length)), Math.Abs(rank - ((i + 1.0) / sorted.Length)))).Max();
}
