// Drives the engine in a host: recover, write, score, refit, save.
using System.Diagnostics;
using Exmc.Fleet.Live;
using Exmc.Service.Ingest;
using Exmc.Service.Telemetry;
using Microsoft.Extensions.Options;

namespace Exmc.Service;

/// <summary>One writer of readings, one scorer, a bounded pool of refits. One that ends by itself ends the others, and the service.</summary>
internal sealed partial class FleetRunner(
    FleetEngine engine, IFleetStore store, IngestQueue queue, LiveFeed feed, FleetMeters meters, FitMeters fits, IOptions<ServiceOptions> options, TimeProvider clock, ILogger<FleetRunner> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(5);
    private readonly StoreGuard _appends = new(logger);
    private readonly StoreGuard _saves = new(logger);
    private volatile bool _isTaking;

    /// <summary>Whether the store has been read and keeps what it is given, and readings are taken.</summary>
    public bool IsReady => _isTaking && !_appends.IsFailing && !_saves.IsFailing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            if (await RecoverAsync(stoppingToken).ConfigureAwait(false))
            {
                await ServeAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            // The host stops the service, and nothing is acknowledged meanwhile.
            LogEnded(exception);
            throw;
        }
        finally
        {
            _isTaking = false;
            queue.Abandon();
        }
    }

    private async Task<bool> RecoverAsync(CancellationToken stoppingToken)
    {
        long start = clock.GetTimestamp();
        while (_appends.Try(Recover) is not null)
        {
            await Task.Delay(BetweenAttempts, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
            {
                return false;
            }
        }

        LogRecovered(engine.Statuses().Count, clock.GetElapsedTime(start).TotalMilliseconds);
        if (options.Value.IsOpen)
        {
            LogOpen();
        }

        return true;
    }

    private async Task ServeAsync(CancellationToken stoppingToken)
    {
        using ReadingWriter writer = new(engine, store, _appends, queue, meters, clock);
        ScoreKeeper keeper = new(engine, store, clock, options.Value.CheckpointInterval, save => Task.Run(() => _saves.Try(save) is null), feed.NoteAlarm);
        Housekeeping housekeeping = new(engine, store, _appends, new StoreGuard(logger), options.Value, clock);
        ScoringLoop scorer = new(engine, writer, keeper, housekeeping, feed, meters);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        _isTaking = true;
        using CancellationTokenRegistration drain = ending.Token.Register(() =>
        {
            _isTaking = false;
            queue.Complete();
        });
        Task[] workers = [.. Enumerable.Range(0, options.Value.Workers).Select(number => RefitThreads.Run(() => Refit(keeper, ending.Token), number))];
        Task scoring = Task.Run(scorer.RunAsync, CancellationToken.None);
        Task[] loops = [Task.Run(writer.RunAsync, CancellationToken.None), scoring, .. workers];

        // Each goes on until the service stops: without one of them the others must not go on as if nothing had happened.
        await Task.WhenAny(loops).ConfigureAwait(false);
        bool isStopping = stoppingToken.IsCancellationRequested;
        await ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        bool isKept = scoring.IsCompletedSuccessfully && await keeper.FinishAsync().ConfigureAwait(false);
        await Task.WhenAll([.. loops, housekeeping.FinishAsync()]).ConfigureAwait(false);
        if (!isStopping)
        {
            throw new InvalidOperationException("A part of the service ended before it was told to stop.");
        }

        if (isKept)
        {
            LogDrained();
        }
    }

    // All that can fail comes before the first change of the engine.
    private void Recover()
    {
        StoredFleet fleet = store.Load();
        Dictionary<string, (DateTime, long)> scored = fleet.Sensors.ToDictionary(one => one.Checkpoint.Sensor, one => (one.Checkpoint.Time, one.Checkpoint.Sequence));
        (string, ScoredReading[])[] recent =
            [.. scored.Select(one => (one.Key, store.Recent(one.Key, LiveFeed.Kept).Where(reading => (reading.Time, reading.Sequence).CompareTo(one.Value) <= 0).Reverse().ToArray()))];
        foreach ((string sensor, ScoredReading[] readings) in recent)
        {
            feed.Fill(sensor, readings);
        }

        engine.Resume(fleet);
        foreach (LiveReading reading in fleet.Since)
        {
            engine.Offer(reading, out _);
        }
    }

    private void Refit(ScoreKeeper keeper, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (engine.TakeRefit() is not { } work)
            {
                stoppingToken.WaitHandle.WaitOne(Pause);
                continue;
            }

            try
            {
                engine.RunInLanes(work, ended => Ended(keeper, ended), stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    // Refits of one thread overlap, so each activity is made when its refit has ended.
    private void Ended(ScoreKeeper keeper, EndedRefit refit)
    {
        keeper.Touch(refit.Work.Sensor);
        using Activity? activity = meters.Activities.StartActivity("ppl.refit", ActivityKind.Internal, default(ActivityContext), startTime: refit.Began);
        activity?.SetTag("sensor", refit.Work.Sensor);
        activity?.SetTag("rung", refit.Fit?.Rung.ToString() ?? "none");
        fits.Ended(refit.Work, refit.Fit, refit.Took, options.Value.Fleet.RefitTimeout);
        if (refit.Fit is null)
        {
            LogRefitFailed(refit.Work.Sensor);
        }
    }

    [LoggerMessage(2, LogLevel.Information, "Drained: all readings are written and scored")]
    private partial void LogDrained();

    [LoggerMessage(3, LogLevel.Information, "Recovered {Sensors} sensors in {Milliseconds:F0} ms")]
    private partial void LogRecovered(int sensors, double milliseconds);

    [LoggerMessage(4, LogLevel.Warning, "A refit of sensor {Sensor} failed; it is tried again after a pause")]
    private partial void LogRefitFailed(string sensor);

    [LoggerMessage(5, LogLevel.Warning, "No key and no token is asked for: whoever reaches this service may send readings. Set Exmc:ApiKey before it is bound beyond loopback.")]
    private partial void LogOpen();

    [LoggerMessage(6, LogLevel.Critical, "A part of the service has failed, and the service stops")]
    private partial void LogEnded(Exception exception);
}
