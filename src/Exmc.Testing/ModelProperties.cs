// The properties of a model, one line each from a test.
namespace Exmc.Testing;

/// <summary>Properties that any model has. Each method returns when its property holds, and throws with a shrunk counterexample when it does not.</summary>
/// <remarks>
/// Positions are in sampling coordinates. A run is fixed by <see cref="PropertyOptions.Seed"/>: it finds the same failure again. No method depends on a test
/// framework.
/// </remarks>
public static class ModelProperties
{
    /// <summary>The gradient is that of differences, at draws of the prior and around the origin.</summary>
    /// <exception cref="ModelPropertyException">A component differs, or fewer than half of them could be compared.</exception>
    public static void Gradient(IModel model, PropertyOptions? options = null)
    {
        (PropertyRun run, PropertyOptions settings) = Begin(nameof(Gradient), model, options);
        IDensity density = model.Bind();
        GradientCheck check = new(density, settings.GradientTolerance);
        run.ForAll(new PositionSource(density, settings, settings.Width, settings.FromPrior), check.At);
        if (check.Compared < check.Unmeasured)
        {
            throw run.Failure($"only {check.Compared} of {check.Compared + check.Unmeasured} components could be compared with differences: the log density is not finite or not smooth at most positions");
        }
    }

    /// <summary>Values lead back to their position, in both coordinate systems.</summary>
    /// <exception cref="ModelPropertyException">A position or a value changes on its way.</exception>
    public static void TransformRoundTrip(IModel model, PropertyOptions? options = null)
    {
        (PropertyRun run, PropertyOptions settings) = Begin(nameof(TransformRoundTrip), model, options);
        foreach (Coordinates coordinates in Enum.GetValues<Coordinates>())
        {
            IDensity density = model.Bind(coordinates);
            run.ForAll(new PositionSource(density, settings, width: 1, usePrior: false), new TransformCheck(density).At);
        }
    }

    /// <summary>The log densities in the two coordinate systems differ by the log determinant between them, found by differences, and a constant.</summary>
    /// <remarks>A Jacobian that is missing in both is found by <see cref="PriorScore"/>.</remarks>
    /// <exception cref="ModelPropertyException">They do not, or fewer than half of the positions could be compared.</exception>
    public static void Jacobian(IModel model, PropertyOptions? options = null)
    {
        (PropertyRun run, PropertyOptions settings) = Begin(nameof(Jacobian), model, options);
        IDensity density = model.Bind();
        JacobianCheck check = new(density, model.Bind(Coordinates.Canonical));
        run.ForAll(new PositionSource(density, settings, width: 0.5, usePrior: false), check.At);
        if (check.Compared < check.Unmeasured)
        {
            throw run.Failure($"only {check.Compared} of {check.Compared + check.Unmeasured} positions have a finite log density in both coordinate systems and a log determinant that differences find");
        }
    }

    /// <summary>Draws of the prior have a position and, where the data are possible, a density.</summary>
    /// <exception cref="NotSupportedException">The prior is improper or has no direct draw; names the parameter.</exception>
    /// <exception cref="ModelPropertyException">A draw lies outside the support.</exception>
    public static void PriorSupport(IModel model, PropertyOptions? options = null)
    {
        (PropertyRun run, PropertyOptions settings) = Begin(nameof(PriorSupport), model, options);
        PriorCheck check = new(model.Bind());
        RandomStream stream = PositionSource.Stream(settings.Seed, 0);
        for (int draw = 0; draw < settings.PriorDraws; draw++)
        {
            if (check.Support(check.Draw(stream)) is { } reason)
            {
                throw run.Failure(FormattableString.Invariant($"{reason} (draw {draw} of the prior)"));
            }
        }
    }

    /// <summary>
    /// The log density without the log likelihood is that of the prior's draws, Jacobian included: the mean score over them is zero, that of coordinate times
    /// score is -1. Not for models with factors, which the prior's draws do not know.
    /// </summary>
    /// <exception cref="NotSupportedException">The prior is improper or has no direct draw; names the parameter.</exception>
    /// <exception cref="ModelPropertyException">A mean is off by more than chance, or the likelihood hides the prior at more than two draws in a hundred.</exception>
    public static void PriorScore(IModel model, PropertyOptions? options = null)
    {
        (PropertyRun run, PropertyOptions settings) = Begin(nameof(PriorScore), model, options);
        IDensity density = model.Bind();
        PriorCheck check = new(density);
        SteinIdentities identities = new(density.Dimension);
        RandomStream stream = PositionSource.Stream(settings.Seed, 0);
        for (int draw = 0; draw < settings.PriorDraws; draw++)
        {
            double[] position = check.Draw(stream);
            if (check.Score(position) is { } score)
            {
                identities.Add(position, score);
            }
        }

        if (identities.Count < 0.98 * settings.PriorDraws)
        {
            throw run.Failure($"at {settings.PriorDraws - identities.Count} of {settings.PriorDraws} draws of the prior the log likelihood is not finite, or too steep to be told from the prior; choose data that the prior finds likely");
        }

        if (identities.Failure() is { } failure)
        {
            throw run.Failure($"coordinate {failure.Coordinate} ({GradientCheck.Coordinate(density.Layout, failure.Coordinate)}): {failure.Reason}; the log density is not that of the prior's draws");
        }
    }

    /// <summary>Data of size zero and one: the model binds, has a right gradient and can be fitted, or refuses them by name.</summary>
    /// <param name="ofSize">The model with so many readings.</param>
    /// <param name="options">Number of cases, seed.</param>
    /// <exception cref="ModelPropertyException">The model fails in another way than by an <see cref="InvalidDataException"/> or a <see cref="SamplingException"/>.</exception>
    public static void DataSizes(Func<int, IModel> ofSize, PropertyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(ofSize);
        PropertyOptions settings = options ?? new();
        settings.Check();
        for (int size = 0; size <= 1; size++)
        {
            PropertyRun run = new(nameof(DataSizes), $"with {size} readings", settings);
            try
            {
                IModel model = ofSize(size);
                Gradient(model, settings);
                Sampler.Sample(model, new SamplerOptions { Chains = 1, Warmup = 100, Draws = 50, Threads = 1, Seed = settings.Seed });
            }
            catch (Exception refusal) when (refusal is InvalidDataException or SamplingException && refusal.Message.Length > 0)
            {
                continue;
            }
            catch (Exception exception)
            {
                throw run.Failure($"{exception.GetType().Name}: {exception.Message}", exception);
            }
        }
    }

    /// <summary>The same bits for the same position and for the same seed, whatever ran before, on any number of threads, in lanes or not.</summary>
    /// <exception cref="ModelPropertyException">Bits differ.</exception>
    public static void Determinism(IModel model, PropertyOptions? options = null)
    {
        (PropertyRun run, PropertyOptions settings) = Begin(nameof(Determinism), model, options);
        run.ForAll(new PositionSource(model.Bind(), settings, settings.Width, settings.FromPrior), new DeterminismCheck(model).At);
        if (settings.At is not null)
        {
            return;
        }

        SamplerOptions fit = new() { Chains = 2, Warmup = 60, Draws = 30, Threads = 1, Lanes = true, Seed = settings.Seed };
        if (FitComparison.Bits(Sampler.Sample(model, fit), Sampler.Sample(model, fit with { Threads = 2, Lanes = false })) is { } difference)
        {
            throw run.Failure($"two fits with one seed differ: {difference}");
        }
    }

    /// <summary>A warm refit has the posterior of a cold fit on the same data: means and standard deviations agree within their Monte Carlo errors.</summary>
    /// <param name="before">What the first fit learns from.</param>
    /// <param name="moved">The same model on the data of the refit.</param>
    /// <param name="options">Seed, settings of the fits.</param>
    /// <exception cref="ModelPropertyException">They differ by more than five standard errors.</exception>
    public static void WarmEqualsCold(IModel before, IModel moved, PropertyOptions? options = null)
    {
        (PropertyRun run, PropertyOptions settings) = Begin(nameof(WarmEqualsCold), before, options);
        ArgumentNullException.ThrowIfNull(moved);
        SamplerOptions fit = settings.Sampler with { Seed = settings.Seed };
        Posterior first = Sampler.Sample(before, fit);
        Posterior warm = Sampler.Refit(moved, first.Adaptation, new RefitOptions { Draws = fit.Draws, Threads = fit.Threads, TargetAcceptance = fit.TargetAcceptance });
        Posterior cold = Sampler.Sample(moved, fit with { Seed = settings.Seed + 1 });
        IReadOnlyList<string> differences = FitComparison.Moments(warm, cold);
        if (differences.Count > 0)
        {
            throw run.Failure(string.Join("; ", differences.Take(5)));
        }
    }

    /// <summary>The posterior is that of the model, by simulation: ranks of true parameters among draws are uniform.</summary>
    /// <param name="model">Its data give the sizes and whatever is not simulated.</param>
    /// <param name="withData">The model with the replications of one draw as its data.</param>
    /// <param name="options">Number of simulations, seed; by default 100 short fits.</param>
    /// <exception cref="NotSupportedException">The prior is improper or has no direct draw; names the parameter.</exception>
    /// <exception cref="ModelPropertyException">Ranks leave their bands.</exception>
    public static void Calibration(IModel model, Func<DrawBlock, int, IModel> withData, CalibrationOptions? options = null)
    {
        CalibrationOptions settings = options ?? new() { Simulations = 100, Sampler = new() { Chains = 1, Threads = 1, Warmup = 300, Draws = 400 } };
        (PropertyRun run, _) = Begin(nameof(Calibration), model, new PropertyOptions { Seed = settings.Seed });
        IReadOnlyList<string> failures = SimulationBasedCalibration.Run(model, withData, settings).Failures();
        if (failures.Count > 0)
        {
            throw run.Failure(string.Join("; ", failures));
        }
    }

    private static (PropertyRun Run, PropertyOptions Settings) Begin(string property, IModel model, PropertyOptions? options)
    {
        ArgumentNullException.ThrowIfNull(model);
        PropertyOptions settings = options ?? new();
        settings.Check();
        if (settings.At is not null)
        {
            settings.CheckPosition(model.Bind().Dimension);
        }

        return (new PropertyRun(property, model.ModelName, settings), settings);
    }
}
