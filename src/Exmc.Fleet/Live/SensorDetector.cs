// How surprising the last readings of one sensor are, together.
using static Exmc.Numerics.SpecialFunctions;

namespace Exmc.Fleet.Live;

/// <summary>What must be stored of a detector.</summary>
/// <param name="Calibrations">Remembered scores of each horizon after the first, oldest first.</param>
/// <param name="Sums">Sum of the normal scores in each unfinished block.</param>
/// <param name="Counts">Readings in each unfinished block.</param>
public sealed record DetectorMemory(IReadOnlyList<IReadOnlyList<double>> Calibrations, IReadOnlyList<double> Sums, IReadOnlyList<int> Counts);

/// <summary>
/// Tests single readings and the mean of blocks of readings, each calibrated on the in-control past, at one alarm rate. The reading's place in
/// its predictive distribution is a normal score z. A block of h readings ends every h readings and is tested by sum(z) / sqrt(h), so tests of one
/// horizon share no reading. With H horizons a test of horizon h may take the share h / H of the rate per reading: the alarms of all
/// horizons together come at the rate, because the longer ones are tested more seldom (Bonferroni over horizons, exact in expectation).
/// </summary>
/// <param name="horizons">Lengths of the blocks, the first of them 1, increasing.</param>
/// <param name="capacity">Tests of each horizon that its calibration remembers, at least 200.</param>
public sealed class SensorDetector(IReadOnlyList<int> horizons, int capacity = TailCalibration.StandardCapacity)
{
    // One reading that is far off is found by itself: in a block it counts as this many standard deviations.
    private const double LargestScore = 5.0;
    private readonly TailCalibration[] _calibrations = [.. horizons.Select(_ => new TailCalibration(capacity))];
    private readonly double[] _sums = new double[horizons.Count];
    private readonly int[] _counts = new int[horizons.Count];

    // Tails of the tests that the last reading made due; NaN where none was.
    private readonly double[] _due = new double[horizons.Count];

    /// <summary>Remembered scores of single readings, oldest first.</summary>
    public IReadOnlyCollection<double> Scores => _calibrations[0].Scores;

    /// <summary>What else must be stored.</summary>
    public DetectorMemory Memory => new([.. _calibrations.Skip(1).Select(one => one.Scores.ToArray())], [.. _sums], [.. _counts]);

    /// <summary>Horizon, in readings, of the most surprising of the last tests.</summary>
    public int Horizon { get; private set; } = 1;

    /// <summary>Goes on after a restart; blocks start anew when the number of horizons has changed.</summary>
    public void Resume(IEnumerable<double> scores, DetectorMemory? memory)
    {
        _calibrations[0] = new TailCalibration(scores, capacity);
        if (memory is null || memory.Sums.Count != _sums.Length)
        {
            return;
        }

        for (int k = 0; k < _sums.Length; k++)
        {
            (_sums[k], _counts[k]) = (memory.Sums[k], memory.Counts[k]);
            _calibrations[k] = k == 0 ? _calibrations[0] : new TailCalibration(memory.Calibrations[k - 1], capacity);
        }
    }

    /// <summary>Begins all blocks anew: what was surprising in them is normal now.</summary>
    public void StartBlocks()
    {
        Array.Clear(_sums);
        Array.Clear(_counts);
    }

    /// <summary>Takes a reading's tail and gives the tail of all tests that it made due, calibrated, in (0, 1].</summary>
    /// <param name="tail">Two-sided tail of the reading, in [0, 1].</param>
    /// <param name="isAbove">Whether the reading lies above its median.</param>
    public double Test(double tail, bool isAbove)
    {
        double z = Math.Min(LargestScore, -NormalQuantile(Math.Clamp(0.5 * tail, 1e-300, 0.5))) * (isAbove ? 1.0 : -1.0);
        double least = double.PositiveInfinity;
        for (int k = 0; k < horizons.Count; k++)
        {
            _due[k] = double.NaN;
            _sums[k] += z;
            if (++_counts[k] < horizons[k])
            {
                continue;
            }

            _due[k] = k == 0 ? tail : 2.0 * NormalCdf(-Math.Abs(_sums[k]) / Math.Sqrt(horizons[k]));
            (_sums[k], _counts[k]) = (0.0, 0);
            double weighted = _calibrations[k].Calibrate(_due[k]) * horizons.Count / horizons[k];
            if (weighted < least)
            {
                (least, Horizon) = (weighted, horizons[k]);
            }
        }

        return Math.Min(1.0, least);
    }

    /// <summary>
    /// Learns from the last tests. Those surprising at the rate are remembered as that, without their score, which a fault would have made: a
    /// sensor that surprises often needs more to surprise.
    /// </summary>
    /// <param name="rate">Alarm rate per reading.</param>
    public void Learn(double rate)
    {
        for (int k = 0; k < horizons.Count; k++)
        {
            double share = Math.Min(0.05, rate * horizons[k] / horizons.Count);
            if (double.IsNaN(_due[k]))
            {
                continue;
            }

            if (_calibrations[k].Calibrate(_due[k]) < share)
            {
                _calibrations[k].LearnSurprise(share);
            }
            else
            {
                _calibrations[k].Learn(_due[k]);
            }
        }
    }
}
