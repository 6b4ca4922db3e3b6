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
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenRetentions = TimeSpan.FromHours(1);
    private readonly HashSet<string> _touched = [];
    private volatile bool _isWritingDone;

    private volatile bool _isTaking;
    private volatile bool _isStoreFailing;

    /// <summary>Whether the store has been read and keeps what it is given, and readings are taken.</summary>
    public bool IsReady => _isTaking && !_isStoreFailing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        long start = clock.GetTimestamp();
        Recover();
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
        Task[] workers = [.. Enumerable.Range(0, options.Value.Workers).Select(_ => Task.Run(() => RefitAsync(stoppingToken), CancellationToken.None))];
        Task scoring = Task.Run(ScoreAsync, CancellationToken.None);
        await Task.Run(WriteAsync, CancellationToken.None).ConfigureAwait(false);
        _isWritingDone = true;
        await scoring.ConfigureAwait(false);
        await Task.WhenAll(workers).ConfigureAwait(false);
        Save([], [], isAll: true);
        LogDrained();
    }

    private void Recover()
    {
        foreach (StoredSensor sensor in store.Load())
        {
            if (sensor.Checkpoint is { } checkpoint)
            {
                engine.Resume(checkpoint, sensor.Fit);
            }

            foreach (LiveReading reading in sensor.Since)
            {
                engine.Offer(reading, out _);
            }

            feed.Fill(sensor.Sensor, store.Recent(sensor.Sensor, LiveFeed.Kept).Reverse());
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

            Exception? failure = TryAppend(batches);
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
                Offer(batches);
            }
        }
    }

    private Exception? TryAppend(List<IngestBatch> batches)
    {
        try
        {
            using Activity? activity = meters.Activities.StartActivity("ppl.commit");
            activity?.SetTag("requests", batches.Count);
            store.Append([.. batches.SelectMany(batch => batch.Readings)], [.. batches.SelectMany(batch => batch.Refused)]);
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

    private void Offer(List<IngestBatch> batches)
    {
        List<QuarantinedReading> refused = [];
        foreach (LiveReading reading in batches.SelectMany(batch => batch.Readings))
        {
            if (engine.Offer(reading, out string reason) == Intake.Quarantined)
            {
                refused.Add(new QuarantinedReading(clock.GetUtcNow().UtcDateTime, reading.Sensor, FormattableString.Invariant($"{reading.Time:O} {reading.Value}"), reason));
            }
        }

        if (refused.Count > 0)
        {
            Guard(() => store.Append([], refused));
        }
    }

    private async Task ScoreAsync()
    {
        DateTime saved = clock.GetUtcNow().UtcDateTime;
        DateTime swept = DateTime.MinValue;
        List<ScoredReading> scores = [];
        List<LiveAlarm> alarms = [];
        while (true)
        {
            // What a failing store has not kept is tried again, and no further reading is scored meanwhile: no checkpoint may overtake its scores.
            bool isLast = _isWritingDone;
            bool isAgain = scores.Count > 0;
            while (!isAgain && scores.Count < 2000 && engine.ScoreNext() is { } scored)
            {
                scores.Add(scored);
                feed.Add(scored);
                if (scored.Alarm is not null)
                {
                    alarms.Add(scored.Alarm);
                }
            }

            DateTime now = clock.GetUtcNow().UtcDateTime;
            bool isDue = now - saved > BetweenCheckpoints;
            if (scores.Count > 0 && Save(scores, alarms, isDue))
            {
                scores.Clear();
                alarms.Clear();
            }
            else if (isLast)
            {
                return;
            }
            else
            {
                await Task.Delay(Pause, clock).ConfigureAwait(false);
            }

            if (isDue)
            {
                saved = now;
                engine.Tick();
                if (_isStoreFailing && Guard(() => store.Append([], [])))
                {
                    // A service that is not ready gets no readings, so it asks the store by itself.
                    _isStoreFailing = false;
                }

                if (options.Value.RetentionDays > 0 && now - swept > BetweenRetentions)
                {
                    swept = now;
                    Guard(() => store.Forget(now - TimeSpan.FromDays(options.Value.RetentionDays)));
                }
            }
        }
    }

    private bool Save(List<ScoredReading> scores, List<LiveAlarm> alarms, bool isAll)
    {
        _touched.UnionWith(scores.Select(score => score.Sensor));
        List<(LiveCheckpoint, LiveFit?)> checkpoints = isAll ? [.. _touched.Select(engine.Checkpoint)] : [];
        bool isKept = Guard(() => store.Save(scores, alarms, checkpoints));
        if (isAll && isKept)
        {
            _touched.Clear();
        }

        return isKept;
    }

    private async Task RefitAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (engine.TakeRefit() is not { } work)
            {
                await Task.Delay(Pause, clock, CancellationToken.None).ConfigureAwait(false);
                continue;
            }

            try
            {
                using Activity? activity = meters.Activities.StartActivity("ppl.refit");
                activity?.SetTag("sensor", work.Sensor);
                long start = clock.GetTimestamp();
                LiveFit? fit = engine.Run(work, stoppingToken);
                activity?.SetTag("rung", fit?.Rung.ToString() ?? "none");
                fits.Ended(work, fit, clock.GetElapsedTime(start), options.Value.Fleet.RefitTimeout);
                if (fit is null)
                {
                    LogRefitFailed(work.Sensor);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
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
