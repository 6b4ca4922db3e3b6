// Brings the state of the fleet to the page's listeners.
using Exmc.Fleet.Live;

namespace Exmc.Service.Page;

/// <summary>Looks at the fleet twice a second while anybody listens.</summary>
internal sealed class PagePublisher(FleetEngine engine, LiveFeed feed, TimeProvider clock) : BackgroundService
{
    /// <summary>Most listeners at one time; further ones are told to come again.</summary>
    public const int MostListeners = 256;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private int _listeners;

    /// <summary>Takes a listener's place; false when there is none left. <see cref="Leave"/> gives it back.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _listeners) > MostListeners)
        {
            Leave();
            return false;
        }

        Publish();
        return true;
    }

    /// <summary>Gives the place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _listeners);

    /// <summary>Publishes now.</summary>
    public void Publish() => feed.Publish(engine.Statuses());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (Volatile.Read(ref _listeners) > 0)
            {
                Publish();
            }
        }
    }
}
