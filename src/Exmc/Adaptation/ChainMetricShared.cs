// What a chain's metric gives to a meeting of chains, and takes from it.
namespace Exmc;

internal sealed partial class ChainMetric
{
    /// <summary>The window an estimate would rest on; null before the first draw.</summary>
    public MetricWindow? Both => _older;

    /// <summary>The newer of the two windows; null before the first draw.</summary>
    public MetricWindow? Latest => _newer ?? _older;

    /// <summary>Draws with their scores; null when directions are not learnt.</summary>
    public ScoreWindow? Scores => _scores;

    /// <summary>Estimates a metric from the windows of all chains.</summary>
    /// <param name="kind">The shape that is wanted.</param>
    /// <param name="pool">Windows of all chains.</param>
    /// <returns>Null when they say too little.</returns>
    public SharedMetric? Estimate(MetricKind kind, PooledWindows pool)
    {
        double[] diagonal = [.. _diagonal];
        double[] centre = new double[_diagonal.Length];
        if (pool.Both.Draws.Count < FewestDraws || !MetricEstimates.FromDrawsAndGradients(pool.Both.Draws, pool.Both.Gradients, diagonal, centre))
        {
            return null;
        }

        MetricShape shape = LearnsDirections(kind) ? MetricShape.Choose(pool.Scores(), diagonal, kind) : MetricShape.Diagonal(double.NaN);
        return new(shape, diagonal, centre);
    }

    /// <summary>Takes over what all chains estimated together.</summary>
    public void Use(SharedMetric shared, PooledWindows pool) => Use(shared.Shape, shared.Diagonal, shared.Centre, pool.Both);

    /// <summary>As <see cref="HasSettled"/>, of the metric that this chain took over and the windows of all.</summary>
    /// <param name="stepSize">Geometric mean of all averaged step sizes.</param>
    /// <param name="pool">Windows of all chains.</param>
    public bool HasSettledTogether(double stepSize, PooledWindows pool) => (_settling ??= new(_space.Dimension)).EndWindow(
        Kind, Kind == MetricKind.Diagonal ? [.. _diagonal] : _matrix, stepSize, pool.Both, pool.Latest);
}
