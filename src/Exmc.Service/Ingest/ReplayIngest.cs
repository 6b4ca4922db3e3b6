// Readings from a file, at any speed.
using Exmc.Fleet.Live;
using Microsoft.Extensions.Options;

namespace Exmc.Service.Ingest;

/// <summary>Replays a CSV file once. Where the queue is full it waits: nothing of a file is dropped. Refused lines are kept as quarantine.</summary>
internal sealed partial class ReplayIngest(IngestQueue queue, FleetEngine engine, IOptions<ServiceOptions> options, TimeProvider clock, ILogger<ReplayIngest> logger) : BackgroundService
{
    // Longer waits are made of such: no timer counts as far as times in a file may lie apart.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private PatientIngest? _patient;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ReplayOptions replay = options.Value.Replay;
        if (replay.File.Length == 0)
        {
            return;
        }

        try
        {
            await RunAsync(replay, stoppingToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogFailed(replay.File, exception.Message);
        }
        catch (OperationCanceledException)
        {
            // The service is stopping; the readings are in the file still.
        }
    }

    private async Task RunAsync(ReplayOptions replay, CancellationToken cancellation)
    {
        LogStarted(replay.File, replay.Speed);
        CsvReadings csv = new();
        ParsedReadings waiting = new();
        long start = clock.GetTimestamp();
        DateTime? first = null;
        int number = 0;
        (int Readings, int Refused) total = default;
        await foreach (string line in File.ReadLinesAsync(replay.File, cancellation).ConfigureAwait(false))
        {
            ParsedReadings next = new();
            csv.Take(next, ++number, line);
            if (next.Readings.Count > 0 && replay.Speed > 0)
            {
                DateTime time = next.Readings[0].Time;
                double due = (time - (first ??= time)).TotalSeconds / replay.Speed;
                if (due > clock.GetElapsedTime(start).TotalSeconds)
                {
                    // What is due goes first.
                    total = Add(total, await CommitAsync(waiting, cancellation).ConfigureAwait(false));
                    waiting = new();
                    await WaitAsync(start, due, cancellation).ConfigureAwait(false);
                }
            }

            waiting.Add(next);
            if (waiting.Readings.Count + waiting.Refused.Count >= PatientIngest.MostTogether)
            {
                total = Add(total, await CommitAsync(waiting, cancellation).ConfigureAwait(false));
                waiting = new();
            }
        }

        total = Add(total, await CommitAsync(waiting, cancellation).ConfigureAwait(false));
        LogDone(replay.File, total.Readings, total.Refused);
    }

    private static (int Readings, int Refused) Add((int Readings, int Refused) total, ParsedReadings more) => (total.Readings + more.Readings.Count, total.Refused + more.Refused.Count);

    // Until so many seconds after the start.
    private async Task WaitAsync(long start, double due, CancellationToken cancellation)
    {
        for (double early; (early = due - clock.GetElapsedTime(start).TotalSeconds) > 0;)
        {
            await Task.Delay(TimeSpan.FromSeconds(Math.Clamp(early, 0.001, LongestWait.TotalSeconds)), clock, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<ParsedReadings> CommitAsync(ParsedReadings parsed, CancellationToken cancellation)
    {
        parsed.Screen(engine);
        QuarantinedReading[] refused = [.. parsed.ToQuarantine(clock.GetUtcNow().UtcDateTime)];
        _patient ??= new(queue, clock, reason => LogFailed(options.Value.Replay.File, reason));
        if (!await _patient.CommitAsync(parsed.Readings, refused, cancellation).ConfigureAwait(false))
        {
            throw new OperationCanceledException(cancellation);
        }

        return parsed;
    }

    [LoggerMessage(20, LogLevel.Information, "Replaying {File} at {Speed} seconds per second")]
    private partial void LogStarted(string file, double speed);

    [LoggerMessage(21, LogLevel.Information, "Replayed {File}: {Readings} readings, {Refused} refused")]
    private partial void LogDone(string file, int readings, int refused);

    [LoggerMessage(22, LogLevel.Warning, "Replay of {File}: {Reason}")]
    private partial void LogFailed(string file, string reason);
}
