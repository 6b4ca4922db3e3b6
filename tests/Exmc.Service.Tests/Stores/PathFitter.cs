// A fitter whose fits depend on all that came before.
using Exmc.Fleet;
using Exmc.Fleet.Live;

namespace Exmc.Service.Tests.Stores;

/// <summary>
/// The forecast is a normal about the pattern of the day where one is known, else about a mean that half of each fit carries on from the fit before: a
/// restart that loses a fit, a pattern or a number of readings changes scores.
/// </summary>
internal sealed class PathFitter : ISensorFitter
{
    public LiveFit Fit(FitRequest request, DateTime now, CancellationToken cancellation)
    {
        Standardization scale = request.Before?.Scale ?? Standardization.Of(request.Window.Y) ?? throw new SamplingException("flat");
        double[] present = [.. request.Window.Y.Where(y => !double.IsNaN(y)).Select(scale.Apply)];
        double mean = request.Before is { } before ? 0.5 * (before.Draws[0] + present.Average()) : present.Average();
        Adaptation adaptation = new("path", "hash", [new ChainAdaptation(new[] { mean }, 1, new double[] { 1 }, new double[] { 0 }, MetricKind.Diagonal)]);
        return new LiveFit(request.Number, now, request.Before is null ? RefitRung.Cold : RefitRung.Frozen, scale, [mean, 1.0 + (0.01 * (request.Number % 7))], adaptation, 100, 0, 0);
    }

    public Exmc.Fleet.Prediction Predict(LiveFit fit, SensorWindow window)
    {
        double usual = window.Day is { } day ? fit.Scale.Apply(day[^1]) : double.NaN;
        double week = window.Week is { } pattern ? fit.Scale.Apply(pattern[^1]) : double.NaN;
        double mean = double.IsNaN(usual) ? fit.Draws[0] : double.IsNaN(week) ? usual : 0.5 * (usual + week);
        return new Exmc.Fleet.Prediction([new ForecastDistribution(ForecastFamily.Normal, mean, fit.Draws[1], 0)]);
    }
}
