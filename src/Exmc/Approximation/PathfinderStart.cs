// A chain's start by Pathfinder.
namespace Exmc;

/// <summary>A draw of a multi-path Pathfinder and the approximation it came from.</summary>
/// <param name="position">Unconstrained, length d.</param>
/// <param name="centre">The approximation's mean.</param>
/// <param name="metric">Its covariance as a low-rank metric; null when it cannot be used.</param>
internal sealed partial class PathfinderStart(double[] position, double[] centre, double[]? metric)
{
    /// <summary>Dimension beyond which chains start at random.</summary>
    public const int LargestDimension = 2000;

    // A start needs less than an approximation: the paths only have to tell modes apart.
    private static readonly PathfinderOptions _options = new() { Paths = 4, DrawsPerPath = 10, ElboDraws = 4, MaxIterations = 60 };

    public ReadOnlySpan<double> Position => position;

    public ReadOnlySpan<double> Centre => centre;

    public double[]? Metric => metric;

    /// <summary>One draw, resampled from all paths by Pareto smoothed weights; null when no path found an approximation.</summary>
    public static PathfinderStart? Find(Evaluation evaluation, double radius, RandomStream stream, CancellationToken ct)
    {
        PathfinderOptions options = _options with { InitialRadius = radius, LargestRise = 10 + evaluation.Dimension };
        PathfinderBuffers buffers = new(evaluation, options.Memory);
        List<LowRankNormal> normals = [];
        List<WeightedDraws> paths = [];
        for (int path = 0; path < options.Paths; path++)
        {
            if (PathfinderPath.Best(buffers, options, stream, ct) is { } normal)
            {
                WeightedDraws draws = WeightedDraws.Of(normal, evaluation, options.DrawsPerPath, stream, ct);
                if (draws.HasFinite)
                {
                    normals.Add(normal);
                    paths.Add(draws);
                }
                else
                {
                    buffers.Return(normal);
                }
            }
        }

        if (paths.Count == 0)
        {
            return null;
        }

        WeightedDraws pool = WeightedDraws.Pool(paths);
        double[] logWeights = pool.LogWeights(out _);
        double total = 0;
        foreach (double logWeight in logWeights)
        {
            total += Math.Exp(logWeight);
        }

        double left = stream.Uniform() * total;
        int chosen = 0;
        for (int k = 0; k < logWeights.Length && left >= 0; k++)
        {
            left -= Math.Exp(logWeights[k]);
            chosen = logWeights[k] > double.NegativeInfinity ? k : chosen;
        }

        LowRankNormal source = normals[chosen / options.DrawsPerPath];
        return new(pool.Positions[chosen], [.. source.Mean], source.ToMetric());
    }
}
