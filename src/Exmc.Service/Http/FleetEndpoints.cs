// What the page asks for: sensors, readings, alarms, live events, health.
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Exmc.Fleet.Live;
using Microsoft.Extensions.Options;

namespace Exmc.Service.Http;

internal static class FleetEndpoints
{
    private const int SparkLength = 60;

    public static void MapFleet(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/sensors", (FleetEngine engine, LiveFeed feed) => engine.Statuses().Select(status => Tile(status, feed)));
        app.MapGet("/api/sensors/{sensor}/readings", (string sensor, LiveFeed feed, IOptions<ServiceOptions> options) => feed.Last(sensor, LiveFeed.Kept).Select(scored => Point(scored, options.Value.Fleet.AlarmRate)));
        app.MapGet("/api/alarms", (IFleetStore store) => store.Alarms(200));
        app.MapGet("/api/counters", (FleetEngine engine) => engine.Counters);
        app.MapGet("/api/events", (FleetEngine engine, LiveFeed feed, IHostApplicationLifetime life, CancellationToken ct) => TypedResults.ServerSentEvents(EventsAsync(engine, feed, life.ApplicationStopping, ct)));
        app.MapPost("/api/alarms/acknowledge", (string sensor, DateTimeOffset opened, FleetEngine engine, IFleetStore store) => Acknowledge(sensor, opened.UtcDateTime, engine, store)).AddEndpointFilter(IngestEndpoints.RequireKey);
        app.MapPost("/api/alarms/shelve", (string sensor, DateTimeOffset opened, int minutes, FleetEngine engine, IFleetStore store) => Keep(engine.Shelve(sensor, opened.UtcDateTime, TimeSpan.FromMinutes(Math.Clamp(minutes, 1, 10_080))), store)).AddEndpointFilter(IngestEndpoints.RequireKey);
        app.MapGet("/health/live", () => "live");
        app.MapGet("/health/ready", (FleetRunner runner) => runner.IsReady ? Results.Text("ready") : Results.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable));
    }

    // A closed alarm that nobody has seen is still there to be acknowledged.
    private static IResult Acknowledge(string sensor, DateTime opened, FleetEngine engine, IFleetStore store) =>
        Keep(engine.Acknowledge(sensor, opened) ?? (store.Find(sensor, opened) is { } closed ? closed with { Acknowledged = closed.Acknowledged ?? engine.Now } : null), store);

    private static IResult Keep(LiveAlarm? alarm, IFleetStore store)
    {
        if (alarm is null)
        {
            return Results.Problem("There is no such alarm, or it is not open.", statusCode: StatusCodes.Status404NotFound);
        }

        store.Save([], [alarm]);
        return Results.Json(alarm);
    }

    private static async IAsyncEnumerable<SseItem<object>> EventsAsync(FleetEngine engine, LiveFeed feed, CancellationToken stopping, [EnumeratorCancellation] CancellationToken ct)
    {
        while (!ct.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            yield return new SseItem<object>(engine.Statuses().Select(status => Tile(status, feed)).ToArray(), "fleet");
            await Task.Delay(1000, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static object Tile(LiveStatus status, LiveFeed feed) => new
    {
        status.Sensor,
        State = status.State.ToString(),
        status.IsStale,
        status.Last?.Value,
        status.Last?.Time,
        Fit = status.Fit is { } fit ? new { fit.Number, fit.At, Rung = fit.Rung.ToString().ToLowerInvariant(), fit.Why, MinEss = Math.Round(fit.MinEss, 1), fit.Divergences, Milliseconds = Math.Round(fit.Milliseconds, 1) } : null,
        status.Alarm,
        status.Failure,
        Spark = feed.Last(status.Sensor, SparkLength).Select(scored => Math.Round(scored.Value, 3)),
    };

    private static object Point(ScoredReading scored, double alarmRate) => new
    {
        scored.Time,
        scored.Value,
        Lower = Finite(scored.Lower),
        Upper = Finite(scored.Upper),
        Tail = Finite(scored.Calibrated),
        IsSurprising = scored.Calibrated < alarmRate,
    };

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
