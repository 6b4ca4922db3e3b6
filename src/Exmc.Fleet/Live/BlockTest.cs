// One test of blocks of readings.
using static Exmc.Numerics.SpecialFunctions;

namespace Exmc.Fleet.Live;

/// <summary>Tests each block of so many normal scores, which share no reading with the next one, and calibrates the test on its own past.</summary>
/// <param name="length">Readings of a block, at least 1.</param>
/// <param name="isSpread">Whether the spread is tested and not the mean.</param>
/// <param name="capacity">Tests that the calibration remembers, at least 200.</param>
internal sealed class BlockTest(int length, bool isSpread, int capacity)
{
    private TailCalibration _calibration = new(capacity);
    private double _sum;
    private int _count;

    // Tail of the block that the last reading completed; NaN when it completed none.
    private double _due = double.NaN;

    public int Length => length;

    public bool IsSpread => isSpread;

    public IReadOnlyCollection<double> Scores => _calibration.Scores;

    public double Sum => _sum;

    public int Count => _count;

    public void Resume(IEnumerable<double> scores, double sum, int count)
    {
        _calibration = new TailCalibration(scores, capacity);
        (_sum, _count) = (sum, count);
    }

    /// <summary>Begins the block anew.</summary>
    public void Start() => (_sum, _count) = (0.0, 0);

    /// <summary>Takes a reading and gives the calibrated tail of the block that it completes; null when it completes none.</summary>
    /// <param name="tail">Two-sided tail of the reading.</param>
    /// <param name="z">Its normal score.</param>
    public double? Take(double tail, double z)
    {
        _due = double.NaN;
        _sum += isSpread ? Math.Abs(z) : z;
        if (++_count < length)
        {
            return null;
        }

        _due = length == 1 ? tail
            : isSpread ? HalfNormalSum.Tail(_sum, length)
            : 2.0 * NormalCdf(-Math.Abs(_sum) / Math.Sqrt(length));
        Start();
        return _calibration.Calibrate(_due);
    }

    /// <summary>Learns from the block that the last reading completed, if it did.</summary>
    /// <param name="rate">Alarm rate of this test, in (0, 0.05].</param>
    public void Learn(double rate)
    {
        if (double.IsNaN(_due))
        {
            return;
        }

        if (_calibration.Calibrate(_due) < rate)
        {
            _calibration.LearnSurprise(_due, rate);
        }
        else
        {
            _calibration.Learn(_due);
        }
    }
}
