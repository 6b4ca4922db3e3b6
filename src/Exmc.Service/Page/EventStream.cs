// The page's stream of server-sent events.
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace Exmc.Service.Page;

/// <summary>
/// First everything, or what changed since the event that the listener names (Last-Event-ID), then the changes. Nothing is queued: the next event
/// is made when the one before has been taken.
/// </summary>
internal static class EventStream
{
    // An event in this time even when nothing changes, so that a listener knows that the connection is alive.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    public static IResult Open(HttpContext http, PagePublisher publisher, LiveFeed feed, IHostApplicationLifetime life)
    {
        if (!publisher.TryEnter())
        {
            http.Response.Headers.RetryAfter = "5";
            return Results.Problem($"More than {PagePublisher.MostListeners} pages are open; come again later.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        http.Response.OnCompleted(() =>
        {
            publisher.Leave();
            return Task.CompletedTask;
        });
        long version = feed.VersionOf(http.Request.Headers["Last-Event-ID"]);
        return TypedResults.ServerSentEvents(EventsAsync(version, feed, life.ApplicationStopping, http.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(long version, LiveFeed feed, CancellationToken stopping, [EnumeratorCancellation] CancellationToken ct)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stopping, ct);
        while (!either.IsCancellationRequested)
        {
            FleetFrame frame = feed.Since(version);
            version = frame.Version;
            yield return new SseItem<string>(frame.Json, frame.Kind) { EventId = frame.Id };
            while (!either.IsCancellationRequested && !await IsChangedAsync(feed.NewerThan(version), either.Token).ConfigureAwait(false))
            {
                yield return new SseItem<string>("{}", "beat");
            }
        }
    }

    private static async Task<bool> IsChangedAsync(Task changed, CancellationToken ct)
    {
        await changed.WaitAsync(Beat, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return changed.IsCompletedSuccessfully || ct.IsCancellationRequested;
    }
}
