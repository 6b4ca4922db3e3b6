// Fits with the model, of several, that predicts the sensor best.
using System.Collections.Concurrent;

namespace Exmc.Fleet.Live;

/// <summary>
/// Chooses a sensor's model by leaving the future out (Buerkner, Gabry and Vehtari 2020): each candidate is fitted to the first part of the
/// window, and the log probability it gives to each later reading, one step ahead and to within a hundredth of the window's spread, is summed.
/// </summary>
/// <param name="candidates">Models; earlier ones win ties.</param>
/// <param name="draws">Kept draws of a fit.</param>
/// <param name="coldWarmup">Warm-up iterations of a cold fit.</param>
/// <param name="chooseEvery">Fits of a sensor between choices.</param>
public sealed class ChoosingFitter(IReadOnlyList<SensorModel> candidates, int draws, int coldWarmup, int chooseEvery) : ILaneFitter
{
    private const double Training = 0.6;
    private const double Resolution = 0.01;
    private readonly ConcurrentDictionary<string, SamplerFitter> _fitters = new(
        candidates.Select(one => KeyValuePair.Create(one.Name, new SamplerFitter(window => one.Make(window)!, draws, coldWarmup))));

    /// <inheritdoc/>
    public LiveFit Fit(FitRequest request, DateTime now, CancellationToken cancellation)
    {
        Standardization scale = request.Before?.Scale ?? Standardization.Of(request.Window.Y)
            ?? throw new SamplingException("All readings of the window are equal; there is nothing to fit.");
        string chosen = Settled(request) ?? Choose(request, scale, now, cancellation);
        LiveFit? before = request.Before?.Model == chosen ? request.Before : null;
        return _fitters[chosen].Fit(request with { Before = before }, now, cancellation) with { Model = chosen };
    }

    /// <summary>Sensors of one model whose windows have one shape share lanes; one whose model is to be chosen is fitted by itself.</summary>
    public string? LanesOf(FitRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Settled(request) is { } name ? $"{name} {_fitters[name].LanesOf(request)}" : null;
    }

    /// <inheritdoc/>
    public void FitInLanes(Func<FitJob?> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (next() is not { } job)
        {
            return;
        }

        // Those that share lanes are of one model.
        FitJob? first = job;
        string name = job.Request.Before!.Model;
        _fitters[name].FitInLanes(() => (Interlocked.Exchange(ref first, null) ?? next()) is { } one ? new Named(one, name) : null);
    }

    /// <inheritdoc/>
    public Prediction Predict(LiveFit fit, SensorWindow window) =>
        IsPossible(fit.Model, fit.Scale, window)
            ? _fitters[fit.Model].Predict(fit, window)
            : throw new SamplingException($"The window lacks what the model '{fit.Model}' needs.");

    // The model of the fit before, unless it is time for a choice or the window lacks what that model needs.
    private string? Settled(FitRequest request) =>
        request.Before is { } before && (request.Number % chooseEvery) != 1 && IsPossible(before.Model, before.Scale, request.Window) ? before.Model : null;

    private bool IsPossible(string name, Standardization scale, SensorWindow window) =>
        candidates.FirstOrDefault(one => one.Name == name)?.Make(scale.Apply(window)) is not null;

    private string Choose(FitRequest request, Standardization scale, DateTime now, CancellationToken cancellation)
    {
        string? best = null;
        double most = double.NegativeInfinity;
        foreach (SensorModel candidate in candidates.Where(one => IsPossible(one.Name, scale, request.Window)))
        {
            double score = Score(candidate, request, now, cancellation);
            if (best is null || score > most)
            {
                (best, most) = (candidate.Name, score);
            }
        }

        return best ?? throw new SamplingException("No model of the list can be fitted to this window.");
    }

    private double Score(SensorModel candidate, FitRequest request, DateTime now, CancellationToken cancellation)
    {
        int first = (int)(Training * request.Window.Y.Length);
        SamplerFitter fitter = _fitters[candidate.Name];
        try
        {
            LiveFit fit = fitter.Fit(request with { Window = Until(request.Window, first), Before = null }, now, cancellation);
            double sum = 0.0;
            for (int t = first; t < request.Window.Y.Length; t++)
            {
                double y = request.Window.Y[t];
                if (!double.IsNaN(y))
                {
                    Prediction prediction = fitter.Predict(fit, Until(request.Window, t));
                    double at = fit.Scale.Apply(y);
                    sum += Math.Log(1e-12 + prediction.Cdf(at + Resolution) - prediction.Cdf(at - Resolution));
                }
            }

            return sum;
        }
        catch (SamplingException)
        {
            return double.NegativeInfinity;
        }
    }

    // The window as it was before reading t.
    private static SensorWindow Until(SensorWindow window, int t) => new(window.Y[..t], window.X[..t], window.X[t])
    {
        Day = window.Day?[..(t + 1)],
        Week = window.Week?[..(t + 1)],
    };

    /// <summary>A fit that is to carry the name of its model.</summary>
    private sealed class Named(FitJob inner, string name) : FitJob(inner.Request, inner.Now, inner.Cancellation)
    {
        protected override void Ended(LiveFit? fit, Exception? failure)
        {
            if (fit is not null)
            {
                inner.Succeed(fit with { Model = name });
            }
            else
            {
                inner.Fail(failure!);
            }
        }
    }
}
