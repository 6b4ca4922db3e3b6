// Drives the engine in a host: recover, write, score, refit, save.
using System.Diagnostics;
using Exmc.Fleet.Live;
using Exmc.Service.Ingest;
using Exmc.Service.Telemetry;
using Microsoft.Extensions.Options;

namespace Exmc.Service;

/// <summary>One writer of readings, one scorer, a bounded pool of refits.</summary>
internal sealed partial class FleetRunner(
    FleetEngine engine, IFleetStore store, IngestQueue queue, LiveFeed feed, FleetMeters meters, FitMeters fits, IOptions<ServiceOptions> options, TimeProvider clock, ILogger<FleetRunner> logger) : BackgroundService
{
    private const int MostPerCommit = 20_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BetweenTicks = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenRetentions = TimeSpan.FromHours(1);
    private readonly SemaphoreSlim _arrived = new(0);
    private Task _forgetting = Task.CompletedTask;
    private volatile bool _isWritingDone;

    private volatile bool _isTaking;
    private volatile bool _isStoreFailing;

    /// <summary>Whether the store has been read and keeps what it is given, and readings are taken.</summary>
    public bool IsReady => _isTaking && !_isStoreFailing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        ScoreKeeper keeper = new ScoreKeeper(engine, store, clock, options.Value.CheckpointInterval, save => Task.Run(() => Guard(save)));
        long start = clock.GetTimestamp();
        while (!Guard(Recover))
        {
            await Task.Delay(BetweenTicks, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }

        LogRecovered(engine.Statuses().Count, clock.GetElapsedTime(start).TotalMilliseconds);
        if (options.Value.IsOpen)
        {
            LogOpen();
        }

        _isTaking = true;
        using CancellationTokenRegistration drain = stoppingToken.Register(() =>
        {
            _isTaking = false;
            queue.Complete();
        });
        Task[] workers = [.. Enumerable.Range(0, options.Value.Workers).Select(number => RefitThreads.Run(() => Refit(keeper, stoppingToken), number))];
        Task scoring = Task.Run(() => ScoreAsync(keeper), CancellationToken.None);
        await Task.Run(WriteAsync, CancellationToken.None).ConfigureAwait(false);
        _isWritingDone = true;
        await scoring.ConfigureAwait(false);
        await Task.WhenAll(workers).ConfigureAwait(false);
        await keeper.FinishAsync().ConfigureAwait(false);
        await _forgetting.ConfigureAwait(false);
        LogDrained();
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

    // Everything that waits is one commit, and is acknowledged when the commit is on the disk.
    private async Task WriteAsync()
    {
        while (await queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            List<IngestBatch> batches = [];
            int count = 0;
            while (count < MostPerCommit && queue.Reader.TryRead(out IngestBatch? batch))
            {
                batches.Add(batch);
                count += batch.Count;
            }

            IReadOnlyList<LiveReading> readings = InOrder(batches);
            Exception? failure = TryAppend(readings, batches);
            long committed = clock.GetTimestamp();
            foreach (IngestBatch batch in batches)
            {
                queue.Done(batch);
                if (failure is null)
                {
                    batch.Committed.SetResult();
                }
                else
                {
                    batch.Committed.SetException(new IOException("The store could not keep the readings.", failure));
                }
            }

            if (failure is null)
            {
                Offer(readings, committed);
            }
        }
    }

    // A request may hold its readings in any order; requests follow each other as they came.
    private static List<LiveReading> InOrder(List<IngestBatch> batches)
    {
        List<LiveReading> readings = [];
        foreach (IngestBatch batch in batches)
        {
            readings.AddRange(batch.Readings.OrderBy(reading => (reading.Time, reading.Sequence)));
        }

        return readings;
    }

    private Exception? TryAppend(IReadOnlyList<LiveReading> readings, List<IngestBatch> batches)
    {
        try
        {
            using Activity? activity = meters.Activities.StartActivity("ppl.commit");
            activity?.SetTag("requests", batches.Count);
            store.Append(readings, [.. batches.SelectMany(batch => batch.Refused)]);
            meters.Commit(batches.Sum(batch => batch.Count));
            _isStoreFailing = false;
            return null;
        }
        catch (Exception exception) when (exception is System.Data.Common.DbException or IOException)
        {
            _isStoreFailing = true;
            LogStoreFailed(exception);
            return exception;
        }
    }

    private void Offer(IReadOnlyList<LiveReading> readings, long committed)
    {
        List<QuarantinedReading> refused = [];
        foreach (LiveReading reading in readings)
        {
            if (engine.Offer(reading, out string reason, committed) == Intake.Quarantined)
            {
                refused.Add(new QuarantinedReading(clock.GetUtcNow().UtcDateTime, reading.Sensor, FormattableString.Invariant($"{reading.Time:O} {reading.Value}"), reason));
            }
        }

        if (_arrived.CurrentCount == 0)
        {
            _arrived.Release();
        }

        if (refused.Count > 0)
        {
            Guard(() => store.Append([], refused));
        }
    }

    private async Task ScoreAsync(ScoreKeeper keeper)
    {
        const int mostPerTurn = 2000;
        long ticked = clock.GetTimestamp();
        long? swept = null;
        while (true)
        {
            bool isLast = _isWritingDone;
            int count = 0;
            while (count < mostPerTurn && !keeper.IsFull && engine.ScoreNext(out TimeSpan waited) is { } scored)
            {
                meters.Score(waited);
                feed.Add(scored);
                keeper.Add(scored);
                count++;
            }

            keeper.Advance();
            if (count == 0)
            {
                if (isLast)
                {
                    return;
                }

                await _arrived.WaitAsync(Pause).ConfigureAwait(false);
            }

            if (clock.GetElapsedTime(ticked) > BetweenTicks)
            {
                ticked = clock.GetTimestamp();
                engine.Tick();
                if (_isStoreFailing && Guard(() => store.Append([], [])))
                {
                    // A service that is not ready gets no readings, so it asks the store by itself.
                    _isStoreFailing = false;
                }

                if (swept is not { } last || clock.GetElapsedTime(last) > BetweenRetentions)
                {
                    swept = ticked;
                    Forget(clock.GetUtcNow().UtcDateTime);
                }
            }
        }
    }

    private void Forget(DateTime now)
    {
        ServiceOptions settings = options.Value;
        if (_forgetting.IsCompleted && (settings.RetentionDays > 0 || settings.RetentionReadings > 0))
        {
            Retention retention = new(settings.RetentionDays > 0 ? now - TimeSpan.FromDays(settings.RetentionDays) : DateTime.MinValue, settings.RetentionReadings);
            _forgetting = Task.Run(() => Guard(() => store.Forget(retention)));
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

    /// <inheritdoc/>
    public override void Dispose()
    {
        _arrived.Dispose();
        base.Dispose();
    }

    private bool Guard(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception exception) when (exception is System.Data.Common.DbException or IOException)
        {
            LogStoreFailed(exception);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The store failed")]
    private partial void LogStoreFailed(Exception exception);

    [LoggerMessage(2, LogLevel.Information, "Drained: all readings are written and scored")]
    private partial void LogDrained();

    [LoggerMessage(3, LogLevel.Information, "Recovered {Sensors} sensors in {Milliseconds:F0} ms")]
    private partial void LogRecovered(int sensors, double milliseconds);

    [LoggerMessage(4, LogLevel.Warning, "A refit of sensor {Sensor} failed; it is tried again after a pause")]
    private partial void LogRefitFailed(string sensor);

    [LoggerMessage(5, LogLevel.Warning, "No key and no token is asked for: whoever reaches this service may send readings. Set Exmc:ApiKey before it is bound beyond loopback.")]
    private partial void LogOpen();
}
