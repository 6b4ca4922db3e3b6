// Naive detectors to compare with.
using static Exmc.Numerics.SpecialFunctions;

namespace Exmc.Fleet.Nab;

/// <summary>A detector of one file: an anomaly score in [0, 1] for each row.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Scores">Scores of the rows of a file, each from that row and those before.</param>
public sealed record NabDetector(string Name, Func<NabSeries, double[]> Scores);

/// <summary>Detectors that take an hour to write; what does not beat them is not worth its cost.</summary>
public static class NabBaselines
{
    // A tail of 1e-300 has the score 1.
    private const double Decades = 300.0;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NabDetector> All { get; } =
    [
        new("null", series => new double[series.Values.Length]),
        new("random", series => Random(series)),
        new("windowed Gaussian", series => Gaussian(series, 6400, 100)),
        new("Student-t tail, window 200", series => StudentTail(series, 200)),
        new("the same, refractory 100", series => Refractory(StudentTail(series, 200), 100)),
        new("Student-t tail, window 1000", series => StudentTail(series, 1000)),
        new("the same, refractory 100", series => Refractory(StudentTail(series, 1000), 100)),
    ];

    /// <summary>The score of a tail probability, growing with its logarithm.</summary>
    public static double ScoreOf(double tail) => double.IsNaN(tail) ? 0.0 : Math.Clamp(-Math.Log10(Math.Max(tail, 1e-300)) / Decades, 0.0, 1.0);

    /// <summary>Sets a score to zero when one of the last rows has as high a one.</summary>
    public static double[] Refractory(double[] scores, int rows)
    {
        double[] kept = new double[scores.Length];
        for (int row = 0; row < scores.Length; row++)
        {
            bool isFirst = !scores.AsSpan(Math.Max(0, row - rows), Math.Min(rows, row)).ContainsAnyInRange(scores[row], double.PositiveInfinity);
            kept[row] = isFirst ? scores[row] : 0.0;
        }

        return kept;
    }

    private static double[] Random(NabSeries series)
    {
        ulong seed = 0;
        foreach (char c in series.Name)
        {
            seed = (seed * 31) + c;
        }

        SimulationStream random = new(seed, 0);
        return [.. series.Values.Select(_ => random.Uniform())];
    }

    // Independent normal readings with unknown mean and variance: the next one has a Student-t law with n - 1 degrees of freedom.
    private static double[] StudentTail(NabSeries series, int window)
    {
        Moments moments = new(window);
        double[] scores = new double[series.Values.Length];
        for (int row = 0; row < scores.Length; row++)
        {
            double y = series.Values[row];
            if (moments.Count > 2 && moments.Deviation > 0)
            {
                double t = Math.Abs(y - moments.Mean) / (moments.Deviation * Math.Sqrt(1.0 + (1.0 / moments.Count)));
                scores[row] = ScoreOf(2.0 * StudentTCdf(moments.Count - 1, -t));
            }
            else if (moments.Count > 2 && y != moments.Mean)
            {
                scores[row] = 1.0;
            }

            moments.Add(y);
        }

        return scores;
    }

    // Mean and standard deviation of a long window, brought up to date every so many rows.
    private static double[] Gaussian(NabSeries series, int window, int every)
    {
        Moments moments = new(window);
        double[] scores = new double[series.Values.Length];
        (double mean, double deviation) = (0.0, 0.0);
        for (int row = 0; row < scores.Length; row++)
        {
            if (deviation > 0)
            {
                scores[row] = ScoreOf(2.0 * NormalCdf(-Math.Abs(series.Values[row] - mean) / deviation));
            }

            moments.Add(series.Values[row]);
            if (row < every || row % every == 0)
            {
                (mean, deviation) = (moments.Mean, moments.Deviation);
            }
        }

        return scores;
    }

    private sealed class Moments(int capacity)
    {
        private readonly Queue<double> _values = new();
        private double _sum;
        private double _origin = double.NaN;
        private double _squares;

        public int Count => _values.Count;

        public double Mean => _origin + (_sum / Count);

        public double Deviation
        {
            get
            {
                double squares = _squares - (_sum * _sum / Count);
                return Count < 2 || squares < 1e-12 * _squares ? 0.0 : Math.Sqrt(squares / (Count - 1));
            }
        }

        public void Add(double value)
        {
            _origin = double.IsNaN(_origin) ? value : _origin;
            Move(value, 1.0);
            _values.Enqueue(value);
            if (_values.Count > capacity)
            {
                Move(_values.Dequeue(), -1.0);
            }
        }

        private void Move(double value, double sign)
        {
            _sum += sign * (value - _origin);
            _squares += sign * (value - _origin) * (value - _origin);
        }
    }
}
