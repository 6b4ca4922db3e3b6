// Matrices: data that wrap an array, and expressions in model bodies.
using System.Runtime.InteropServices;

namespace Exmc;

/// <summary>A matrix of real numbers. As data it wraps an array, by rows, without copying; in a model body it is an expression.</summary>
public readonly struct Matrix
{
    private readonly double[]? _values;
    private readonly double[,]? _table;

    /// <summary>Wraps a table.</summary>
    public Matrix(double[,] table)
    {
        ArgumentNullException.ThrowIfNull(table);
        _table = table;
        Rows = table.GetLength(0);
        Columns = table.GetLength(1);
    }

    /// <summary>Wraps the elements by rows.</summary>
    /// <exception cref="ArgumentException">The array's length is not rows times columns.</exception>
    public Matrix(double[] rowMajor, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(rowMajor);
        if (rows < 0 || columns < 0 || rowMajor.Length != (long)rows * columns)
        {
            throw new ArgumentException($"A matrix of {rows} rows and {columns} columns cannot hold {rowMajor.Length} elements.", nameof(rowMajor));
        }

        _values = rowMajor;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>In a model body: a local matrix of zeros whose elements can be assigned, each at most once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A length is negative.</exception>
    public Matrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        _values = new double[rows * columns];
        Rows = rows;
        Columns = columns;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>The elements by rows.</summary>
    public ReadOnlySpan<double> Span =>
        _table is { Length: > 0 } ? MemoryMarshal.CreateReadOnlySpan(ref _table[0, 0], _table.Length) : _values;

    /// <summary>One element, 0-based. Assignable in model bodies, for local matrices.</summary>
    public Real this[int row, int column]
    {
        get => ModelBody.NotExecuted<Real>();
        set => ModelBody.NotExecuted<Real>();
    }

    /// <summary>Wraps a table.</summary>
    public static implicit operator Matrix(double[,] table) => new(table);

    /// <summary>The product of a matrix and a vector of as many elements as the matrix has columns.</summary>
    public static Vector operator *(Matrix left, Vector right) => ModelBody.NotExecuted<Vector>();

    /// <summary>The product of two matrices.</summary>
    public static Matrix operator *(Matrix left, Matrix right) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Multiplies each element by a number.</summary>
    public static Matrix operator *(Real left, Matrix right) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Multiplies each element by a number.</summary>
    public static Matrix operator *(Matrix left, Real right) => ModelBody.NotExecuted<Matrix>();

    /// <summary>The sum, element by element.</summary>
    public static Matrix operator +(Matrix left, Matrix right) => ModelBody.NotExecuted<Matrix>();

    /// <summary>The difference, element by element.</summary>
    public static Matrix operator -(Matrix left, Matrix right) => ModelBody.NotExecuted<Matrix>();

    /// <summary>One row, 0-based.</summary>
    public Vector Row(int index) => ModelBody.NotExecuted<Vector>();

    /// <summary>One column, 0-based.</summary>
    public Vector Column(int index) => ModelBody.NotExecuted<Vector>();
}
