// Covariance of a stream of vectors.
namespace Exmc;

/// <summary>Welford's running covariance matrix.</summary>
internal sealed partial class RunningCovariance(int dimension)
{
    private readonly double[] _mean = new double[dimension];
    private readonly double[] _deviation = new double[dimension];
    private readonly double[] _products = new double[dimension * dimension];

    public int Count { get; private set; }

    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>Sample covariance, divisor n - 1.</summary>
    public double Covariance(int row, int column) => _products[(row * dimension) + column] / (Count - 1);

    public void Add(ReadOnlySpan<double> values)
    {
        Count++;
        for (int i = 0; i < dimension; i++)
        {
            _deviation[i] = values[i] - _mean[i];
            _mean[i] += _deviation[i] / Count;
        }

        for (int row = 0; row < dimension; row++)
        {
            double after = values[row] - _mean[row];
            for (int column = 0; column < dimension; column++)
            {
                _products[(row * dimension) + column] += after * _deviation[column];
            }
        }
    }

    public void Reset()
    {
        Count = 0;
        Array.Clear(_mean);
        Array.Clear(_products);
    }
}
