// Consecutive draws of values that are not kept: of the prior, or of predictions.
namespace Exmc;

/// <summary>A block of consecutive draws. Each block is a value of its own: the next one does not overwrite it.</summary>
public class DrawBlock
{
    private readonly double[] _values;

    internal DrawBlock(ParameterLayout layout, int chain, int firstDraw, int count)
    {
        Layout = layout;
        Chain = chain;
        FirstDraw = firstDraw;
        Count = count;
        _values = new double[layout.ValueCount * count];
    }

    /// <summary>Makes a typed view of the same draws.</summary>
    protected DrawBlock(DrawBlock other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Layout = other.Layout;
        Chain = other.Chain;
        FirstDraw = other.FirstDraw;
        Count = other.Count;
        _values = other._values;
    }

    /// <summary>Names, shapes and places of what was drawn.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>Chain of the fit; 0 for draws from the prior.</summary>
    public int Chain { get; }

    /// <summary>Index of the first draw of the block in its chain.</summary>
    public int FirstDraw { get; }

    /// <summary>Number of draws in the block.</summary>
    public int Count { get; }

    /// <summary>The draws of one number, contiguous.</summary>
    /// <param name="valueIndex">Index into <see cref="ParameterLayout.ValueNames"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
    public ReadOnlySpan<double> Draws(int valueIndex) => Memory(valueIndex).Span;

    /// <summary>All elements of one quantity at one draw, by rows.</summary>
    /// <param name="member">The C# member's name.</param>
    /// <param name="draw">Index in the block.</param>
    /// <exception cref="ArgumentException">There is no such quantity.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
    public double[] Values(string member, int draw)
    {
        Places.Require(draw, Count, "draw");
        LayoutEntry entry = Layout.Entries.FirstOrDefault(entry => entry.Member == member)
            ?? throw new ArgumentException($"'{member}' was not drawn; there are {string.Join(", ", Layout.Entries.Select(known => known.Member))}.", nameof(member));
        return [.. Enumerable.Range(entry.ValueOffset, entry.ValueSize).Select(value => _values[(value * Count) + draw])];
    }

    /// <summary>Typed view of a scalar entry of the layout.</summary>
    protected DrawnScalar Scalar(int entry) => new(Memory(Layout.Entries[entry].ValueOffset));

    /// <summary>Typed view of a vector entry of the layout.</summary>
    protected DrawnVector Vector(int entry) => new(this, Layout.Entries[entry]);

    /// <summary>Typed view of a matrix entry of the layout.</summary>
    protected DrawnMatrix Matrix(int entry) => new(this, Layout.Entries[entry]);

    /// <summary>Typed view of an entry of the layout that is an array of matrices.</summary>
    protected DrawnMatrices Matrices(int entry) => new(this, Layout.Entries[entry]);

    internal ReadOnlyMemory<double> Memory(int valueIndex)
    {
        Places.Require(valueIndex, Layout.ValueCount, "value");
        return _values.AsMemory(valueIndex * Count, Count);
    }

    internal void Set(int draw, int firstValue, ReadOnlySpan<double> values)
    {
        for (int k = 0; k < values.Length; k++)
        {
            _values[((firstValue + k) * Count) + draw] = values[k];
        }
    }
}

/// <summary>The draws of one number in a block.</summary>
public sealed class DrawnScalar
{
    private readonly ReadOnlyMemory<double> _draws;

    internal DrawnScalar(ReadOnlyMemory<double> draws) => _draws = draws;

    /// <summary>One number per draw.</summary>
    public ReadOnlySpan<double> Draws => _draws.Span;

    /// <summary>Mean over the block.</summary>
    public double Mean
    {
        get
        {
            double sum = 0;
            foreach (double x in _draws.Span)
            {
                sum += x;
            }

            return sum / _draws.Length;
        }
    }

    /// <summary>Quantile over the block (linear interpolation, type 7).</summary>
    /// <param name="probability">In [0, 1].</param>
    public double Quantile(double probability)
    {
        double[] sorted = _draws.ToArray();
        Array.Sort(sorted);
        return Quantiles.OfSorted(sorted, probability);
    }
}

/// <summary>The draws of a vector in a block.</summary>
public sealed class DrawnVector
{
    private readonly DrawBlock _block;
    private readonly LayoutEntry _entry;

    internal DrawnVector(DrawBlock block, LayoutEntry entry)
    {
        _block = block;
        _entry = entry;
    }

    /// <summary>Number of elements.</summary>
    public int Length => _entry.ValueSize;

    /// <summary>One element, 0-based.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index lies outside [0, Length).</exception>
    public DrawnScalar this[int index]
    {
        get
        {
            Places.Require(index, Length, _entry.Name);
            return new(_block.Memory(_entry.ValueOffset + index));
        }
    }
}

/// <summary>The draws of a matrix in a block.</summary>
public sealed class DrawnMatrix
{
    private readonly DrawBlock _block;
    private readonly LayoutEntry _entry;

    internal DrawnMatrix(DrawBlock block, LayoutEntry entry)
    {
        _block = block;
        _entry = entry;
    }

    /// <summary>Number of rows.</summary>
    public int Rows => _entry.Shape[0];

    /// <summary>Number of columns.</summary>
    public int Columns => _entry.Shape[1];

    /// <summary>One element, 0-based.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside the matrix.</exception>
    public DrawnScalar this[int row, int column]
    {
        get
        {
            Places.Require(row, Rows, _entry.Name);
            Places.Require(column, Columns, _entry.Name);
            return new(_block.Memory(_entry.ValueOffset + (row * Columns) + column));
        }
    }
}

/// <summary>The draws of an array of matrices in a block.</summary>
public sealed class DrawnMatrices
{
    private readonly DrawBlock _block;
    private readonly LayoutEntry _entry;

    internal DrawnMatrices(DrawBlock block, LayoutEntry entry)
    {
        _block = block;
        _entry = entry;
    }

    /// <summary>Number of matrices.</summary>
    public int Count => _entry.Shape[0];

    /// <summary>One matrix, 0-based.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index lies outside [0, Count).</exception>
    public DrawnMatrix this[int index] => new(_block, _entry.MatrixAt(index));
}
