// A fitter that fails, takes too long or predicts nothing when it is told to.
using Exmc.Fleet.Live;
using Exmc.Service.Tests.Stores;

namespace Exmc.Service.Tests.Simulation;

/// <summary>The fits of <see cref="PathFitter"/>, with failures of a model among them.</summary>
internal sealed class FaultyFitter(JumpingClock clock, TimeSpan tooLong, Func<int> next) : ISensorFitter
{
    private readonly PathFitter _inner = new();

    public LiveFit Fit(FitRequest request, DateTime now, CancellationToken cancellation)
    {
        // What a broken fit carries on is not carried on further.
        request = request.Before is { } before && double.IsNaN(before.Draws[0]) ? request with { Before = null } : request;
        switch (next())
        {
            case 0:
                throw new SamplingException("told to fail");
            case 1:
                throw new InvalidOperationException("a defect of the model");
            case 2:
                clock.Advance(tooLong);
                cancellation.ThrowIfCancellationRequested();
                throw new InvalidOperationException("nobody has ended a fit that takes too long");
            case 3:
                // A fit that can predict nothing, until the next one comes.
                return _inner.Fit(request, now, cancellation) with { Draws = [double.NaN, 1.0] };
            default:
                return _inner.Fit(request, now, cancellation);
        }
    }

    public Exmc.Fleet.Prediction Predict(LiveFit fit, Exmc.Fleet.SensorWindow window) => _inner.Predict(fit, window);
}
