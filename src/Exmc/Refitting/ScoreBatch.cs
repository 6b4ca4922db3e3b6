// Scores of carried draws on new data.
namespace Exmc;

/// <summary>Log densities and gradients of carried draws on new data, and what they say about the move of the posterior.</summary>
/// <remarks>
/// Two identities hold for draws x with score g of a smooth density that vanishes at the edges: E[g] = 0 and E[(x - E x) g'] = -I (Stein 1981, Annals of
/// Statistics 9). Scores on new data measure how far they are broken: for normal posteriors the mean score is the precision times the shift, and the
/// diagonal of the second the ratio of new to old precision.
/// </remarks>
internal sealed partial class ScoreBatch
{
    private const int Batches = 8;
    private const double StandardErrors = 3;
    private const double Rounding = 1e-4;
    private double[] _logRatios = [];
    private double[] _logDensities = [];
    private double[] _weights = [];
    private double[] _gradients = [];
    private double[] _direction = [];
    private int _dimension;
    private int _count;
    private int _taken;
    private int _failed;

    /// <summary>Moments of the carried positions.</summary>
    public RunningMoments Positions { get; private set; } = new(0);

    /// <summary>Moments of their gradients on the new data.</summary>
    public RunningMoments Gradients { get; private set; } = new(0);

    /// <summary>Normalised weights of the draws, after <see cref="End"/>.</summary>
    public ReadOnlySpan<double> Weights => _weights.AsSpan(0, _count);

    /// <summary>Log densities of the draws on the new data.</summary>
    public ReadOnlySpan<double> LogDensities => _logDensities.AsSpan(0, _count);

    /// <summary>Forgets the last batch.</summary>
    public void Begin(int draws, int dimension)
    {
        if (_logRatios.Length != draws || _dimension != dimension)
        {
            _logRatios = new double[draws];
            _logDensities = new double[draws];
            _weights = new double[draws];
            _gradients = new double[draws * dimension];
            _direction = new double[dimension];
            Positions = new(dimension);
            Gradients = new(dimension);
        }

        Positions.Reset();
        Gradients.Reset();
        _dimension = dimension;
        _count = draws;
        _taken = 0;
        _failed = 0;
    }

    /// <summary>Takes the next draw, which has no finite density or gradient on the new data.</summary>
    public void AddFailure()
    {
        _logRatios[_taken++] = double.NegativeInfinity;
        _failed++;
    }

    /// <summary>Takes the next draw.</summary>
    /// <param name="position">Where it lies.</param>
    /// <param name="gradient">The gradient there on the new data.</param>
    /// <param name="logDensity">The log density there on the new data.</param>
    /// <param name="drawnBy">The log density by which it was drawn.</param>
    public void Add(ReadOnlySpan<double> position, ReadOnlySpan<double> gradient, double logDensity, double drawnBy)
    {
        gradient.CopyTo(_gradients.AsSpan(_taken * _dimension));
        _logDensities[_taken] = logDensity;
        _logRatios[_taken++] = logDensity - drawnBy;
        Positions.Add(position);
        Gradients.Add(gradient);
    }

    /// <summary>Smooths and normalises the weights, and sums up.</summary>
    /// <param name="positions">The draws that were taken, one after the other.</param>
    /// <param name="ess">Effective sample size of the carried draws.</param>
    public ScoreEvidence End(ReadOnlySpan<double> positions, double ess)
    {
        if (_failed > 0)
        {
            return new(_count, _failed, double.PositiveInfinity, 0, 0, double.NaN, double.NaN, double.NaN, double.NaN);
        }

        double k = Smooth(_logRatios);
        double squares = 0;
        for (int draw = 0; draw < _count; draw++)
        {
            _weights[draw] = Math.Exp(_logRatios[draw]);
            squares += _weights[draw] * _weights[draw];
        }

        double fraction = 1 / (squares * _count);
        (double shift, double z) = Shift(positions);
        double least = double.PositiveInfinity;
        double largest = double.NegativeInfinity;
        for (int i = 0; i < _dimension; i++)
        {
            (double ratio, double error) = PrecisionRatio(positions, i);
            least = Math.Min(least, ratio + (StandardErrors * error));
            largest = Math.Max(largest, ratio - (StandardErrors * error));
        }

        return new(_count, 0, k, fraction, ess * fraction, shift, z, Math.Min(1, least), Math.Max(1, largest));
    }

    private static double Smooth(Span<double> ratios)
    {
        double least = double.PositiveInfinity;
        double largest = double.NegativeInfinity;
        foreach (double ratio in ratios)
        {
            least = Math.Min(least, ratio);
            largest = Math.Max(largest, ratio);
        }

        if (largest - least > Rounding)
        {
            return ParetoSmoothing.Smooth(ratios, 1);
        }

        ratios.Fill(-Math.Log(ratios.Length));
        return double.NegativeInfinity;
    }

    // Squared Mahalanobis length of the mean score's shift, g' S g with S the covariance of the draws, against that of the scatter of batch means.
    private (double Shift, double Z) Shift(ReadOnlySpan<double> positions)
    {
        Gradients.Mean.CopyTo(_direction);
        double squared = Variance(_direction, positions);
        double noise = 0;
        for (int batch = 0; batch < Batches; batch++)
        {
            (int first, int end) = Batch(batch);
            for (int i = 0; i < _dimension; i++)
            {
                double sum = 0;
                for (int draw = first; draw < end; draw++)
                {
                    sum += _gradients[(draw * _dimension) + i];
                }

                _direction[i] = (sum / (end - first)) - Gradients.Mean[i];
            }

            noise += Variance(_direction, positions) / (Batches * (Batches - 1));
        }

        double excess = squared - noise;
        return noise > 0 ? (Math.Sqrt(Math.Max(0, excess)), excess / (noise * Math.Sqrt(2.0 / _dimension))) : (0, 0);
    }

    // Variance over the draws of their projection on a direction.
    private double Variance(ReadOnlySpan<double> direction, ReadOnlySpan<double> positions)
    {
        ReadOnlySpan<double> mean = Positions.Mean;
        double squares = 0;
        for (int draw = 0; draw < _count; draw++)
        {
            double projection = 0;
            for (int i = 0; i < _dimension; i++)
            {
                projection += direction[i] * (positions[(draw * _dimension) + i] - mean[i]);
            }

            squares += projection * projection;
        }

        return squares / (_count - 1);
    }

    // Minus the mean of (x - mean x) g, with its standard error by batch means.
    private (double Ratio, double Error) PrecisionRatio(ReadOnlySpan<double> positions, int coordinate)
    {
        double middle = Positions.Mean[coordinate];
        Span<double> means = stackalloc double[Batches];
        double total = 0;
        for (int batch = 0; batch < Batches; batch++)
        {
            (int first, int end) = Batch(batch);
            double sum = 0;
            for (int place = (first * _dimension) + coordinate; place < end * _dimension; place += _dimension)
            {
                sum -= (positions[place] - middle) * _gradients[place];
            }

            total += sum;
            means[batch] = sum / (end - first);
        }

        return (total / _count, Math.Sqrt(Moments.Variance(means) / Batches));
    }

    private (int First, int End) Batch(int batch) => ((int)((long)batch * _count / Batches), (int)((long)(batch + 1) * _count / Batches));
}
