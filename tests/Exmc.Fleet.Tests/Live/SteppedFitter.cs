// Lanes that are advanced round by round.
using Exmc.Fleet.Live;

namespace Exmc.Fleet.Tests.Live;

/// <summary>The fits of <see cref="ConjugateFitter"/>, each of which takes as many rounds as it is told.</summary>
/// <param name="lanes">What a fit shares with others.</param>
/// <param name="rounds">Rounds that a fit takes, at least 1.</param>
/// <param name="fails">Whether a fit is to fail.</param>
internal sealed class SteppedFitter(Func<FitRequest, string?> lanes, Func<FitRequest, int> rounds, Func<FitRequest, bool>? fails = null) : ILaneFitter
{
    private readonly ConjugateFitter _inner = new(fails);

    /// <summary>Called in each round, with its number.</summary>
    public Action<int>? AtRound { get; set; }

    /// <summary>Fits that ran in each round.</summary>
    public List<int> Running { get; } = [];

    /// <summary>Requests in the order in which they were begun, in lanes or alone.</summary>
    public List<FitRequest> Begun { get; } = [];

    public LiveFit Fit(FitRequest request, DateTime now, CancellationToken cancellation)
    {
        Begun.Add(request);
        return _inner.Fit(request, now, cancellation);
    }

    public Prediction Predict(LiveFit fit, SensorWindow window) => _inner.Predict(fit, window);

    public string? LanesOf(FitRequest request) => lanes(request);

    public void FitInLanes(Func<FitJob?> next)
    {
        List<(FitJob Job, int End)> running = [];
        for (int round = 1; ; round++)
        {
            while (running.Count < ILaneDensity.Width && next() is { } job)
            {
                Begun.Add(job.Request);
                running.Add((job, round + rounds(job.Request)));
            }

            if (running.Count == 0)
            {
                return;
            }

            Running.Add(running.Count);
            AtRound?.Invoke(Running.Count);
            foreach ((FitJob job, int end) in running)
            {
                Advance(job, isLast: round + 1 >= end);
            }

            running.RemoveAll(one => one.Job.IsEnded);
        }
    }

    private void Advance(FitJob job, bool isLast)
    {
        if (!isLast && !job.Cancellation.IsCancellationRequested)
        {
            return;
        }

        LiveFit fit;
        try
        {
            job.Cancellation.ThrowIfCancellationRequested();
            fit = _inner.Fit(job.Request, job.Now, job.Cancellation);
        }
        catch (Exception exception)
        {
            job.Fail(exception);
            return;
        }

        job.Succeed(fit);
    }
}
