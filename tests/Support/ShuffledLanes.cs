// Any fitter, with fits side by side that end in any order.
using Exmc.Fleet.Live;

namespace Exmc.TestSupport;

/// <summary>Holds up to eight fits at once, ends them one by one in an order that is picked, and asks for the next whenever one has ended.</summary>
/// <param name="inner">Makes the fits.</param>
/// <param name="pick">Picks one of so many: 0 to one less.</param>
/// <param name="breaks">Whether all lanes break down before the next fit ends.</param>
internal sealed class ShuffledLanes(ISensorFitter inner, Func<int, int> pick, Func<bool>? breaks = null) : ILaneFitter
{
    public LiveFit Fit(FitRequest request, DateTime now, CancellationToken cancellation) => inner.Fit(request, now, cancellation);

    public Exmc.Fleet.Prediction Predict(LiveFit fit, Exmc.Fleet.SensorWindow window) => inner.Predict(fit, window);

    public string? LanesOf(FitRequest request) => "all";

    public void FitInLanes(Func<FitJob?> next)
    {
        List<FitJob> running = [];
        while (true)
        {
            while (running.Count < ILaneDensity.Width && next() is { } job)
            {
                running.Add(job);
            }

            if (running.Count == 0)
            {
                return;
            }

            if (breaks?.Invoke() == true)
            {
                throw new InvalidOperationException("the lanes are broken");
            }

            FitJob one = running[pick(running.Count)];
            running.Remove(one);
            End(one);
        }
    }

    private void End(FitJob job)
    {
        LiveFit fit;
        try
        {
            fit = inner.Fit(job.Request, job.Now, job.Cancellation);
        }
        catch (Exception exception)
        {
            job.Fail(exception);
            return;
        }

        job.Succeed(fit);
    }
}
