// The result of a fit.
namespace Exmc;

/// <summary>The result of a fit: draws, statistics, summaries and what a refit can reuse. Immutable.</summary>
public class Posterior
{
    private readonly PosteriorStore _store;

    internal Posterior(PosteriorStore store) => _store = store;

    internal PosteriorStore Store => _store;

    /// <summary>Makes a typed view of the same draws.</summary>
    protected Posterior(Posterior other) => _store = other._store;

    /// <summary>Names, shapes and places of all quantities.</summary>
    public ParameterLayout Layout => _store.Layout;

    /// <summary>Number of chains.</summary>
    public int ChainCount => _store.ChainCount;

    /// <summary>Number of kept draws per chain.</summary>
    public int DrawCount => _store.DrawCount;

    /// <summary>What was learnt about the posterior's geometry, for a refit.</summary>
    public Adaptation Adaptation => _store.Adaptation;

    /// <summary>One summary per reported number, in the order of <see cref="ParameterLayout.ValueNames"/>.</summary>
    public IReadOnlyList<SummaryRow> Summary => [.. Enumerable.Range(0, Layout.ValueCount).Select(_store.Row)];

    /// <summary>What is wrong with the fit and what to do about it; empty when nothing is.</summary>
    public IReadOnlyList<string> Warnings => _store.Warnings.Value;

    /// <summary>The draws of one reported number on its natural scale, contiguous.</summary>
    /// <param name="chain">Chain, 0-based.</param>
    /// <param name="valueIndex">Index into <see cref="ParameterLayout.ValueNames"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range.</exception>
    public ReadOnlySpan<double> Draws(int chain, int valueIndex) => _store.Draws(chain, valueIndex);

    /// <summary>The unconstrained position of one draw, length d.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range.</exception>
    public ReadOnlySpan<double> Positions(int chain, int draw) => _store.Position(chain, draw);

    /// <summary>Statistics of one chain.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
    public ChainStatistics Chain(int chain)
    {
        Places.Require(chain, ChainCount, "chain");
        return _store.Statistics[chain];
    }

    /// <summary>The summary as a table, followed by the warnings.</summary>
    public override string ToString() => SummaryTable.Write(this);

    /// <summary>Typed view of a scalar entry of the layout.</summary>
    protected ScalarQuantity Scalar(int entry) => new(_store, Layout.Entries[entry].ValueOffset);

    /// <summary>Typed view of a vector entry of the layout.</summary>
    protected VectorQuantity Vector(int entry) => new(_store, Layout.Entries[entry]);

    /// <summary>Typed view of a matrix entry of the layout.</summary>
    protected MatrixQuantity Matrix(int entry) => new(_store, Layout.Entries[entry]);

    /// <summary>Typed view of an entry of the layout that is an array of matrices.</summary>
    protected MatricesQuantity Matrices(int entry) => new(_store, Layout.Entries[entry]);
}
