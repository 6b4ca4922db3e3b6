// Fits of the live engine by the sampler.
using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.ExceptionServices;

namespace Exmc.Fleet.Live;

/// <summary>Fits by the no-U-turn sampler: cold at first, then by the refit ladder from the last fit. Up to eight sensors side by side, where the model has lanes and they are faster.</summary>
/// <param name="model">Makes the model of a window on the model's scale; always of one type.</param>
/// <param name="draws">Kept draws, at least 4.</param>
/// <param name="coldWarmup">Warm-up iterations of a cold fit.</param>
/// <param name="fixedScale">Scale of the readings for every window, for example <see cref="Standardization.None"/> for counts; null takes each cold window's own.</param>
/// <param name="watch">Told of each posterior, on the thread that made it.</param>
public sealed class SamplerFitter(Func<SensorWindow, IModel> model, int draws = 100, int coldWarmup = 400, Standardization? fixedScale = null, Action<Posterior>? watch = null) : ILaneFitter
{
    private const double FewestEss = 10;

    // Densities own scratch memory, and runners their lanes: each is used by one thread at a time.
    private readonly ConcurrentBag<IDensity> _densities = [];
    private readonly ConcurrentBag<LaneRunner> _runners = [];

    /// <inheritdoc/>
    public LiveFit Fit(FitRequest request, DateTime now, CancellationToken cancellation)
    {
        SingleFit single = new(request, now, cancellation);
        LaneJob? next = new SamplerJob(this, single);
        new LaneRunner(LaneUse.Never).Run(() => Interlocked.Exchange(ref next, null));
        return single.Outcome();
    }

    /// <summary>The length of the window and the patterns it has: lanes hold models of one shape.</summary>
    public string LanesOf(FitRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        SensorWindow window = request.Window;
        return string.Create(CultureInfo.InvariantCulture, $"{window.Y.Length}{(window.Day is null ? string.Empty : " day")}{(window.Week is null ? string.Empty : " week")}");
    }

    /// <inheritdoc/>
    public void FitInLanes(Func<FitJob?> next)
    {
        if (!_runners.TryTake(out LaneRunner? runner))
        {
            runner = new LaneRunner(LaneUse.WhenFaster);
        }

        // A runner that fails is not used again.
        runner.Run(() => next() is { } job ? new SamplerJob(this, job) : null);
        _runners.Add(runner);
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
            Release(density);
        }
    }

    /// <summary>The fit that another one goes on from; null for a cold one.</summary>
    internal static LiveFit? Carried(FitRequest request, IDensity density) =>
        request.Before is { MinEss: >= FewestEss } before && before.Adaptation.LayoutHash == density.Layout.Hash ? before : null;

    /// <summary>Scale of the readings: the one of the fit before, unless that is of no use.</summary>
    internal Standardization ScaleOf(FitRequest request) =>
        (request.Before is { MinEss: >= FewestEss } before ? before.Scale : null) ?? fixedScale ?? Standardization.Of(request.Window.Y)
        ?? throw new SamplingException("All readings of the window are equal; there is nothing to fit.");

    /// <summary>What the sampler is to do.</summary>
    internal ChainPlan PlanOf(FitRequest request, IDensity density)
    {
        ulong epoch = (ulong)request.Number;
        if (Carried(request, density) is not { } before)
        {
            SamplerOptions cold = new() { Chains = 1, Warmup = coldWarmup, Draws = draws, Seed = request.Seed, Epoch = epoch, Threads = 1 };
            OptionChecks.Check(cold);
            return ChainPlan.Cold(cold, 0);
        }

        RefitOptions warm = new() { Draws = draws, Seed = request.Seed, Epoch = epoch, Threads = 1 };
        OptionChecks.Check(warm);
        OptionChecks.CheckOneChain(before.Adaptation.Chains.Count, nameof(request));
        AdaptationChecks.Check(before.Adaptation, density.Layout);
        return ChainPlan.Warm(warm, before.Adaptation, 0);
    }

    /// <summary>The fit that a posterior is kept as.</summary>
    internal LiveFit Keep(FitJob job, Standardization scale, IDensity density, Posterior posterior, double seconds)
    {
        watch?.Invoke(posterior);
        double[] positions = new double[draws * density.Dimension];
        for (int draw = 0; draw < draws; draw++)
        {
            posterior.Positions(0, draw).CopyTo(positions.AsSpan(draw * density.Dimension));
        }

        RefitReport? refit = posterior.Chain(0).Refit;
        return new LiveFit(
            job.Request.Number,
            job.Now,
            refit?.Rung ?? RefitRung.Cold,
            scale,
            positions,
            posterior.Adaptation,
            FitQuality.MinEss(posterior),
            posterior.Chain(0).Divergences.Count,
            1000 * seconds,
            refit?.Why ?? WhyCold(job.Request.Before, density),
            Detail: FitDetail.Of(posterior));
    }

    /// <summary>A density on a window, to be given back by <see cref="Release"/>.</summary>
    internal IDensity Bound(Standardization scale, SensorWindow window)
    {
        IModel bound = model(scale.Apply(window));
        if (!_densities.TryTake(out IDensity? density))
        {
            return bound.Bind();
        }

        density.Rebind(bound);
        return density;
    }

    /// <summary>Gives a density back.</summary>
    internal void Release(IDensity density) => _densities.Add(density);

    // A first fit is cold without a reason.
    private static string WhyCold(LiveFit? before, IDensity density) =>
        before is null ? string.Empty
        : before.Adaptation.LayoutHash != density.Layout.Hash ? "the model has changed since the fit before"
        : string.Create(CultureInfo.InvariantCulture, $"the fit before has {before.MinEss:F1} effective draws, less than {FewestEss}");

    /// <summary>A fit by itself.</summary>
    private sealed class SingleFit(FitRequest request, DateTime now, CancellationToken cancellation) : FitJob(request, now, cancellation)
    {
        private LiveFit? _fit;
        private Exception? _failure;

        public LiveFit Outcome()
        {
            if (_failure is not null)
            {
                ExceptionDispatchInfo.Throw(_failure);
            }

            return _fit!;
        }

        protected override void Ended(LiveFit? fit, Exception? failure) => (_fit, _failure) = (fit, failure);
    }
}
