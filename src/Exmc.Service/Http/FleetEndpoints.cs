// What the page asks for: sensors, readings, fits, alarms, live events, health.
using Exmc.Fleet.Live;
using Exmc.Service.Page;
using Microsoft.Extensions.Options;

namespace Exmc.Service.Http;

internal static class FleetEndpoints
{
    private const int MostAlarms = 1000;
    private const int MostFits = 200;

    public static void MapFleet(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/sensors", (FleetEngine engine, LiveFeed feed) => Results.Json(engine.Statuses().Select(status => Tile(status, feed)), PageJson.Default.IEnumerableTileView));
        app.MapGet("/api/sensors/{sensor}", Sensor);
        app.MapGet("/api/sensors/{sensor}/readings", Readings);
        app.MapGet("/api/sensors/{sensor}/fits", (string sensor, IFleetStore store) => Results.Json(store.Fits(sensor).TakeLast(MostFits), PageJson.Default.IEnumerableFitSummary));
        app.MapGet("/api/alarms", Alarms);
        app.MapGet("/api/counters", (FleetEngine engine) => engine.Counters);
        app.MapGet("/api/events", EventStream.Open);
        app.MapPost("/api/alarms/acknowledge", Acknowledge).AddEndpointFilter(IngestEndpoints.RequireKey);
        app.MapPost("/api/alarms/shelve", Shelve).AddEndpointFilter(IngestEndpoints.RequireKey);
        app.MapGet("/health/live", () => "live");
        app.MapGet("/health/ready", (FleetRunner runner) => runner.IsReady ? Results.Text("ready") : Results.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable));
    }

    private static IResult Sensor(string sensor, FleetEngine engine, LiveFeed feed) =>
        engine.Status(sensor) is { } status
            ? Results.Json(new SensorView(engine.Now, Tile(status, feed), engine.Next(sensor)), PageJson.Default.SensorView)
            : Results.Problem($"There is no sensor '{sensor}'.", statusCode: StatusCodes.Status404NotFound);

    private static IResult Readings(string sensor, DateTimeOffset? after, LiveFeed feed, IOptions<ServiceOptions> options) =>
        Results.Json(
            feed.Last(sensor, LiveFeed.Kept).Where(scored => after is null || scored.Time > after.Value.UtcDateTime).Select(scored => PointView.Of(scored, options.Value.Fleet.AlarmRate)),
            PageJson.Default.IEnumerablePointView);

    private static IResult Alarms(string? sensor, IFleetStore store) =>
        Results.Json(sensor is null ? store.Alarms(200) : store.Alarms(MostAlarms).Where(alarm => alarm.Sensor == sensor), PageJson.Default.IEnumerableLiveAlarm);

    // A closed alarm that nobody has seen is still there to be acknowledged.
    private static IResult Acknowledge(string sensor, DateTimeOffset opened, FleetEngine engine, IFleetStore store, LiveFeed feed) =>
        Keep(
            engine.Acknowledge(sensor, opened.UtcDateTime)
                ?? (store.Find(sensor, opened.UtcDateTime) is { } closed ? closed with { Acknowledged = closed.Acknowledged ?? engine.Now } : null),
            store,
            feed);

    private static IResult Shelve(string sensor, DateTimeOffset opened, int minutes, FleetEngine engine, IFleetStore store, LiveFeed feed) =>
        Keep(engine.Shelve(sensor, opened.UtcDateTime, TimeSpan.FromMinutes(Math.Clamp(minutes, 1, 10_080))), store, feed);

    private static IResult Keep(LiveAlarm? alarm, IFleetStore store, LiveFeed feed)
    {
        if (alarm is null)
        {
            return Results.Problem("There is no such alarm, or it is not open.", statusCode: StatusCodes.Status404NotFound);
        }

        store.Save([], [alarm]);
        feed.NoteAlarm();
        return Results.Json(alarm, PageJson.Default.LiveAlarm);
    }

    private static TileView Tile(LiveStatus status, LiveFeed feed) =>
        TileView.Of(status) with { Spark = [.. feed.Last(status.Sensor, LiveFeed.SparkLength).Select(scored => scored.Value)] };
}
