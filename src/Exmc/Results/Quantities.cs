// Typed views of the reported quantities of a posterior.
namespace Exmc;

/// <summary>One reported number: its posterior summaries and draws.</summary>
public sealed class ScalarQuantity
{
    private readonly PosteriorStore _store;
    private readonly int _value;

    internal ScalarQuantity(PosteriorStore store, int value)
    {
        _store = store;
        _value = value;
    }

    /// <summary>External name, for example "theta[3]".</summary>
    public string Name => _store.Layout.ValueNames[_value];

    /// <summary>Posterior mean.</summary>
    public double Mean => _store.Row(_value).Mean;

    /// <summary>Posterior standard deviation.</summary>
    public double Sd => _store.Row(_value).Sd;

    /// <summary>Effective number of draws for the bulk (Vehtari et al. 2021).</summary>
    public double EssBulk => _store.Row(_value).EssBulk;

    /// <summary>Effective number of draws for the 5 % and 95 % quantiles, the smaller one.</summary>
    public double EssTail => _store.Row(_value).EssTail;

    /// <summary>Rank-normalised split R-hat, bulk or folded, the larger one; should be at most 1.01.</summary>
    public double RHat => _store.Row(_value).RHat;

    /// <summary>Monte Carlo standard error of the mean.</summary>
    public double McseMean => _store.Row(_value).McseMean;

    /// <summary>Monte Carlo standard error of the standard deviation.</summary>
    public double McseSd => _store.Row(_value).McseSd;

    /// <summary>Posterior quantile (linear interpolation, type 7) over all chains.</summary>
    /// <param name="probability">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability lies outside [0, 1].</exception>
    public double Quantile(double probability)
    {
        double[] pooled = _store.Pooled(_value);
        Array.Sort(pooled);
        return Quantiles.OfSorted(pooled, probability);
    }

    /// <summary>Effective number of draws for one quantile (Vehtari et al. 2021, section 4.3).</summary>
    /// <param name="probability">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability lies outside [0, 1].</exception>
    public double EssQuantile(double probability) => QuantileDiagnostics.Ess(_store.Pooled(_value), _store.ChainCount, probability);

    /// <summary>Monte Carlo standard error of one quantile (Vehtari et al. 2021, section 4.4).</summary>
    /// <param name="probability">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability lies outside [0, 1].</exception>
    public double McseQuantile(double probability) => QuantileDiagnostics.Mcse(_store.Pooled(_value), _store.ChainCount, probability);

    /// <summary>Nested R-hat (Margossian et al. 2024, Bayesian Analysis) for many short chains, of which groups start at the same point.</summary>
    /// <param name="superchains">Number of groups of consecutive chains; at least 2, divides the number of chains.</param>
    /// <exception cref="ArgumentOutOfRangeException">The chains cannot be grouped like that.</exception>
    public double NestedRHat(int superchains) => Convergence.Nested(_store.Pooled(_value), _store.ChainCount, superchains);

    /// <summary>The draws of one chain.</summary>
    public ReadOnlySpan<double> Draws(int chain) => _store.Draws(chain, _value);

    /// <summary>One reported number of a fit by its external name, for fits without typed views.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="name">One of <see cref="ParameterLayout.ValueNames"/>, for example "theta[3]".</param>
    /// <exception cref="ArgumentException">There is no such number.</exception>
    public static ScalarQuantity Of(Posterior fit, string name)
    {
        ArgumentNullException.ThrowIfNull(fit);
        int value = Array.IndexOf(fit.Layout.ValueNames, name);
        return value >= 0
            ? new(fit.Store, value)
            : throw new ArgumentException($"'{name}' is not reported by the fit; there are {string.Join(", ", fit.Layout.ValueNames.Take(20))}{(fit.Layout.ValueCount > 20 ? ", ..." : "")}.", nameof(name));
    }
}

/// <summary>A reported vector.</summary>
public sealed class VectorQuantity
{
    private readonly PosteriorStore _store;
    private readonly LayoutEntry _entry;

    internal VectorQuantity(PosteriorStore store, LayoutEntry entry)
    {
        _store = store;
        _entry = entry;
    }

    /// <summary>Number of elements.</summary>
    public int Length => _entry.ValueSize;

    /// <summary>Posterior means of the elements.</summary>
    public double[] Means => [.. Enumerable.Range(0, Length).Select(index => this[index].Mean)];

    /// <summary>One element, 0-based.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index lies outside [0, Length).</exception>
    public ScalarQuantity this[int index]
    {
        get
        {
            Places.Require(index, Length, _entry.Name);
            return new(_store, _entry.ValueOffset + index);
        }
    }
}

/// <summary>A reported matrix.</summary>
public sealed class MatrixQuantity
{
    private readonly PosteriorStore _store;
    private readonly LayoutEntry _entry;

    internal MatrixQuantity(PosteriorStore store, LayoutEntry entry)
    {
        _store = store;
        _entry = entry;
    }

    /// <summary>Number of rows.</summary>
    public int Rows => _entry.Shape[0];

    /// <summary>Number of columns.</summary>
    public int Columns => _entry.Shape[1];

    /// <summary>One element, 0-based.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside the matrix.</exception>
    public ScalarQuantity this[int row, int column]
    {
        get
        {
            Places.Require(row, Rows, _entry.Name);
            Places.Require(column, Columns, _entry.Name);
            return new(_store, _entry.ValueOffset + (row * Columns) + column);
        }
    }
}

/// <summary>A reported array of matrices.</summary>
public sealed class MatricesQuantity
{
    private readonly PosteriorStore _store;
    private readonly LayoutEntry _entry;

    internal MatricesQuantity(PosteriorStore store, LayoutEntry entry)
    {
        _store = store;
        _entry = entry;
    }

    /// <summary>Number of matrices.</summary>
    public int Count => _entry.Shape[0];

    /// <summary>One matrix, 0-based.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index lies outside [0, Count).</exception>
    public MatrixQuantity this[int index] => new(_store, _entry.MatrixAt(index));
}

/// <summary>Index checks with the quantity's name in the message.</summary>
internal static class Places
{
    public static void Require(int index, int length, string name)
    {
        if ((uint)index >= (uint)length)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, $"'{name}' has indices 0 to {length - 1}.");
        }
    }
}
