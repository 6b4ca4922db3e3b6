// A fitter in closed form, with failures on demand.
using Exmc.Fleet.Live;

namespace Exmc.Fleet.Tests.Live;

/// <summary>Independent normal readings: the forecast is the normal of the window's mean and standard deviation.</summary>
/// <param name="fails">Whether a fit is to fail.</param>
internal sealed class ConjugateFitter(Func<FitRequest, bool>? fails = null) : ISensorFitter
{
    public List<FitRequest> Requests { get; } = [];

    public LiveFit Fit(FitRequest request, DateTime now, CancellationToken cancellation)
    {
        Requests.Add(request);
        if (fails?.Invoke(request) == true)
        {
            throw new SamplingException("told to fail");
        }

        cancellation.ThrowIfCancellationRequested();

        Standardization scale = Standardization.Of(request.Window.Y) ?? throw new SamplingException("flat");
        Adaptation adaptation = new("conjugate", "hash", [new ChainAdaptation(new double[] { 0 }, 1, new double[] { 1 }, new double[] { 0 }, MetricKind.Diagonal)]);
        return new LiveFit(request.Number, now, request.Before is null ? RefitRung.Cold : RefitRung.Frozen, scale, [0.0, 1.0], adaptation, 100, 0, 0);
    }

    public Prediction Predict(LiveFit fit, SensorWindow window) => new([new ForecastDistribution(ForecastFamily.Normal, fit.Draws[0], fit.Draws[1], 0)]);
}
