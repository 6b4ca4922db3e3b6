// The windows of all chains, as one.
namespace Exmc;

/// <summary>
/// Moments and scores of all chains, each about the means of its own chain: were they taken about a common mean, one chain that is stuck elsewhere would
/// widen the metric of all.
/// </summary>
internal sealed class PooledWindows
{
    private readonly ChainMetric[] _chains;
    private readonly int _dimension;

    public PooledWindows(ChainMetric[] chains, int dimension)
    {
        (_chains, _dimension) = (chains, dimension);
        Both = new(dimension);
        Latest = new(dimension);
        foreach (ChainMetric chain in chains)
        {
            Add(Both, chain.Both);
            Add(Latest, chain.Latest);
        }
    }

    /// <summary>The windows that estimates rest on.</summary>
    public MetricWindow Both { get; }

    /// <summary>The newer of each chain's two windows.</summary>
    public MetricWindow Latest { get; }

    /// <summary>The latest draws and scores chain by chain, as many as one chain would keep and at least 100 of each: halves of them are from different chains.</summary>
    public ScoreWindow Scores()
    {
        int most = Math.Max(100, MetricShape.Capacity(_dimension) / _chains.Length);
        ScoreWindow pool = new(_dimension, most * _chains.Length);
        double[] draw = new double[_dimension];
        double[] score = new double[_dimension];
        foreach (ScoreWindow window in _chains.Select(chain => chain.Scores).OfType<ScoreWindow>())
        {
            int first = Math.Max(0, window.Count - most);
            double[] meanDraw = Mean(window, first, window.Draw);
            double[] meanScore = Mean(window, first, window.Score);
            for (int row = first; row < window.Count; row++)
            {
                Subtract(window.Draw(row), meanDraw, draw);
                Subtract(window.Score(row), meanScore, score);
                pool.Add(draw, score);
            }
        }

        return pool;
    }

    private delegate ReadOnlySpan<double> RowOf(int row);

    private double[] Mean(ScoreWindow window, int first, RowOf rowOf)
    {
        double[] mean = new double[_dimension];
        for (int row = first; row < window.Count; row++)
        {
            Numerics.Rows.Add(mean, 1.0 / (window.Count - first), rowOf(row));
        }

        return mean;
    }

    private static void Subtract(ReadOnlySpan<double> row, double[] mean, double[] result)
    {
        for (int i = 0; i < mean.Length; i++)
        {
            result[i] = row[i] - mean[i];
        }
    }

    private static void Add(MetricWindow pool, MetricWindow? window)
    {
        if (window is not null)
        {
            pool.MergeWithin(window);
        }
    }
}
