// What the page asks for: sensors, readings, fits, alarms, live events, health.
using Exmc.Fleet.Live;
using Exmc.Service.Page;
using Microsoft.Extensions.Options;

namespace Exmc.Service.Http;

internal static class FleetEndpoints
{
    private const int MostAlarms = 200;
    private const int MostFits = 200;

    public static void MapFleet(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/sensors", (FleetEngine engine, LiveFeed feed) => Results.Json(engine.Statuses().Select(status => Tile(status, feed)), PageJson.Default.IEnumerableTileView));

        // A sensor's name may hold a slash, which a path keeps no name together by: names are in the query.
        app.MapGet("/api/sensor", Sensor);
        app.MapGet("/api/sensor/readings", Readings);
        app.MapGet("/api/sensor/fits", (string sensor, IFleetStore store) => Results.Json(store.Fits(sensor, MostFits), PageJson.Default.IEnumerableFitSummary));
        app.MapGet("/api/alarms", Alarms);
        app.MapGet("/api/counters", (FleetEngine engine) => engine.Counters);
        app.MapGet("/api/events", EventStream.Open);
        app.MapPost("/api/alarms/acknowledge", AlarmActions.AcknowledgeAsync).AddEndpointFilter(IngestEndpoints.RequireKey);
        app.MapPost("/api/alarms/shelve", AlarmActions.ShelveAsync).AddEndpointFilter(IngestEndpoints.RequireKey);
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
        Results.Json(store.Alarms(MostAlarms, sensor), PageJson.Default.IEnumerableLiveAlarm);

    private static TileView Tile(LiveStatus status, LiveFeed feed) =>
        TileView.Of(status) with { Spark = [.. feed.Last(status.Sensor, LiveFeed.SparkLength).Select(scored => scored.Value)] };
}
