// Means and variances of a stream of vectors.
namespace Exmc;

/// <summary>Welford's running means and variances, one per coordinate. A view: its copies share their numbers.</summary>
/// <param name="numbers">Where the numbers are, at first zero.</param>
/// <param name="first">Place of the first of <see cref="Length"/>: means, sums of squares, the count, and how many merged means the squares are about.</param>
/// <param name="dimension">Length of a vector.</param>
internal readonly partial struct RunningMoments(double[] numbers, int first, int dimension)
{
    /// <summary>Moments in an array of their own.</summary>
    public RunningMoments(int dimension)
        : this(new double[Length(dimension)], 0, dimension)
    {
    }

    public int Count => (int)CountPlace;

    public ReadOnlySpan<double> Mean => Means;

    private Span<double> Means => numbers.AsSpan(first, dimension);

    private Span<double> Squares => numbers.AsSpan(first + dimension, dimension);

    private ref double CountPlace => ref numbers[first + (2 * dimension)];

    // Chains whose means were merged, each about its own: 0 when there was no merge.
    private ref double MergedPlace => ref numbers[first + (2 * dimension) + 1];

    // Means that deviations are taken about: one, or one of each chain.
    private int Centres => Math.Max(1, (int)MergedPlace);

    /// <summary>How many numbers there are.</summary>
    public static int Length(int dimension) => (2 * dimension) + 2;

    /// <summary>Sample variance, divisor n less the means that it is about; NaN where that is none.</summary>
    public double Variance(int coordinate) => Count > Centres ? Squares[coordinate] / (Count - Centres) : double.NaN;

    public void Add(ReadOnlySpan<double> values)
    {
        double weight = 1.0 / ++CountPlace;
        Span<double> mean = Means;
        Span<double> squares = Squares;
        for (int i = 0; i < values.Length; i++)
        {
            double deviation = values[i] - mean[i];
            mean[i] += deviation * weight;
            squares[i] += deviation * (values[i] - mean[i]);
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
        Span<double> mean = Means;
        Span<double> squares = Squares;
        for (int i = 0; i < mean.Length; i++)
        {
            double difference = other.Means[i] - mean[i];
            mean[i] += difference * (other.Count / total);
            squares[i] += other.Squares[i] + (difference * difference * (Count / total) * other.Count);
        }

        CountPlace = total;
    }

    /// <summary>Adds another chain's vectors, each about the mean of its own chain: a chain that is elsewhere adds nothing to the variances for that.</summary>
    public void MergeWithin(RunningMoments other)
    {
        if (other.Count == 0)
        {
            return;
        }

        double share = other.Count / (double)(Count + other.Count);
        Span<double> mean = Means;
        Span<double> squares = Squares;
        for (int i = 0; i < mean.Length; i++)
        {
            mean[i] += (other.Means[i] - mean[i]) * share;
            squares[i] += other.Squares[i];
        }

        MergedPlace = Count == 0 ? other.Centres : Centres + other.Centres;
        CountPlace += other.Count;
    }

    public void Reset() => numbers.AsSpan(first, Length(dimension)).Clear();
}
