// Refits of the live engine: whose turn it is, how they run, what becomes of them.
namespace Exmc.Fleet.Live;

public sealed partial class FleetEngine
{
    /// <summary>Sensors that wait for a refit, each once.</summary>
    public int QueuedRefits
    {
        get
        {
            lock (_lock)
            {
                return _refits.Count;
            }
        }
    }

    /// <summary>The refit whose turn it is, on the newest window of its sensor; null when none is wanted.</summary>
    public RefitWork? TakeRefit()
    {
        lock (_lock)
        {
            return Take(_refits.Dequeue());
        }
    }

    /// <summary>The next refit for lanes that run already; null when none is wanted, or when another one has waited long enough for them to end.</summary>
    internal RefitWork? TakeRefit(string lanes)
    {
        lock (_lock)
        {
            return Take(_refits.Dequeue(lanes));
        }
    }

    /// <summary>Runs a refit and hands it back; failures of the model are counted and paused, never thrown.</summary>
    /// <returns>The new fit; null when it failed.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public LiveFit? Run(RefitWork work, CancellationToken cancellation)
    {
        using RefitTime time = new(_clock, _options.RefitTimeout, cancellation);
        return Run(work, time, cancellation);
    }

    /// <summary>
    /// Runs a refit and, where the fitter is an <see cref="ILaneFitter"/>, refits of other sensors beside it on the same thread: those that are due now, and whenever a lane is free
    /// those that are due then. Each has the outcome that <see cref="Run"/> gives it, with a time, a failure and a pause of its own. Ends when no lane is busy: when none of the
    /// sensors that could share them is due, or when a sensor that cannot has been overtaken 32 times.
    /// </summary>
    /// <param name="first">A refit that was taken.</param>
    /// <param name="ended">Told of each refit that has ended, on the calling thread.</param>
    /// <param name="cancellation">Ends all of them.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public void RunInLanes(RefitWork first, Action<EndedRefit> ended, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(ended);
        if (_options.Lanes && _fitter is ILaneFitter fitter && first.Lanes is { } lanes)
        {
            new RefitLanes(this, fitter, () => new RefitTime(_clock, _options.RefitTimeout, cancellation), ended, cancellation).Run(first, lanes);
        }
        else
        {
            RunAlone(first, ended, cancellation);
        }
    }

    /// <summary>Runs one refit by itself.</summary>
    internal void RunAlone(RefitWork work, Action<EndedRefit> ended, CancellationToken cancellation)
    {
        using RefitTime time = new(_clock, _options.RefitTimeout, cancellation);
        LiveFit? fit = Run(work, time, cancellation);
        ended(new EndedRefit(work, fit, time.Began, time.Elapsed));
    }

    /// <summary>Queues refits of stale fits and of failures whose pause is over; call it now and then.</summary>
    public void Tick()
    {
        lock (_lock)
        {
            foreach (LiveSensor sensor in _sensors.Values.Where(sensor => sensor.WantsRefit || IsStale(sensor)))
            {
                Queue(sensor, isForced: true);
            }
        }
    }

    private LiveFit? Run(RefitWork work, RefitTime time, CancellationToken cancellation)
    {
        LiveFit? fit = null;
        Exception? failure = null;
        try
        {
            fit = _fitter.Fit(work.Request, time.Began, time.Token);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // Whatever a user's model throws must stay with its own sensor.
            failure = exception;
        }

        Complete(work, fit, failure);
        return fit;
    }

    private RefitWork? Take(LiveSensor? sensor)
    {
        if (sensor is null)
        {
            return null;
        }

        string? lanes = sensor.Lanes;
        sensor.Schedule.Start();
        return new RefitWork(sensor.Name, sensor.Request(), lanes);
    }

    /// <summary>Takes the outcome of a refit: a fit, or why there is none.</summary>
    internal void Complete(RefitWork work, LiveFit? fit, Exception? failure)
    {
        lock (_lock)
        {
            LiveSensor sensor = _sensors[work.Sensor];
            if (fit is null)
            {
                sensor.Schedule.Fail(failure is OperationCanceledException ? $"the refit took longer than {_options.RefitTimeout}" : failure!.Message, Now);
                _counters = _counters with { Failed = _counters.Failed + 1 };
                return;
            }

            sensor.Take(fit);
            sensor.Schedule.Succeed();
            _counters = fit.IsWarm ? _counters with { Warm = _counters.Warm + 1 } : _counters with { Cold = _counters.Cold + 1 };
            Queue(sensor);
        }
    }

    private bool IsStale(LiveSensor sensor) =>
        sensor.Fit is { } fit && (sensor.Schedule.Failure.Length > 0 || (_options.StaleAfter > TimeSpan.Zero && Now - fit.At > _options.StaleAfter));

    private void Queue(LiveSensor sensor, bool isForced = false)
    {
        if ((isForced || sensor.WantsRefit) && sensor.Schedule.TryQueue(Now))
        {
            _refits.Enqueue(sensor);
        }
    }
}
