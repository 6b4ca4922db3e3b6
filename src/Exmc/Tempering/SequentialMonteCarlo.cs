// Sequential Monte Carlo from the prior to the posterior.
namespace Exmc;

/// <summary>
/// Sequential Monte Carlo (Del Moral, Doucet and Jasra 2006, Journal of the Royal Statistical Society B 68): particles drawn from the prior follow
/// the prior times the likelihood to a power that rises from 0 to 1. It finds the shares of separate modes, which chains cannot, and the evidence.
/// </summary>
/// <remarks>
/// Temperatures are chosen by the effective number of particles, which are resampled systematically at each and moved until they have forgotten where
/// they were (see <see cref="TemperingOptions.Correlation"/>). What tunes the moves is learnt from the particles themselves, so that estimates have a bias
/// of order 1 / Draws. A prior that is improper, or improper but for a factor, cannot be drawn from.
/// </remarks>
public static class SequentialMonteCarlo
{
    private const ulong Epoch = RandomStream.EpochLimit - 8;

    /// <summary>Draws from the posterior of a model.</summary>
    /// <exception cref="ArgumentException">An option cannot be honoured.</exception>
    /// <exception cref="InvalidDataException">The model's data are invalid.</exception>
    /// <exception cref="NotSupportedException">A prior is improper or has no direct draw, or the density does not tell its priors apart.</exception>
    /// <exception cref="SamplingException">No prior draw has a finite density, or there are more temperatures than allowed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static TemperedFit Sample(IModel model, TemperingOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new();
        options.Check();
        IDensity[] densities = [.. Enumerable.Range(0, options.Chains).Select(_ => model.Bind())];
        TemperingRun[] runs = [.. densities.Select((density, run) => new TemperingRun(density, options, new(options.Seed, Epoch, run)))];
        TemperingReport[] reports = new TemperingReport[runs.Length];
        ParallelErrors.Rethrow(() => Parallel.For(
            0,
            runs.Length,
            new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = ct },
            run => reports[run] = runs[run].Run(ct)));

        ParticleSet[] particles = [.. runs.Select(run => run.Particles)];
        double[][] positions = [.. particles.SelectMany(set => Enumerable.Range(0, set.Count).Select(particle => set.Position(particle).ToArray()))];
        double[] logDensities = [.. particles.SelectMany(set => Enumerable.Range(0, set.Count).Select(particle => set.LogDensity(particle, 1)))];
        Posterior posterior = ApproximateDraws.Of(densities[0], positions, logDensities, options.Chains, options.Seed, store => TemperingWarnings.For(store, reports));
        return new(posterior, reports);
    }
}
