// Who may send: the filter of ingest and actions.
using System.Security.Cryptography;
using System.Text;
using Exmc.Service.Telemetry;
using Microsoft.Extensions.Options;

namespace Exmc.Service.Security;

internal static class AccessCheck
{
    /// <summary>Lets a request through when nothing is asked for, or it carries one of the keys or a valid token.</summary>
    /// <remarks>
    /// Keys are compared by hash, all of them, in constant time. A browser says when another site's page sends the request, and which page: such a request is
    /// refused. Where a key is asked for, the key is what another page lacks, and the name by which a proxy has the service may be another than the page's.
    /// </remarks>
    public static async ValueTask<object?> RequireKeyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        FleetMeters meters = http.RequestServices.GetRequiredService<FleetMeters>();
        ServiceOptions options = http.RequestServices.GetRequiredService<IOptions<ServiceOptions>>().Value;
        if (http.Request.Headers["Sec-Fetch-Site"] == "cross-site" || (options.IsOpen && !IsOwnPage(http.Request)))
        {
            meters.Reject(Rejection.Site);
            return Results.Problem("Pages of other sites may not send here.", statusCode: StatusCodes.Status403Forbidden);
        }

        if (options.IsOpen || HasKey(http.Request.Headers["X-Api-Key"].ToString(), options)
            || await http.RequestServices.GetRequiredService<TokenCheck>().IsValidAsync(http.Request.Headers.Authorization.ToString()).ConfigureAwait(false))
        {
            return await next(context).ConfigureAwait(false);
        }

        meters.Reject(Rejection.Key);
        http.Response.Headers.WWWAuthenticate = options.Security.HasTokens ? "Bearer" : "ApiKey";
        return Results.Problem(
            options.Security.HasTokens ? "The request carries neither a valid bearer token nor one of the service's keys in X-Api-Key." : "The header X-Api-Key does not carry the service's key.",
            statusCode: StatusCodes.Status401Unauthorized);
    }

    private static bool HasKey(string given, ServiceOptions options)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(given));
        bool isKnown = false;
        foreach (string key in options.AllKeys)
        {
            isKnown |= CryptographicOperations.FixedTimeEquals(hash, SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        }

        return isKnown;
    }

    // Browsers name the page's origin with every request that is no plain reading (Fetch standard, "append a request Origin header"); other programs name none.
    // A page that came by TLS may be served by a proxy that speaks http here.
    private static bool IsOwnPage(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            || origin.Equals($"https://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
