// The Cholesky factor of a dense inverse metric.
using Exmc.Numerics;

namespace Exmc;

/// <summary>Lower triangular L with L L' = inverse metric, stored by rows and by columns. Products cost d^2 / 2 multiplications.</summary>
internal sealed class DenseTransform : LinearTransform
{
    private readonly double[] _rows;
    private readonly double[] _columns;
    private readonly int _dimension;

    private DenseTransform(double[] rows, int dimension)
    {
        _rows = rows;
        _dimension = dimension;
        _columns = new double[rows.Length];
        for (int row = 0; row < dimension; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                _columns[(column * dimension) + row] = rows[(row * dimension) + column];
            }
        }
    }

    /// <summary>Factors a symmetric matrix given by rows; null when it is not positive definite.</summary>
    public static DenseTransform? TryCreate(ReadOnlySpan<double> matrix, int dimension)
    {
        double[] factor = new double[dimension * dimension];
        for (int row = 0; row < dimension; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double sum = matrix[(row * dimension) + column] - Rows.Dot(factor.AsSpan(row * dimension, column), factor.AsSpan(column * dimension, column));
                if (row != column)
                {
                    factor[(row * dimension) + column] = sum / factor[(column * dimension) + column];
                }
                else if (sum > 0 && double.IsFinite(sum))
                {
                    factor[(row * dimension) + row] = Math.Sqrt(sum);
                }
                else
                {
                    return null;
                }
            }
        }

        return new(factor, dimension);
    }

    /// <inheritdoc/>
    public override void Multiply(ReadOnlySpan<double> y, Span<double> result)
    {
        // Column by column; a column's zeros above the diagonal complete its first four.
        result.Clear();
        for (int column = 0; column < _dimension; column++)
        {
            int first = column & ~3;
            Rows.Add(result[first..], y[column], _columns.AsSpan((column * _dimension) + first, _dimension - first));
        }
    }

    /// <inheritdoc/>
    public override void MultiplyTransposed(ReadOnlySpan<double> gradient, Span<double> result)
    {
        result.Clear();
        for (int row = 0; row < _dimension; row++)
        {
            Rows.Add(result[..(row + 1)], gradient[row], _rows.AsSpan(row * _dimension, row + 1));
        }
    }

    /// <inheritdoc/>
    public override void Solve(Span<double> z)
    {
        for (int row = 0; row < _dimension; row++)
        {
            z[row] = (z[row] - Rows.Dot(_rows.AsSpan(row * _dimension, row), z[..row])) / _rows[(row * _dimension) + row];
        }
    }
}
