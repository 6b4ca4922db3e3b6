// Who may send: the filter of ingest and actions.
using System.Security.Cryptography;
using System.Text;
using Exmc.Service.Telemetry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace Exmc.Service.Security;

internal static class AccessCheck
{
    /// <summary>Lets a request through when nothing is asked for, or it carries one of the keys or a valid token.</summary>
    /// <remarks>
    /// Keys are compared by hash, all of them, in constant time. A browser says when another site's page sends the request; such a request is
    /// refused, so that no page reaches a service on loopback.
    /// </remarks>
    public static async ValueTask<object?> RequireKeyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        FleetMeters meters = http.RequestServices.GetRequiredService<FleetMeters>();
        if (http.Request.Headers["Sec-Fetch-Site"] == "cross-site")
        {
            meters.Reject(Rejection.Site);
            return Results.Problem("Pages of other sites may not send here.", statusCode: StatusCodes.Status403Forbidden);
        }

        ServiceOptions options = http.RequestServices.GetRequiredService<IOptions<ServiceOptions>>().Value;
        if (options.IsOpen || HasKey(http.Request.Headers["X-Api-Key"].ToString(), options) || (options.Security.HasTokens && await HasTokenAsync(http).ConfigureAwait(false)))
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

    private static async Task<bool> HasTokenAsync(HttpContext http)
    {
        AuthenticateResult result = await http.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme).ConfigureAwait(false);
        return result.Succeeded;
    }
}
