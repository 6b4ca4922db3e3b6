// How surprising the last readings of one sensor are, together.
using static Exmc.Numerics.SpecialFunctions;

namespace Exmc.Fleet.Live;

/// <summary>
/// Tests single readings, the mean of blocks of readings and the spread of blocks, each calibrated on the in-control past, at one alarm rate. The
/// reading's place in its predictive distribution is a normal score z. A block of h readings ends every h readings: its mean is tested by
/// sum(z) / sqrt(h), its spread by sum(|z|), so tests of one kind share no reading. With H tests one of blocks of h may take the share h / H of the
/// rate per reading: the alarms of all tests together come at the rate, because those of longer blocks are made more seldom (Bonferroni over
/// tests, exact in expectation).
/// </summary>
/// <param name="horizons">Lengths of the blocks whose mean is tested, the first of them 1, increasing.</param>
/// <param name="capacity">Tests of each kind that its calibration remembers, at least 200.</param>
/// <param name="spread">Length of the blocks whose spread is tested, at least 2; 0 for no such test.</param>
public sealed class SensorDetector(IReadOnlyList<int> horizons, int capacity = TailCalibration.StandardCapacity, int spread = 0)
{
    // One reading that is far off is found by itself: in a block it counts as this many standard deviations.
    private const double LargestScore = 5.0;

    // The test of spread, if there is one, is the last.
    private readonly BlockTest[] _tests =
    [
        .. horizons.Select(length => new BlockTest(length, isSpread: false, capacity)),
        .. spread > 0 ? [new BlockTest(spread, isSpread: true, capacity)] : Array.Empty<BlockTest>(),
    ];

    /// <summary>Remembered scores of single readings, oldest first.</summary>
    public IReadOnlyCollection<double> Scores => _tests[0].Scores;

    /// <summary>What else must be stored.</summary>
    public DetectorMemory Memory
    {
        get
        {
            BlockTest[] means = _tests[..horizons.Count];
            SpreadMemory? last = spread > 0 ? new([.. _tests[^1].Scores], _tests[^1].Sum, _tests[^1].Count) : null;
            return new([.. means.Skip(1).Select(test => test.Scores.ToArray())], [.. means.Select(test => test.Sum)], [.. means.Select(test => test.Count)], last);
        }
    }

    /// <summary>Horizon, in readings, of the most surprising of the last tests.</summary>
    public int Horizon { get; private set; } = 1;

    /// <summary>Whether that test was one of spread.</summary>
    public bool IsSpread { get; private set; }

    /// <summary>Goes on after a restart; blocks start anew when the number of horizons has changed, and a test of spread that was not stored starts.</summary>
    public void Resume(IEnumerable<double> scores, DetectorMemory? memory)
    {
        bool isSame = memory is not null && memory.Sums.Count == horizons.Count;
        _tests[0].Resume(scores, isSame ? memory!.Sums[0] : 0.0, isSame ? memory!.Counts[0] : 0);
        for (int k = 1; isSame && k < horizons.Count; k++)
        {
            _tests[k].Resume(memory!.Calibrations[k - 1], memory.Sums[k], memory.Counts[k]);
        }

        if (spread > 0 && memory?.Spread is { } stored)
        {
            _tests[^1].Resume(stored.Scores, stored.Sum, stored.Count);
        }
    }

    /// <summary>Begins all blocks anew: what was surprising in them is normal now.</summary>
    public void StartBlocks()
    {
        foreach (BlockTest test in _tests)
        {
            test.Start();
        }
    }

    /// <summary>Takes a reading's tail and gives the tail of all tests that it made due, calibrated, in (0, 1].</summary>
    /// <param name="tail">Two-sided tail of the reading, in [0, 1].</param>
    /// <param name="isAbove">Whether the reading lies above its median.</param>
    public double Test(double tail, bool isAbove)
    {
        double z = Math.Min(LargestScore, -NormalQuantile(Math.Clamp(0.5 * tail, 1e-300, 0.5))) * (isAbove ? 1.0 : -1.0);
        double least = double.PositiveInfinity;
        foreach (BlockTest test in _tests)
        {
            if (test.Take(tail, z) * _tests.Length / test.Length is { } weighted && weighted < least)
            {
                (least, Horizon, IsSpread) = (weighted, test.Length, test.IsSpread);
            }
        }

        return Math.Min(1.0, least);
    }

    /// <summary>
    /// Learns from the last tests. Those surprising at the rate are remembered, but none as much rarer than that: a sensor that surprises often needs
    /// more to surprise.
    /// </summary>
    /// <param name="rate">Alarm rate per reading.</param>
    public void Learn(double rate)
    {
        foreach (BlockTest test in _tests)
        {
            test.Learn(Math.Min(0.05, rate * test.Length / _tests.Length));
        }
    }
}
