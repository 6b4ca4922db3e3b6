// Means and variances of a stream of vectors.
namespace Exmc;

/// <summary>Welford's running means and variances, one per coordinate.</summary>
internal sealed partial class RunningMoments(int dimension)
{
    private readonly double[] _mean = new double[dimension];
    private readonly double[] _squares = new double[dimension];

    // Means that deviations are taken about: one, or one of each chain.
    private int _centres = 1;

    public int Count { get; private set; }

    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>Sample variance, divisor n less the means that it is about; NaN where that is none.</summary>
    public double Variance(int coordinate) => Count > _centres ? _squares[coordinate] / (Count - _centres) : double.NaN;

    public void Add(ReadOnlySpan<double> values)
    {
        Count++;
        double weight = 1.0 / Count;
        for (int i = 0; i < values.Length; i++)
        {
            double deviation = values[i] - _mean[i];
            _mean[i] += deviation * weight;
            _squares[i] += deviation * (values[i] - _mean[i]);
        }
    }

    /// <summary>Adds what another estimator has seen (Chan, Golub and LeVeque 1983).</summary>
    public void Merge(RunningMoments other)
    {
        if (other.Count == 0)
        {
            return;
        }

        double total = Count + other.Count;
        for (int i = 0; i < _mean.Length; i++)
        {
            double difference = other._mean[i] - _mean[i];
            _mean[i] += difference * (other.Count / total);
            _squares[i] += other._squares[i] + (difference * difference * (Count / total) * other.Count);
        }

        Count += other.Count;
    }

    /// <summary>Adds another chain's vectors, each about the mean of its own chain: a chain that is elsewhere adds nothing to the variances for that.</summary>
    public void MergeWithin(RunningMoments other)
    {
        if (other.Count == 0)
        {
            return;
        }

        double share = other.Count / (double)(Count + other.Count);
        for (int i = 0; i < _mean.Length; i++)
        {
            _mean[i] += (other._mean[i] - _mean[i]) * share;
            _squares[i] += other._squares[i];
        }

        _centres = Count == 0 ? other._centres : _centres + other._centres;
        Count += other.Count;
    }

    public void Reset()
    {
        Count = 0;
        _centres = 1;
        Array.Clear(_mean);
        Array.Clear(_squares);
    }
}
