// What a long run knows of a posterior, in the coordinates of the sampler.
namespace Exmc.Benchmarks.Refits;

/// <summary>Means, standard deviations and the Cholesky factor of the covariance of 8,000 draws.</summary>
internal sealed record LongRun(double[] Mean, double[] Sd, double[,] Factor)
{
    public static LongRun Of(IDensity density)
    {
        int dimension = density.Dimension;
        double[][] draws = [.. Enumerable.Range(1, 8).SelectMany(seed =>
        {
            Posterior fit = Sampler.SampleChain(density, new SamplerOptions { Chains = 1, Warmup = 1000, Draws = 1000, Seed = 99 + (ulong)seed });
            return Enumerable.Range(0, fit.DrawCount).Select(draw => fit.Positions(0, draw).ToArray());
        })];
        double[] mean = [.. Enumerable.Range(0, dimension).Select(i => draws.Average(draw => draw[i]))];
        double[,] factor = new double[dimension, dimension];
        double Covariance(int i, int j) => draws.Average(draw => (draw[i] - mean[i]) * (draw[j] - mean[j]));
        for (int j = 0; j < dimension; j++)
        {
            for (int i = j; i < dimension; i++)
            {
                double left = Covariance(i, j) - Enumerable.Range(0, j).Sum(k => factor[i, k] * factor[j, k]);
                factor[i, j] = i == j ? Math.Sqrt(left) : left / factor[j, j];
            }
        }

        return new(mean, [.. Enumerable.Range(0, dimension).Select(i => Math.Sqrt(Covariance(i, i)))], factor);
    }

    /// <summary>A vector of this Mahalanobis length, in a random direction.</summary>
    public double[] ShiftBy(double length, Random random)
    {
        double[] direction = [.. Mean.Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
        double norm = Math.Sqrt(direction.Sum(component => component * component));
        return [.. Mean.Select((_, i) => Enumerable.Range(0, i + 1).Sum(j => Factor[i, j] * direction[j] * length / norm))];
    }
}
