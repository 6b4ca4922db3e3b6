// POST /ingest: readings as JSON or line protocol.
using System.Security.Cryptography;
using System.Text;
using Exmc.Fleet.Live;
using Exmc.Service.Ingest;
using Microsoft.Extensions.Options;

namespace Exmc.Service.Http;

internal static class IngestEndpoints
{
    public static void MapIngest(this IEndpointRouteBuilder app)
    {
        app.MapPost("/ingest", PostJsonAsync).AddEndpointFilter(RequireKey);
        app.MapPost("/write", PostLinesAsync).AddEndpointFilter(RequireKey);
        app.MapPost("/api/v2/write", PostLinesAsync).AddEndpointFilter(RequireKey);
    }

    /// <summary>Lets a request through when no key is set or it carries the right one; compared by hash in constant time.</summary>
    /// <remarks>A browser says when another site's page sends the request; such a request is refused, so that no page reaches a service on loopback.</remarks>
    public static async ValueTask<object?> RequireKey(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (context.HttpContext.Request.Headers["Sec-Fetch-Site"] == "cross-site")
        {
            return Results.Problem("Pages of other sites may not send here.", statusCode: StatusCodes.Status403Forbidden);
        }

        string key = context.HttpContext.RequestServices.GetRequiredService<IOptions<ServiceOptions>>().Value.ApiKey;
        byte[] given = SHA256.HashData(Encoding.UTF8.GetBytes(context.HttpContext.Request.Headers["X-Api-Key"].ToString()));
        return key.Length == 0 || CryptographicOperations.FixedTimeEquals(given, SHA256.HashData(Encoding.UTF8.GetBytes(key)))
            ? await next(context).ConfigureAwait(false)
            : Results.Problem("The header X-Api-Key does not carry the service's key.", statusCode: StatusCodes.Status401Unauthorized);
    }

    private static Task<IResult> PostJsonAsync(HttpContext http, TimeProvider clock) => PostAsync(http, clock, (body, now, most) => JsonReadings.Parse(body, now, string.Empty, most));

    private static Task<IResult> PostLinesAsync(HttpContext http, TimeProvider clock) => LineProtocol.TicksOf(http.Request.Query["precision"].ToString()) is { } ticks
        ? PostAsync(http, clock, (body, now, most) => LineProtocol.Parse(Encoding.UTF8.GetString(body), ticks, now, most))
        : Task.FromResult(Results.Problem("precision must be ns, us, ms or s.", statusCode: StatusCodes.Status400BadRequest));

    private static async Task<IResult> PostAsync(HttpContext http, TimeProvider clock, Func<byte[], DateTime, int, ParsedReadings> parse)
    {
        ServiceOptions options = http.RequestServices.GetRequiredService<IOptions<ServiceOptions>>().Value;
        DateTime now = clock.GetUtcNow().UtcDateTime;
        using MemoryStream body = new();
        try
        {
            await http.Request.Body.CopyToAsync(body, http.RequestAborted).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception)
        {
            return Results.Problem(exception.Message, statusCode: exception.StatusCode);
        }

        ParsedReadings parsed = parse(body.ToArray(), now, options.MaxReadings);
        if (parsed.IsOverfull)
        {
            return Results.Problem($"At most {options.MaxReadings} readings per request.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        parsed.Screen(http.RequestServices.GetRequiredService<FleetEngine>());
        QuarantinedReading[] refused = [.. parsed.Refused.Select(line => new QuarantinedReading(now, string.Empty, line.Text, line.Reason))];
        try
        {
            return await CommitAsync(http, parsed, refused).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            return Results.Problem(exception.Message + " Nothing of the request is acknowledged; send it again.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> CommitAsync(HttpContext http, ParsedReadings parsed, QuarantinedReading[] refused)
    {
        switch (await http.RequestServices.GetRequiredService<IngestQueue>().CommitAsync(parsed.Readings, refused).ConfigureAwait(false))
        {
            case IngestOutcome.Busy:
                http.Response.Headers.RetryAfter = "1";
                return Results.Problem("Too many readings wait for the disk; come again in a second.", statusCode: StatusCodes.Status429TooManyRequests);
            case IngestOutcome.Stopping:
                return Results.Problem("The service is stopping.", statusCode: StatusCodes.Status503ServiceUnavailable);
            default:
                int status = parsed.Readings.Count == 0 && parsed.Refused.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
                return Results.Json(new { committed = parsed.Readings.Count, refused = parsed.Refused }, statusCode: status);
        }
    }
}
