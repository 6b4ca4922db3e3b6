// The entry points: cold fits and warm refits, of models or of densities the caller owns.
namespace Exmc;

/// <summary>Fits models by the no-U-turn sampler.</summary>
/// <remarks>A chain's draws depend on (seed, epoch, chain index) alone: not on the number of chains or threads, nor on lanes or listeners. With <see cref="SamplerOptions.WarmUpTogether"/> they depend on the number of chains too.</remarks>
public static partial class Sampler
{
    /// <summary>Fits a model from scratch.</summary>
    /// <exception cref="ArgumentException">An option cannot be honoured.</exception>
    /// <exception cref="InvalidDataException">The model's data are invalid.</exception>
    /// <exception cref="SamplingException">No starting point has a finite density, or the density is flat.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static Posterior Sample(IModel model, SamplerOptions options, CancellationToken ct = default)
    {
        IDensity[] densities = BindCold(model, options);
        ChainPlan plan = ChainPlan.Cold(options, 0);
        return Fit(densities, chain => plan with { Chain = chain }, ct);
    }

    /// <summary>Fits a model on new data, starting from what an earlier fit learnt; one chain per carried chain.</summary>
    /// <exception cref="ArgumentException">The adaptation belongs to another model or layout, or an option cannot be honoured.</exception>
    /// <exception cref="InvalidDataException">The model's data are invalid.</exception>
    /// <exception cref="SamplingException">A carried position is unusable on the new data and no other starting point was found.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static Posterior Refit(IModel model, Adaptation adaptation, RefitOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(adaptation);
        ArgumentNullException.ThrowIfNull(options);
        OptionChecks.Check(options);
        IDensity[] densities = Bind(model, adaptation.Chains.Count, options);
        AdaptationChecks.Check(adaptation, densities[0].Layout);
        return Fit(densities, chain => ChainPlan.Warm(options, adaptation, chain), ct);
    }

    /// <summary>Fits one chain from scratch with the caller's density, on the calling thread and those that share its gradients.</summary>
    /// <exception cref="ArgumentException">An option cannot be honoured, for example more than one chain.</exception>
    /// <exception cref="SamplingException">No starting point has a finite density, or the density is flat.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static Posterior SampleChain(IDensity density, SamplerOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(density);
        ArgumentNullException.ThrowIfNull(options);
        OptionChecks.Check(options);
        OptionChecks.CheckOneChain(options.Chains, nameof(options.Chains));
        OptionChecks.CheckInitialPosition(options, density.Dimension);
        return FitOwned(density, ChainPlan.Cold(options, 0), ct);
    }

    /// <summary>Refits one chain with the caller's density, rebound to the new data, on the calling thread and those that share its gradients.</summary>
    /// <exception cref="ArgumentException">The adaptation belongs to another layout or has several chains, or an option cannot be honoured.</exception>
    /// <exception cref="SamplingException">The carried position is unusable on the new data and no other starting point was found.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static Posterior RefitChain(IDensity density, Adaptation adaptation, RefitOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(density);
        ArgumentNullException.ThrowIfNull(adaptation);
        ArgumentNullException.ThrowIfNull(options);
        OptionChecks.Check(options);
        OptionChecks.CheckOneChain(adaptation.Chains.Count, nameof(adaptation.Chains));
        AdaptationChecks.Check(adaptation, density.Layout);
        return FitOwned(density, ChainPlan.Warm(options, adaptation, 0), ct);
    }

    private static IDensity[] BindCold(IModel model, SamplerOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        OptionChecks.Check(options);
        IDensity[] densities = Bind(model, options.Chains, options);
        OptionChecks.CheckInitialPosition(options, densities[0].Dimension);
        return densities;
    }

    private static IDensity[] Bind(IModel model, int chains, ChainOptions options)
    {
        int gradientThreads = options.GradientThreads ?? Math.Max(1, options.Threads / Math.Min(options.Threads, chains));
        IDensity[] densities = new IDensity[chains];
        for (int chain = 0; chain < chains; chain++)
        {
            densities[chain] = model.Bind();
            densities[chain].GradientThreads = gradientThreads;
        }

        return densities;
    }

    private static Posterior FitOwned(IDensity density, ChainPlan plan, CancellationToken ct)
    {
        int before = density.GradientThreads;
        density.GradientThreads = plan.Options.GradientThreads ?? before;
        try
        {
            return Fit([density], _ => plan, ct);
        }
        finally
        {
            density.GradientThreads = before;
        }
    }

    private static Posterior Fit(IDensity[] densities, Func<int, ChainPlan> planOf, CancellationToken ct)
    {
        ChainFit[] fits = ChainSet.Run(densities, planOf, ct);
        return PosteriorOf(densities, fits, planOf(0));
    }

    private static Posterior PosteriorOf(IDensity[] densities, ChainFit[] fits, in ChainPlan plan) =>
        PosteriorStore.Of(densities[0].Layout, [.. fits.Select(fit => fit.Draws)], [.. fits.Select(fit => fit.Adaptation)], plan);
}
