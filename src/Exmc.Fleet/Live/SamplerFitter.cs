// Fits of the live engine by the sampler.
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Exmc.Fleet.Live;

/// <summary>Fits by the no-U-turn sampler: cold at first, then by the refit ladder from the last fit.</summary>
/// <param name="model">Makes the model of a window on the model's scale.</param>
/// <param name="draws">Kept draws, at least 4.</param>
/// <param name="coldWarmup">Warm-up iterations of a cold fit.</param>
/// <param name="fixedScale">Scale of the readings for every window, for example <see cref="Standardization.None"/> for counts; null takes each cold window's own.</param>
public sealed class SamplerFitter(Func<SensorWindow, IModel> model, int draws = 100, int coldWarmup = 400, Standardization? fixedScale = null) : ISensorFitter
{
    private const double FewestEss = 10;

    // Densities own scratch memory: each is used by one thread at a time.
    private readonly ConcurrentBag<IDensity> _densities = [];

    /// <inheritdoc/>
    public LiveFit Fit(FitRequest request, DateTime now, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        LiveFit? before = request.Before is { MinEss: >= FewestEss } ? request.Before : null;
        Standardization scale = before?.Scale ?? fixedScale ?? Standardization.Of(request.Window.Y)
            ?? throw new SamplingException("All readings of the window are equal; there is nothing to fit.");
        IDensity density = Bound(scale, request.Window);
        try
        {
            ulong epoch = (ulong)request.Number;
            Posterior posterior = before is null || before.Adaptation.LayoutHash != density.Layout.Hash
                ? Sampler.SampleChain(density, new SamplerOptions { Chains = 1, Warmup = coldWarmup, Draws = draws, Seed = request.Seed, Epoch = epoch, Threads = 1 }, cancellation)
                : Sampler.RefitChain(density, before.Adaptation, new RefitOptions { Draws = draws, Seed = request.Seed, Epoch = epoch, Threads = 1 }, cancellation);
            double[] positions = new double[draws * density.Dimension];
            for (int draw = 0; draw < draws; draw++)
            {
                posterior.Positions(0, draw).CopyTo(positions.AsSpan(draw * density.Dimension));
            }

            RefitReport? refit = posterior.Chain(0).Refit;
            return new LiveFit(
                request.Number,
                now,
                refit?.Rung ?? RefitRung.Cold,
                scale,
                positions,
                posterior.Adaptation,
                FitQuality.MinEss(posterior),
                posterior.Chain(0).Divergences.Count,
                Stopwatch.GetElapsedTime(start).TotalMilliseconds,
                refit?.Why ?? WhyCold(request.Before, density),
                Detail: FitDetail.Of(posterior));
        }
        finally
        {
            _densities.Add(density);
        }
    }

    /// <inheritdoc/>
    public Prediction Predict(LiveFit fit, SensorWindow window)
    {
        IDensity density = Bound(fit.Scale, window);
        try
        {
            int dimension = density.Dimension;
            ForecastDistribution[] forecasts = new ForecastDistribution[fit.Draws.Length / dimension];
            for (int draw = 0; draw < forecasts.Length; draw++)
            {
                forecasts[draw] = density.Forecast(fit.Draws.AsSpan(draw * dimension, dimension));
            }

            return new Prediction(forecasts);
        }
        finally
        {
            _densities.Add(density);
        }
    }

    // A first fit is cold without a reason.
    private static string WhyCold(LiveFit? before, IDensity density) =>
        before is null ? string.Empty
        : before.Adaptation.LayoutHash != density.Layout.Hash ? "the model has changed since the fit before"
        : string.Create(CultureInfo.InvariantCulture, $"the fit before has {before.MinEss:F1} effective draws, less than {FewestEss}");

    private IDensity Bound(Standardization scale, SensorWindow window)
    {
        IModel bound = model(scale.Apply(window));
        if (!_densities.TryTake(out IDensity? density))
        {
            return bound.Bind();
        }

        density.Rebind(bound);
        return density;
    }
}
