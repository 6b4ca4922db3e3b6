// The draws of a fit as files and plots take them.
namespace Exmc.Outputs;

/// <summary>Draws of all chains with the sampler's statistics: of a fit, or read from a file.</summary>
/// <param name="ModelName">The model's name.</param>
/// <param name="ChainCount">Number of chains, at least 1.</param>
/// <param name="DrawCount">Draws per chain.</param>
/// <param name="Variables">Parameters, then deterministic values.</param>
/// <param name="Statistics">Statistics of the sampler.</param>
public sealed record DrawSet(string ModelName, int ChainCount, int DrawCount, IReadOnlyList<DrawVariable> Variables, DrawStatistics Statistics)
{
    /// <summary>The draws of a fit.</summary>
    public static DrawSet Of(Posterior fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return new(
            fit.Layout.ModelName,
            fit.ChainCount,
            fit.DrawCount,
            [.. fit.Layout.Entries.Select(entry => new DrawVariable(
                entry.Name, entry.Shape, [.. Enumerable.Range(entry.ValueOffset, entry.ValueSize).Select(value => Pooled(fit, value))]))],
            DrawStatistics.Of(fit));
    }

    /// <summary>Every reported number with its 0-based name and its draws, chain by chain.</summary>
    internal IEnumerable<(string Name, double[] Values)> Columns() => Variables.SelectMany(variable => variable.ElementNames.Zip(variable.Elements));

    /// <summary>The draws of one chain.</summary>
    internal ReadOnlySpan<double> Chain(double[] values, int chain) => values.AsSpan(chain * DrawCount, DrawCount);

    private static double[] Pooled(Posterior fit, int value)
    {
        double[] pooled = new double[fit.ChainCount * fit.DrawCount];
        for (int chain = 0; chain < fit.ChainCount; chain++)
        {
            fit.Draws(chain, value).CopyTo(pooled.AsSpan(chain * fit.DrawCount));
        }

        return pooled;
    }
}
