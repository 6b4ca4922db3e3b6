// Whether a sampler draws from the posterior, by simulation from the model itself.
namespace Exmc;

/// <summary>
/// Simulation-based calibration (Talts et al. 2018, arXiv:1804.06788): parameters drawn from the prior, data from the parameters;
/// the rank of the truth among posterior draws is uniform when sampler and model are right. The log likelihood is ranked too,
/// which a sampler that ignores the data does not survive (Modrak et al. 2023, Bayesian Analysis).
/// </summary>
public static class SimulationBasedCalibration
{
    /// <summary>Name of the ranked log likelihood.</summary>
    public const string LogLikelihoodName = "log likelihood";

    /// <summary>Calibrates the sampler on a model whose priors are proper.</summary>
    /// <param name="model">Its data give the sizes and whatever is not simulated.</param>
    /// <param name="withData">The model with the replications of one draw, by <see cref="DrawBlock.Values"/>, as its data.</param>
    /// <param name="options">Number of simulations, seed, settings of the fits.</param>
    /// <param name="cancellationToken">Ends the calibration.</param>
    /// <exception cref="NotSupportedException">A prior is improper or has no direct draw; names the parameter.</exception>
    public static RankUniformity Run(IModel model, Func<DrawBlock, int, IModel> withData, CalibrationOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(withData);
        ArgumentNullException.ThrowIfNull(options);
        PredictiveOptions predictive = new() { Draws = options.Simulations, BlockSize = options.Simulations, Seed = options.Seed };
        DrawBlock truths = Prediction.FromPrior(model, predictive, cancellationToken).Single();
        ParameterLayout layout = model.Bind().Layout;
        string[] names = [.. layout.ValueNames.Take(layout.ParameterValueCount), LogLikelihoodName];
        return Run(names, options, simulation => Simulate(withData(truths, simulation), truths, simulation, options, cancellationToken), cancellationToken);
    }

    /// <summary>Calibrates any sampler.</summary>
    /// <param name="names">Names of the ranked quantities.</param>
    /// <param name="options">Number of simulations, threads.</param>
    /// <param name="simulate">One simulation by its index, from many threads.</param>
    /// <param name="cancellationToken">Ends the calibration.</param>
    public static RankUniformity Run(IReadOnlyList<string> names, CalibrationOptions options, Func<int, CalibrationRun> simulate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(options);
        CalibrationRun[] runs = new CalibrationRun[options.Simulations];
        Parallel.For(0, runs.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken }, k => runs[k] = simulate(k));
        RankUniformity ranks = new(names, options.Seed);
        foreach (CalibrationRun run in runs)
        {
            int kept = Math.Clamp((int)run.EffectiveDraws, 1, options.Kept);
            for (int quantity = 0; quantity < names.Count; quantity++)
            {
                ranks.Add(quantity, run.Truth[quantity], run.Draws[quantity], kept);
            }
        }

        return ranks;
    }

    private static CalibrationRun Simulate(IModel observed, DrawBlock truths, int simulation, CalibrationOptions options, CancellationToken cancellationToken)
    {
        Posterior fit = Sampler.Sample(observed, options.Sampler with { Seed = options.Seed + (ulong)simulation + 1 }, cancellationToken);
        IDensity density = observed.Bind();
        int count = density.Layout.ParameterValueCount;
        double[] truth = [.. Enumerable.Range(0, count).Select(value => truths.Draws(value)[simulation])];
        double[] position = new double[density.Dimension];
        density.Unconstrain(truth, position);
        double[] pointwise = new double[density.ObservationCount];
        double LogLikelihood(ReadOnlySpan<double> at)
        {
            density.LogLikelihood(at, pointwise);
            return pointwise.Where(x => !double.IsNaN(x)).Sum();
        }

        List<double>[] draws = [.. Enumerable.Range(0, count + 1).Select(_ => new List<double>())];
        for (int chain = 0; chain < fit.ChainCount; chain++)
        {
            for (int value = 0; value < count; value++)
            {
                draws[value].AddRange(fit.Draws(chain, value));
            }

            for (int draw = 0; draw < fit.DrawCount; draw++)
            {
                draws[count].Add(LogLikelihood(fit.Positions(chain, draw)));
            }
        }

        // A value that never changes, the diagonal of a correlation say, has no effective size and is ranked at random.
        double effective = fit.Summary.Take(count).Select(row => row.EssBulk).Where(double.IsFinite).DefaultIfEmpty(1).Min();
        return new CalibrationRun([.. truth, LogLikelihood(position)], [.. draws.Select(list => list.ToArray())], effective);
    }
}
