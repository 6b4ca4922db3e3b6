// Refits of one group of lanes, from the engine's queue and back.
using System.Runtime.ExceptionServices;

namespace Exmc.Fleet.Live;

/// <summary>Gives a fitter the refits that are due and can share its lanes, and hands each back to the engine when it ends. Used by one thread.</summary>
/// <param name="engine">The engine.</param>
/// <param name="fitter">Its fitter.</param>
/// <param name="lease">Gives each refit its time, which begins now.</param>
/// <param name="ended">Told of each refit that has ended.</param>
/// <param name="cancellation">The caller's own.</param>
internal sealed class RefitLanes(FleetEngine engine, ILaneFitter fitter, Func<RefitTime> lease, Action<EndedRefit> ended, CancellationToken cancellation)
{
    private readonly List<Lane> _running = [];
    private ExceptionDispatchInfo? _failure;

    /// <summary>Lanes of a request; null when it has none, or when asking for them throws.</summary>
    public static string? Of(ISensorFitter fitter, FitRequest request)
    {
        try
        {
            return (fitter as ILaneFitter)?.LanesOf(request);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The fit by itself will show what is wrong.
            return null;
        }
    }

    /// <summary>Runs one refit and those that are due beside it, until none of them runs.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public void Run(RefitWork first, string lanes)
    {
        Lane? given = Begin(first);
        try
        {
            fitter.FitInLanes(() => Interlocked.Exchange(ref given, null) ?? Next(lanes));
        }
        catch (Exception)
        {
            // Nobody knows whose defect it is. Each refit is made by itself below, where it shows.
        }

        RefitWork[] left = [.. _running.Select(lane => lane.Work)];
        _running.ForEach(lane => lane.Time.Dispose());
        _failure?.Throw();
        foreach (RefitWork work in left)
        {
            cancellation.ThrowIfCancellationRequested();
            engine.RunAlone(work, ended, cancellation);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    private Lane? Next(string lanes) =>
        _failure is null && !cancellation.IsCancellationRequested && engine.TakeRefit(lanes) is { } work ? Begin(work) : null;

    private Lane Begin(RefitWork work)
    {
        Lane lane = new(work, lease(), End);
        _running.Add(lane);
        return lane;
    }

    private void End(Lane lane, LiveFit? fit, Exception? failure)
    {
        _running.Remove(lane);
        if (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            engine.Complete(lane.Work, fit, failure);
            Tell(new EndedRefit(lane.Work, fit, lane.Time.Began, lane.Time.Elapsed));
        }

        lane.Time.Dispose();
    }

    // What the host throws is no fault of the fitter, and reaches the host when the fits that run have ended.
    private void Tell(EndedRefit refit)
    {
        try
        {
            ended(refit);
        }
        catch (Exception exception)
        {
            _failure ??= ExceptionDispatchInfo.Capture(exception);
        }
    }

    private sealed class Lane(RefitWork work, RefitTime time, Action<Lane, LiveFit?, Exception?> end) : FitJob(work.Request, time.Began, time.Token)
    {
        public RefitWork Work => work;

        public RefitTime Time => time;

        protected override void Ended(LiveFit? fit, Exception? failure) => end(this, fit, failure);
    }
}
