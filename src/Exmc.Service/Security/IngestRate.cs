// How fast one address may send.
using System.Threading.RateLimiting;
using Exmc.Service.Telemetry;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Exmc.Service.Security;

/// <summary>A bucket of tokens per address: a second's worth comes each second, two seconds' worth may be spent at once.</summary>
internal sealed class IngestRate(IOptions<ServiceOptions> options, FleetMeters meters) : IRateLimiterPolicy<string>
{
    /// <summary>Name of the policy.</summary>
    public const string Name = "exmc-ingest";

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected => RejectAsync;

    public RateLimitPartition<string> GetPartition(HttpContext httpContext)
    {
        string address = httpContext.Connection.RemoteIpAddress?.ToString() ?? string.Empty;
        int rate = options.Value.Security.RequestsPerSecond;
        return rate == 0
            ? RateLimitPartition.GetNoLimiter(address)
            : RateLimitPartition.GetTokenBucketLimiter(address, _ => new TokenBucketRateLimiterOptions { TokenLimit = 2 * rate, TokensPerPeriod = rate, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0 });
    }

    private async ValueTask RejectAsync(OnRejectedContext context, CancellationToken cancellation)
    {
        meters.Reject(Rejection.Rate);
        context.HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.HttpContext.Response.Headers.RetryAfter = "1";
        await Results.Problem($"More than {options.Value.Security.RequestsPerSecond} requests per second; come again in a second.", statusCode: StatusCodes.Status429TooManyRequests)
            .ExecuteAsync(context.HttpContext).ConfigureAwait(false);
    }
}
