// Draws of an approximation as a posterior.
namespace Exmc;

/// <summary>Makes a posterior of unconstrained positions.</summary>
internal static class ApproximateDraws
{
    /// <summary>The posterior of draws in equal sets.</summary>
    /// <param name="density">The density that is approximated.</param>
    /// <param name="positions">One position per draw, set by set.</param>
    /// <param name="logDensities">Log density of each.</param>
    /// <param name="chains">Number of sets.</param>
    /// <param name="seed">Seed, for a refit.</param>
    /// <param name="warnings">What is wrong with the approximation.</param>
    public static Posterior Of(IDensity density, double[][] positions, double[] logDensities, int chains, ulong seed, IReadOnlyList<string> warnings) =>
        Of(density, positions, logDensities, chains, seed, _ => warnings);

    /// <summary>The same with warnings that need the draws.</summary>
    public static Posterior Of(IDensity density, double[][] positions, double[] logDensities, int chains, ulong seed, Func<PosteriorStore, IReadOnlyList<string>> warn)
    {
        ParameterLayout layout = density.Layout;
        int draws = positions.Length / chains;
        ChainDraws[] sets = new ChainDraws[chains];
        ChainAdaptation[] adaptations = new ChainAdaptation[chains];
        (double[] mean, double[] variance) = Spread(positions, layout.Dimension);
        for (int chain = 0; chain < chains; chain++)
        {
            ChainDraws set = sets[chain] = new(layout.Dimension, layout.ValueCount, draws);
            for (int draw = 0; draw < draws; draw++)
            {
                double[] position = positions[(chain * draws) + draw];
                position.CopyTo(set.Positions.AsSpan(draw * layout.Dimension));
                density.Constrain(position, set.Latest);
                set.StoreLatest(draw);
                set.LogDensity[draw] = logDensities[(chain * draws) + draw];
            }

            // Steps of a random walk in whitened coordinates shrink with the fourth root of the dimension.
            adaptations[chain] = new(positions[((chain + 1) * draws) - 1], Math.Pow(Math.Max(layout.Dimension, 1), -0.25), variance, mean, MetricKind.Diagonal);
        }

        return new(new PosteriorStore(layout, sets, new(layout.ModelName, layout.Hash, adaptations, seed), warn));
    }

    private static (double[] Mean, double[] Variance) Spread(double[][] positions, int dimension)
    {
        double[] mean = new double[dimension];
        double[] variance = new double[dimension];
        double[] coordinate = new double[positions.Length];
        for (int i = 0; i < dimension; i++)
        {
            for (int draw = 0; draw < positions.Length; draw++)
            {
                coordinate[draw] = positions[draw][i];
            }

            mean[i] = Moments.Mean(coordinate);

            // Resampling may leave a single draw.
            variance[i] = Moments.Variance(coordinate) is > 0 and var spread ? spread : 1;
        }

        return (mean, variance);
    }
}
