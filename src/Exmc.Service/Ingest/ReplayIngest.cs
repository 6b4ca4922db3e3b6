// Readings from a file, at any speed.
using Exmc.Fleet.Live;
using Microsoft.Extensions.Options;

namespace Exmc.Service.Ingest;

/// <summary>Replays a CSV file once. Where the queue is full it waits: nothing of a file is dropped. Refused lines are kept as quarantine.</summary>
internal sealed partial class ReplayIngest(IngestQueue queue, FleetEngine engine, IOptions<ServiceOptions> options, TimeProvider clock, ILogger<ReplayIngest> logger) : BackgroundService
{
    private const int MostTogether = 2000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

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
        catch (IOException exception)
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
                TimeSpan due = (time - (first ??= time)) / replay.Speed;
                if (due > clock.GetElapsedTime(start))
                {
                    // What is due goes first.
                    total = Add(total, await CommitAsync(waiting, cancellation).ConfigureAwait(false));
                    waiting = new();
                    TimeSpan early = due - clock.GetElapsedTime(start);
                    if (early > TimeSpan.Zero)
                    {
                        await Task.Delay(early, clock, cancellation).ConfigureAwait(false);
                    }
                }
            }

            waiting.Add(next);
            if (waiting.Readings.Count + waiting.Refused.Count >= MostTogether)
            {
                total = Add(total, await CommitAsync(waiting, cancellation).ConfigureAwait(false));
                waiting = new();
            }
        }

        total = Add(total, await CommitAsync(waiting, cancellation).ConfigureAwait(false));
        LogDone(replay.File, total.Readings, total.Refused);
    }

    private static (int Readings, int Refused) Add((int Readings, int Refused) total, ParsedReadings more) => (total.Readings + more.Readings.Count, total.Refused + more.Refused.Count);

    private async Task<ParsedReadings> CommitAsync(ParsedReadings parsed, CancellationToken cancellation)
    {
        parsed.Screen(engine);
        DateTime now = clock.GetUtcNow().UtcDateTime;
        QuarantinedReading[] refused = [.. parsed.Refused.Select(line => new QuarantinedReading(now, string.Empty, line.Text, line.Reason))];
        while (parsed.Readings.Count + refused.Length > 0)
        {
            try
            {
                IngestOutcome outcome = await queue.CommitAsync(parsed.Readings, refused).ConfigureAwait(false);
                if (outcome != IngestOutcome.Busy)
                {
                    cancellation.ThrowIfCancellationRequested();
                    break;
                }
            }
            catch (IOException exception)
            {
                LogFailed(options.Value.Replay.File, exception.Message);
            }

            await Task.Delay(Pause, clock, cancellation).ConfigureAwait(false);
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
