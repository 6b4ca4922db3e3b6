// What somebody may do to an alarm.
using Exmc.Fleet.Live;
using Exmc.Service.Page;

namespace Exmc.Service.Http;

/// <summary>Acknowledges and shelves. The engine is told first, so that what it saves of the alarm from then on knows of it; the store is told of the action alone.</summary>
internal static class AlarmActions
{
    // An alarm that has just opened is in the store when its commit is.
    private const int MostAttempts = 20;
    private const int MostMinutes = 7 * 24 * 60;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Notes that somebody has seen an alarm; one that closed before anybody saw it can still be acknowledged.</summary>
    public static Task<IResult> AcknowledgeAsync(string sensor, DateTimeOffset opened, FleetEngine engine, IFleetStore store, LiveFeed feed, CancellationToken ct)
    {
        LiveAlarm? alarm = engine.Acknowledge(sensor, opened.UtcDateTime) ?? store.Find(sensor, opened.UtcDateTime);
        return KeepAsync(alarm, alarm?.Acknowledged ?? engine.Now, null, store, feed, ct);
    }

    /// <summary>Silences an open alarm for so many minutes, from 1 to those of a week.</summary>
    public static Task<IResult> ShelveAsync(string sensor, DateTimeOffset opened, int minutes, FleetEngine engine, IFleetStore store, LiveFeed feed, CancellationToken ct)
    {
        if (minutes is < 1 or > MostMinutes)
        {
            return Task.FromResult(Results.Problem($"minutes is {minutes}, but must be from 1 to {MostMinutes}.", statusCode: StatusCodes.Status400BadRequest));
        }

        LiveAlarm? alarm = engine.Shelve(sensor, opened.UtcDateTime, TimeSpan.FromMinutes(minutes));
        return KeepAsync(alarm, null, alarm?.ShelvedUntil, store, feed, ct);
    }

    private static async Task<IResult> KeepAsync(LiveAlarm? alarm, DateTime? acknowledged, DateTime? shelvedUntil, IFleetStore store, LiveFeed feed, CancellationToken ct)
    {
        if (alarm is null)
        {
            return Results.Problem("There is no such alarm, or it is not open.", statusCode: StatusCodes.Status404NotFound);
        }

        for (int attempt = 1; !store.Mark(alarm.Sensor, alarm.Opened, acknowledged, shelvedUntil); attempt++)
        {
            if (attempt == MostAttempts)
            {
                return Results.Problem("The alarm is not in the store yet; come again.", statusCode: StatusCodes.Status503ServiceUnavailable);
            }

            await Task.Delay(Pause, ct).ConfigureAwait(false);
        }

        feed.NoteAlarm();
        return Results.Json(store.Find(alarm.Sensor, alarm.Opened) ?? alarm, PageJson.Default.LiveAlarm);
    }
}
