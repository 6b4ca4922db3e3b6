// Draws from the prior, and predictions from a fit, in blocks.
namespace Exmc;

/// <summary>Draws in blocks, so that a million draws do not need a million draws of memory.</summary>
public static class Prediction
{
    // Epochs of refits count up from 0; these streams are apart from all of them.
    private const ulong PriorEpoch = RandomStream.EpochLimit - 1;
    private const ulong PosteriorEpoch = RandomStream.EpochLimit - 2;

    /// <summary>
    /// Draws parameters from their priors, with deterministic values, replications of the data and generated values: the prior
    /// predictive. Factors play no part.
    /// </summary>
    /// <exception cref="NotSupportedException">A prior is improper or has no direct draw; names the parameter.</exception>
    public static IEnumerable<DrawBlock> FromPrior(IModel model, PredictiveOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        return Blocks(model.Bind(), options, cancellationToken);
    }

    /// <summary>For each draw of a fit, replications of the data and generated values: the posterior predictive.</summary>
    /// <param name="model">The model that was fitted; its data may be others, as long as the parameters stay the same.</param>
    /// <param name="fit">A fit of the model.</param>
    /// <param name="options">Seed and block size; the number of draws is the fit's.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="ArgumentException">The fit is of other parameters.</exception>
    public static IEnumerable<DrawBlock> FromPosterior(IModel model, Posterior fit, PredictiveOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        IDensity density = model.Bind();
        RequireSameParameters(density.Layout, fit.Layout);
        return Blocks(density, fit, options, cancellationToken);
    }

    /// <summary>The log density of each observation for each draw of a fit, in blocks.</summary>
    /// <exception cref="ArgumentException">The fit is of other parameters.</exception>
    public static IEnumerable<LogLikelihoodBlock> LogLikelihood(IModel model, Posterior fit, int blockSize = 1000)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(blockSize);
        IDensity density = model.Bind();
        RequireSameParameters(density.Layout, fit.Layout);
        return Cut(fit, blockSize).Select(cut =>
        {
            double[] values = new double[cut.Count * density.ObservationCount];
            for (int draw = 0; draw < cut.Count; draw++)
            {
                density.LogLikelihood(fit.Positions(cut.Chain, cut.First + draw), values.AsSpan(draw * density.ObservationCount, density.ObservationCount));
            }

            return new LogLikelihoodBlock(cut.Chain, cut.First, cut.Count, density.ObservationCount, values);
        });
    }

    private static IEnumerable<DrawBlock> Blocks(IDensity density, PredictiveOptions options, CancellationToken cancellationToken)
    {
        RandomStream stream = new(options.Seed, PriorEpoch, 0);
        ParameterLayout layout = density.Layout;
        ParameterLayout joint = Joint(layout, density.PredictedLayout);
        double[] values = new double[layout.ValueCount];
        double[] position = new double[layout.Dimension];
        double[] predicted = new double[density.PredictedLayout.ValueCount];
        for (int first = 0; first < options.Draws; first += options.BlockSize)
        {
            DrawBlock block = new(joint, 0, first, Math.Min(options.BlockSize, options.Draws - first));
            for (int draw = 0; draw < block.Count; draw++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                density.DrawPrior(stream, values);
                density.Unconstrain(values.AsSpan(0, layout.ParameterValueCount), position);
                density.Predict(position, stream, predicted);
                block.Set(draw, 0, values);
                block.Set(draw, layout.ValueCount, predicted);
            }

            yield return block;
        }
    }

    private static IEnumerable<DrawBlock> Blocks(IDensity density, Posterior fit, PredictiveOptions options, CancellationToken cancellationToken)
    {
        double[] predicted = new double[density.PredictedLayout.ValueCount];
        RandomStream[] streams = [.. Enumerable.Range(0, fit.ChainCount).Select(chain => new RandomStream(options.Seed, PosteriorEpoch, chain))];
        foreach ((int chain, int first, int count) in Cut(fit, options.BlockSize))
        {
            DrawBlock block = new(density.PredictedLayout, chain, first, count);
            for (int draw = 0; draw < count; draw++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                density.Predict(fit.Positions(chain, first + draw), streams[chain], predicted);
                block.Set(draw, 0, predicted);
            }

            yield return block;
        }
    }

    /// <summary>The draws of a fit, chain by chain, in blocks.</summary>
    private static IEnumerable<(int Chain, int First, int Count)> Cut(Posterior fit, int blockSize)
    {
        for (int chain = 0; chain < fit.ChainCount; chain++)
        {
            for (int first = 0; first < fit.DrawCount; first += blockSize)
            {
                yield return (chain, first, Math.Min(blockSize, fit.DrawCount - first));
            }
        }
    }

    private static ParameterLayout Joint(ParameterLayout values, ParameterLayout predicted) => new(
        values.ModelName,
        values.Hash,
        [.. values.Entries, .. predicted.Entries.Select(entry => entry with { ValueOffset = entry.ValueOffset + values.ValueCount })]);

    private static void RequireSameParameters(ParameterLayout model, ParameterLayout fit)
    {
        static IEnumerable<(string, int, string)> Parameters(ParameterLayout layout) =>
            layout.Entries.Where(entry => entry.Role == LayoutRole.Parameter).Select(entry => (entry.Name, entry.Size, entry.Transform));

        if (model.ModelName != fit.ModelName || !Parameters(model).SequenceEqual(Parameters(fit)))
        {
            throw new ArgumentException($"The fit is of model '{fit.ModelName}' with {fit.Dimension} coordinates, but the model is '{model.ModelName}' with {model.Dimension}: their parameters must be the same.", nameof(fit));
        }
    }
}
