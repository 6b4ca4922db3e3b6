// The Cholesky factor of a dense inverse metric.
namespace Exmc;

/// <summary>Lower triangular L with L L' = inverse metric, stored by rows.</summary>
internal sealed class DenseTransform
{
    private readonly double[] _factor;
    private readonly int _dimension;

    private DenseTransform(double[] factor, int dimension)
    {
        _factor = factor;
        _dimension = dimension;
    }

    /// <summary>Factors a symmetric matrix given by rows; null when it is not positive definite.</summary>
    public static DenseTransform? TryCreate(ReadOnlySpan<double> matrix, int dimension)
    {
        double[] factor = new double[dimension * dimension];
        for (int row = 0; row < dimension; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double sum = matrix[(row * dimension) + column];
                for (int k = 0; k < column; k++)
                {
                    sum -= factor[(row * dimension) + k] * factor[(column * dimension) + k];
                }

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

    /// <summary>result = L y.</summary>
    public void Multiply(ReadOnlySpan<double> y, Span<double> result)
    {
        for (int row = 0; row < _dimension; row++)
        {
            ReadOnlySpan<double> factors = _factor.AsSpan(row * _dimension, row + 1);
            double sum = 0;
            for (int column = 0; column < factors.Length; column++)
            {
                sum += factors[column] * y[column];
            }

            result[row] = sum;
        }
    }

    /// <summary>result = L' g.</summary>
    public void MultiplyTransposed(ReadOnlySpan<double> gradient, Span<double> result)
    {
        result.Clear();
        for (int row = 0; row < _dimension; row++)
        {
            ReadOnlySpan<double> factors = _factor.AsSpan(row * _dimension, row + 1);
            double component = gradient[row];
            for (int column = 0; column < factors.Length; column++)
            {
                result[column] += factors[column] * component;
            }
        }
    }

    /// <summary>Replaces z by L^-1 z.</summary>
    public void Solve(Span<double> z)
    {
        for (int row = 0; row < _dimension; row++)
        {
            ReadOnlySpan<double> factors = _factor.AsSpan(row * _dimension, row + 1);
            double sum = z[row];
            for (int column = 0; column < row; column++)
            {
                sum -= factors[column] * z[column];
            }

            z[row] = sum / factors[row];
        }
    }
}
