// Turns model tails into tails that hold for the sensor at hand.
namespace Exmc.Fleet.Live;

/// <summary>
/// Calibrates tail probabilities on the in-control past. The score s = -log(tail) is exponential with mean 1 when the model is right.
/// Up to the score u of rank 90 % the calibrated tail is the rank of a new score among the N remembered ones. Beyond, the n excesses over u,
/// of sum S, are taken as exponential (peaks over threshold, Pickands 1975, shape 0), whose exact predictive tail is (1 + x / S)^-n: the
/// estimation of the scale from few excesses does not raise the alarm rate, as exp(-x n / S) would.
/// The memory starts with exact quantiles of the exponential distribution, so that a new sensor begins with the model's own tails.
/// </summary>
public sealed class TailCalibration
{
    /// <summary>Scores remembered when nothing else is said.</summary>
    public const int StandardCapacity = 500;

    private const double Body = 0.9;
    private readonly Queue<double> _order = new();
    private readonly List<double> _sorted = [];
    private readonly int _capacity;

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
    public double Calibrate(double tail)
    {
        double score = Score(tail);
        int body = (int)(Body * _sorted.Count);
        double threshold = _sorted[body];
        if (score <= threshold)
        {
            return (_sorted.Count - LowerBound(score) + 1.0) / (_sorted.Count + 1.0);
        }

        (double share, double sum, int count) = Excess(body);
        return Math.Max(double.Epsilon, share * Math.Pow(1.0 + ((score - threshold) / sum), -count));
    }

    /// <summary>Learns from a reading that was in control.</summary>
    public void Learn(double tail) => Remember(Score(tail));

    /// <summary>
    /// Learns that a reading in control was surprising at this rate, without its score, which a fault would have made. It is remembered as
    /// the mean of such scores, the alarm level plus the scale: leaving it out would cut the tail off, and alarms would breed alarms.
    /// </summary>
    /// <param name="rate">In (0, 0.05].</param>
    public void LearnSurprise(double rate)
    {
        int body = (int)(Body * _sorted.Count);
        (double share, double sum, int count) = Excess(body);
        double level = _sorted[body] + (sum * (Math.Pow(share / rate, 1.0 / count) - 1.0));
        Remember(level + (sum / count));
    }

    // Probability of an excess, sum of the remembered ones, and their number. Equal scores leave no excess: a tiny one keeps the rule defined.
    private (double Share, double Sum, int Count) Excess(int body)
    {
        double sum = 0.0;
        for (int i = body + 1; i < _sorted.Count; i++)
        {
            sum += _sorted[i] - _sorted[body];
        }

        return ((double)(_sorted.Count - body) / (_sorted.Count + 1), Math.Max(sum, 1e-12), _sorted.Count - body - 1);
    }

    private static double Score(double tail) => -Math.Log(Math.Max(tail, 1e-300));

    private void Remember(double score)
    {
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
}
