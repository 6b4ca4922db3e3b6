// Triangular factors of small dense matrices.
namespace Exmc.Odes;

/// <summary>LU factors with row exchanges of I - scale J. Golub and Van Loan (2013), Matrix Computations, 3.4.</summary>
internal sealed class DenseFactors
{
    private int _size;
    private double[] _factors = [];
    private int[] _exchanges = [];

    /// <summary>Makes room for matrices of this size.</summary>
    public void Resize(int size)
    {
        _size = size;
        _factors = new double[size * size];
        _exchanges = new int[size];
    }

    /// <summary>Factors I - scale J; false when it is singular or not finite.</summary>
    public bool Factor(ReadOnlySpan<double> jacobian, double scale)
    {
        for (int i = 0; i < _factors.Length; i++)
        {
            _factors[i] = -scale * jacobian[i];
        }

        for (int i = 0; i < _size; i++)
        {
            _factors[(i * _size) + i] += 1.0;
        }

        for (int k = 0; k < _size; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < _size; i++)
            {
                if (Math.Abs(_factors[(i * _size) + k]) > Math.Abs(_factors[(pivot * _size) + k]))
                {
                    pivot = i;
                }
            }

            double largest = _factors[(pivot * _size) + k];
            if (largest == 0.0 || !double.IsFinite(largest))
            {
                return false;
            }

            _exchanges[k] = pivot;
            ExchangeRows(k, pivot);
            for (int i = k + 1; i < _size; i++)
            {
                double factor = _factors[(i * _size) + k] /= largest;
                for (int j = k + 1; j < _size; j++)
                {
                    _factors[(i * _size) + j] -= factor * _factors[(k * _size) + j];
                }
            }
        }

        return true;
    }

    /// <summary>Solves in place.</summary>
    public void Solve(Span<double> values)
    {
        for (int k = 0; k < _size; k++)
        {
            (values[k], values[_exchanges[k]]) = (values[_exchanges[k]], values[k]);
        }

        for (int i = 0; i < _size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                values[i] -= _factors[(i * _size) + j] * values[j];
            }
        }

        for (int i = _size - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < _size; j++)
            {
                values[i] -= _factors[(i * _size) + j] * values[j];
            }

            values[i] /= _factors[(i * _size) + i];
        }
    }

    /// <summary>Solves the transposed equations in place.</summary>
    public void SolveTransposed(Span<double> values)
    {
        for (int i = 0; i < _size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                values[i] -= _factors[(j * _size) + i] * values[j];
            }

            values[i] /= _factors[(i * _size) + i];
        }

        for (int i = _size - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < _size; j++)
            {
                values[i] -= _factors[(j * _size) + i] * values[j];
            }
        }

        for (int k = _size - 1; k >= 0; k--)
        {
            (values[k], values[_exchanges[k]]) = (values[_exchanges[k]], values[k]);
        }
    }

    private void ExchangeRows(int a, int b)
    {
        for (int j = 0; a != b && j < _size; j++)
        {
            (_factors[(a * _size) + j], _factors[(b * _size) + j]) = (_factors[(b * _size) + j], _factors[(a * _size) + j]);
        }
    }
}
