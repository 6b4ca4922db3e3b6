// Turns model tails into tails that hold for the sensor at hand.
namespace Exmc.Fleet.Live;

/// <summary>
/// Calibrates tail probabilities on the in-control past. The score s = -log(tail) is exponential with mean 1 when the model is right.
/// Up to a threshold u the calibrated tail is the rank of a new score among the N remembered ones. Beyond, the n excesses over u,
/// of sum S, are taken as exponential (peaks over threshold, Pickands 1975, shape 0), whose exact predictive tail is (1 + x / S)^-n: the
/// estimation of the scale from few excesses does not raise the alarm rate, as exp(-x n / S) would. Where tails become exponential is not known:
/// the tail is the mean over thresholds at three ranks (a linear opinion pool), of which the one with the heaviest tail counts most far out.
/// The memory starts with exact quantiles of the exponential distribution, so that a new sensor begins with the model's own tails.
/// </summary>
public sealed class TailCalibration
{
    /// <summary>Scores remembered when nothing else is said.</summary>
    public const int StandardCapacity = 500;

    // A surprise is remembered as at most so much rarer than the rate of surprises.
    private const double SurpriseFactor = 0.1;
    private const double LargestScore = 700.0;
    private const int FewestExcesses = 10;
    private static readonly double[] Bodies = [0.9, 0.95, 0.98];
    private readonly Queue<double> _order = new();
    private readonly List<double> _sorted = [];
    private readonly Excess[] _excesses = new Excess[Bodies.Length];
    private readonly int _capacity;

    // Number of thresholds with enough excesses; 0 when the memory has changed since they were measured.
    private int _used;

    /// <summary>Starts with the model's own tails.</summary>
    /// <param name="capacity">Scores to remember, at least 200.</param>
    public TailCalibration(int capacity = StandardCapacity)
        : this([.. Enumerable.Range(0, 200).Select(k => -Math.Log((((k * 77) % 200) + 0.5) / 200))], capacity)
    {
    }

    /// <summary>Goes on with remembered scores, oldest first.</summary>
    public TailCalibration(IEnumerable<double> scores, int capacity = StandardCapacity)
    {
        _capacity = capacity;
        foreach (double score in scores)
        {
            Remember(score);
        }
    }

    /// <summary>Remembered scores, oldest first.</summary>
    public IReadOnlyCollection<double> Scores => _order;

    /// <summary>The calibrated tail probability, in (0, 1], of a model tail in [0, 1].</summary>
    public double Calibrate(double tail) => CalibrateScore(Score(tail));

    /// <summary>Learns from a reading that was in control.</summary>
    public void Learn(double tail) => Remember(Score(tail));

    /// <summary>
    /// Learns from a reading that was surprising at this rate, but from no more than a score a tenth as frequent: a sensor with a heavier tail than
    /// its model becomes known as one, and a fault cannot blind the calibration at once.
    /// </summary>
    /// <param name="tail">Model tail, in [0, 1].</param>
    /// <param name="rate">In (0, 0.05].</param>
    public void LearnSurprise(double tail, double rate) => Remember(Math.Min(Score(tail), Level(SurpriseFactor * rate)));

    private static double Score(double tail) => -Math.Log(Math.Max(tail, 1e-300));

    private double CalibrateScore(double score)
    {
        Measure();
        double sum = 0.0;
        for (int k = 0; k < _used; k++)
        {
            Excess excess = _excesses[k];
            sum += score > excess.Threshold
                ? excess.Share * Math.Pow(1.0 + ((score - excess.Threshold) / excess.Sum), -excess.Count)
                : (_sorted.Count - LowerBound(score) + 1.0) / (_sorted.Count + 1.0);
        }

        return Math.Max(double.Epsilon, sum / _used);
    }

    // The score that is exceeded with this probability, by bisection: the tail falls with the score.
    private double Level(double probability)
    {
        (double lower, double upper) = (0.0, LargestScore);
        while (upper - lower > 1e-9 * upper)
        {
            double middle = 0.5 * (lower + upper);
            (lower, upper) = CalibrateScore(middle) > probability ? (middle, upper) : (lower, middle);
        }

        return 0.5 * (lower + upper);
    }

    // Equal scores leave no excess: a tiny one keeps the rule defined. A high threshold needs a memory that has filled.
    private void Measure()
    {
        while (_used < Bodies.Length)
        {
            int body = (int)(Bodies[_used] * _sorted.Count);
            int count = _sorted.Count - body - 1;
            if (_used > 0 && count < FewestExcesses)
            {
                return;
            }

            double sum = 0.0;
            for (int i = body + 1; i < _sorted.Count; i++)
            {
                sum += _sorted[i] - _sorted[body];
            }

            _excesses[_used++] = new Excess(_sorted[body], (double)(_sorted.Count - body) / (_sorted.Count + 1), Math.Max(sum, 1e-12), count);
        }
    }

    private void Remember(double score)
    {
        _used = 0;
        _order.Enqueue(score);
        _sorted.Insert(LowerBound(score), score);
        if (_order.Count > _capacity)
        {
            _sorted.RemoveAt(LowerBound(_order.Dequeue()));
        }
    }

    // Index of the first remembered score that is not smaller.
    private int LowerBound(double score)
    {
        int index = _sorted.BinarySearch(score);
        if (index < 0)
        {
            return ~index;
        }

        while (index > 0 && _sorted[index - 1] == score)
        {
            index--;
        }

        return index;
    }

    /// <summary>Threshold, probability of an excess over it, sum of the remembered excesses, and their number.</summary>
    private readonly record struct Excess(double Threshold, double Share, double Sum, int Count);
}
