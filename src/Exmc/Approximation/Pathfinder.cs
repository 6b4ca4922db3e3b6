// Normal approximations along optimisation paths, pooled and resampled.
using System.Globalization;

namespace Exmc;

/// <summary>
/// Multi-path Pathfinder (Zhang, Carpenter, Gelman and Vehtari 2022, JMLR 23, "Pathfinder: parallel quasi-Newton variational inference"): normal
/// approximations along L-BFGS paths, the best of each path pooled and resampled by Pareto smoothed importance weights.
/// </summary>
public static class Pathfinder
{
    private const ulong Epoch = RandomStream.EpochLimit - 6;

    /// <summary>Approximates the posterior of a model.</summary>
    /// <returns>Draws resampled with replacement, so some are equal when the weights differ much.</returns>
    /// <exception cref="ArgumentException">An option cannot be honoured.</exception>
    /// <exception cref="InvalidDataException">The model's data are invalid.</exception>
    /// <exception cref="SamplingException">No starting point has a finite density, or no path found an approximation.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static Approximation Of(IModel model, PathfinderOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new();
        options.Check();
        IDensity[] densities = [.. Enumerable.Range(0, options.Paths).Select(_ => model.Bind())];
        Evaluation[] evaluations = [.. densities.Select(density => new Evaluation(density))];
        WeightedDraws?[] paths = new WeightedDraws?[options.Paths];
        ParallelErrors.Rethrow(() => Parallel.For(
            0,
            options.Paths,
            new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = ct },
            path => paths[path] = PathfinderPath.Run(evaluations[path], options, new(options.Seed, Epoch, path), ct)));

        WeightedDraws[] found = [.. paths.OfType<WeightedDraws>().Where(path => path.HasFinite)];
        if (found.Length == 0)
        {
            throw new SamplingException(
                $"None of {options.Paths} paths of Pathfinder found a normal approximation of model '{model.ModelName}' with a finite evidence lower bound. Raise Paths or MaxIterations, change InitialRadius, or use Sampler.Sample.");
        }

        WeightedDraws pool = WeightedDraws.Pool(found);
        double[] logWeights = pool.LogWeights(out double k);
        int[] chosen = WeightedDraws.Resample(logWeights, options.Chains * options.Draws, new(options.Seed, Epoch, options.Paths));
        string[] warnings =
        [
            .. found.Length < options.Paths ? [string.Create(CultureInfo.InvariantCulture, $"{options.Paths - found.Length} of {options.Paths} paths found no approximation and were left out. Change InitialRadius (now {options.InitialRadius}), or raise MaxIterations.")] : Array.Empty<string>(),
            .. Approximation.Judge("Pathfinder", k, logWeights.Length),
        ];
        Posterior posterior = ApproximateDraws.Of(
            densities[0], [.. chosen.Select(index => pool.Positions[index])], [.. chosen.Select(index => pool.Target[index])], options.Chains, options.Seed, warnings);
        return new("Pathfinder", posterior, k, logWeights.Length, evaluations.Sum(evaluation => evaluation.Count));
    }
}
