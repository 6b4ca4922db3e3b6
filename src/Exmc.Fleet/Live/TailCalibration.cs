// Turns model tails into tails that hold for the sensor at hand.
namespace Exmc.Fleet.Live;

/// <summary>
/// Calibrates tail probabilities on the in-control past. The score s = -log(tail) is exponential with mean 1 when the model is right.
/// Up to the 90 % quantile u of the remembered scores the calibrated tail is their empirical one; beyond, the excess over u is taken as
/// exponential (peaks over threshold, Pickands 1975, shape 0) with the mean excess as its scale.
/// The memory starts with exact quantiles of the exponential distribution, so that a new sensor begins with the model's own tails.
/// </summary>
public sealed class TailCalibration
{
    private const int Capacity = 500;
    private const double Body = 0.9;
    private readonly Queue<double> _order = new();
    private readonly List<double> _sorted = [];

    /// <summary>Starts with the model's own tails.</summary>
    public TailCalibration()
        : this([.. Enumerable.Range(0, 200).Select(k => -Math.Log((((k * 77) % 200) + 0.5) / 200))])
    {
    }

    /// <summary>Goes on with remembered scores, oldest first.</summary>
    public TailCalibration(IEnumerable<double> scores)
    {
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
            return (_sorted.Count - LowerBound(score) + 0.5) / (_sorted.Count + 0.5);
        }

        double excess = 0.0;
        for (int i = body + 1; i < _sorted.Count; i++)
        {
            excess += _sorted[i] - threshold;
        }

        double scale = excess / (_sorted.Count - body - 1);
        return Math.Max(double.Epsilon, (1 - Body) * Math.Exp(-(score - threshold) / scale));
    }

    /// <summary>Learns from a reading that was in control.</summary>
    public void Learn(double tail) => Remember(Score(tail));

    private static double Score(double tail) => -Math.Log(Math.Max(tail, 1e-300));

    private void Remember(double score)
    {
        _order.Enqueue(score);
        _sorted.Insert(LowerBound(score), score);
        if (_order.Count > Capacity)
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
