// Readings over HTTP: JSON, CSV or line protocol.
using System.Text;
using Exmc.Fleet.Live;
using Exmc.Service.Ingest;
using Exmc.Service.Security;
using Exmc.Service.Telemetry;
using Microsoft.Extensions.Options;

namespace Exmc.Service.Http;

internal static class IngestEndpoints
{
    public static void MapIngest(this IEndpointRouteBuilder app)
    {
        Map(app, "/ingest", PostReadingsAsync).WithSummary("Readings as JSON (an object or an array) or CSV; answered after the commit.");
        Map(app, "/write", PostLinesAsync).WithSummary("Readings in the line protocol of InfluxDB; precision=ns|us|ms|s.");
        Map(app, "/api/v2/write", PostLinesAsync).WithSummary("The same as /write.");
    }

    /// <summary>The filter of ingest and actions.</summary>
    public static ValueTask<object?> RequireKey(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => AccessCheck.RequireKeyAsync(context, next);

    private static RouteHandlerBuilder Map(IEndpointRouteBuilder app, string path, Func<HttpContext, TimeProvider, Task<IResult>> post) =>
        app.MapPost(path, post).AddEndpointFilter(RequireKey).RequireRateLimiting(IngestRate.Name).Produces(200)
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(413).ProducesProblem(415).ProducesProblem(429).ProducesProblem(503);

    private static Task<IResult> PostReadingsAsync(HttpContext http, TimeProvider clock) => http.Request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) == true
        ? PostAsync(http, clock, (body, now, most) => CsvReadings.Parse(Encoding.UTF8.GetString(body.Span), most))
        : PostAsync(http, clock, (body, now, most) => JsonReadings.Parse(body, now, string.Empty, most));

    private static Task<IResult> PostLinesAsync(HttpContext http, TimeProvider clock) => LineProtocol.TicksOf(http.Request.Query["precision"].ToString()) is { } ticks
        ? PostAsync(http, clock, (body, now, most) => LineProtocol.Parse(Encoding.UTF8.GetString(body.Span), ticks, now, most))
        : Task.FromResult(Results.Problem("precision must be ns, us, ms or s.", statusCode: StatusCodes.Status400BadRequest));

    private static async Task<IResult> PostAsync(HttpContext http, TimeProvider clock, Func<ReadOnlyMemory<byte>, DateTime, int, ParsedReadings> parse)
    {
        ServiceOptions options = http.RequestServices.GetRequiredService<IOptions<ServiceOptions>>().Value;
        FleetMeters meters = http.RequestServices.GetRequiredService<FleetMeters>();
        DateTime now = clock.GetUtcNow().UtcDateTime;
        RequestBody body = await RequestBody.ReadAsync(http, options.MaxBodyBytes).ConfigureAwait(false);
        if (body.Refusal is { } refusal)
        {
            meters.Reject(refusal);
            return Results.Problem(body.Problem, statusCode: body.Status);
        }

        long start = clock.GetTimestamp();
        ParsedReadings parsed = parse(body.Bytes, now, options.MaxReadings);
        if (parsed.IsOverfull)
        {
            meters.Reject(Rejection.Readings);
            return Results.Problem($"At most {options.MaxReadings} readings per request.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        parsed.Screen(http.RequestServices.GetRequiredService<FleetEngine>());
        try
        {
            return await CommitAsync(http, meters, parsed, [.. parsed.ToQuarantine(now)], () => clock.GetElapsedTime(start)).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            meters.Reject(Rejection.Store);
            return Results.Problem(exception.Message + " Nothing of the request is acknowledged; send it again.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> CommitAsync(HttpContext http, FleetMeters meters, ParsedReadings parsed, QuarantinedReading[] refused, Func<TimeSpan> took)
    {
        switch (await http.RequestServices.GetRequiredService<AdmittedReadings>().CommitAsync(parsed.Readings, refused).ConfigureAwait(false))
        {
            case IngestOutcome.Busy:
                meters.Reject(Rejection.Busy);
                http.Response.Headers.RetryAfter = "1";
                return Results.Problem("Too many readings wait for the disk; come again in a second.", statusCode: StatusCodes.Status429TooManyRequests);
            case IngestOutcome.Stopping:
                meters.Reject(Rejection.Stopping);
                return Results.Problem("The service is stopping.", statusCode: StatusCodes.Status503ServiceUnavailable);
            default:
                meters.Acknowledge(took());
                int status = parsed.Readings.Count == 0 && parsed.Refused.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
                return Results.Json(new { committed = parsed.Readings.Count, refused = parsed.Refused }, statusCode: status);
        }
    }
}
