// The draws behind a posterior, shared by all its views; summaries are computed once, when asked for.
namespace Exmc;

/// <summary>The draws of all chains and lazily computed summaries.</summary>
internal sealed class PosteriorStore
{
    private readonly ChainDraws[] _chains;
    private readonly SummaryRow?[] _rows;

    public PosteriorStore(ParameterLayout layout, ChainDraws[] chains, Adaptation adaptation, PosteriorLimits limits)
        : this(layout, chains, adaptation, store => FitWarnings.For(store, limits))
    {
    }

    /// <summary>Draws with the warnings of what made them.</summary>
    public PosteriorStore(ParameterLayout layout, ChainDraws[] chains, Adaptation adaptation, Func<PosteriorStore, IReadOnlyList<string>> warn)
    {
        Layout = layout;
        _chains = chains;
        Adaptation = adaptation;
        _rows = new SummaryRow?[layout.ValueCount];
        Statistics = [.. chains.Select(chain => new ChainStatistics(chain))];
        Warnings = new Lazy<IReadOnlyList<string>>(() => warn(this));
    }

    /// <summary>The posterior of chains that ran by the same options.</summary>
    public static Posterior Of(ParameterLayout layout, ChainDraws[] chains, ChainAdaptation[] adaptations, in ChainPlan plan) => new(new PosteriorStore(
        layout,
        chains,
        new(layout, adaptations, plan.Seed, plan.Epoch),
        new PosteriorLimits(plan.Options.MaxDepth, plan.Options.TargetAcceptance)));

    public ParameterLayout Layout { get; }

    public Adaptation Adaptation { get; }

    public ChainStatistics[] Statistics { get; }

    public Lazy<IReadOnlyList<string>> Warnings { get; }

    public int ChainCount => _chains.Length;

    public int DrawCount => _chains[0].Count;

    public ReadOnlySpan<double> Draws(int chain, int value)
    {
        Places.Require(chain, ChainCount, "chain");
        Places.Require(value, Layout.ValueCount, "value");
        return _chains[chain].Value(value);
    }

    public ReadOnlySpan<double> Position(int chain, int draw)
    {
        Places.Require(chain, ChainCount, "chain");
        Places.Require(draw, DrawCount, "draw");
        return _chains[chain].Positions.AsSpan(draw * Layout.Dimension, Layout.Dimension);
    }

    public double[] Pooled(int value)
    {
        double[] pooled = new double[ChainCount * DrawCount];
        for (int chain = 0; chain < ChainCount; chain++)
        {
            Draws(chain, value).CopyTo(pooled.AsSpan(chain * DrawCount));
        }

        return pooled;
    }

    // Two threads may compute the same row; both get the same numbers, so no lock is needed.
    public SummaryRow Row(int value) => _rows[value] ??= Summarizer.Row(Layout.ValueNames[value], Pooled(value), ChainCount);
}

/// <summary>Limits that the warnings must know.</summary>
internal readonly record struct PosteriorLimits(int MaxDepth, double TargetAcceptance);
