// What is to be done now and then.
using Exmc.Fleet.Live;

namespace Exmc.Service;

/// <summary>Stale fits are asked for anew, a store that failed is asked whether it is well again, and what is old is forgotten. Used by one thread.</summary>
/// <param name="engine">The engine.</param>
/// <param name="store">The store.</param>
/// <param name="appends">Knows whether readings could be kept.</param>
/// <param name="forgets">Takes what fails when the store is to forget.</param>
/// <param name="options">What is kept how long.</param>
/// <param name="clock">The clock.</param>
internal sealed class Housekeeping(FleetEngine engine, IFleetStore store, StoreGuard appends, StoreGuard forgets, ServiceOptions options, TimeProvider clock)
{
    private static readonly TimeSpan BetweenTicks = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);
    private Task _forgetting = Task.CompletedTask;

    // By timestamps: a wall clock that is set back holds nothing up.
    private long _ticked = clock.GetTimestamp();
    private long? _swept;

    /// <summary>Does what is due.</summary>
    public void Advance()
    {
        if (clock.GetElapsedTime(_ticked) <= BetweenTicks)
        {
            return;
        }

        _ticked = clock.GetTimestamp();
        engine.Tick();
        if (appends.IsFailing)
        {
            // A service that is not ready gets no readings, so it asks the store by itself.
            appends.Try(() => store.Append([], []));
        }

        if (_swept is not { } last || clock.GetElapsedTime(last) > BetweenSweeps)
        {
            _swept = _ticked;
            Forget(clock.GetUtcNow().UtcDateTime);
        }
    }

    /// <summary>Ends with what is under way.</summary>
    public Task FinishAsync() => _forgetting;

    private void Forget(DateTime now)
    {
        if (_forgetting.IsCompleted && (options.RetentionDays > 0 || options.RetentionReadings > 0))
        {
            // A defect of the last time is not passed over.
            _forgetting.GetAwaiter().GetResult();
            Retention retention = new(options.RetentionDays > 0 ? now - TimeSpan.FromDays(options.RetentionDays) : DateTime.MinValue, options.RetentionReadings);
            _forgetting = Task.Run(() => forgets.Try(() => store.Forget(retention)));
        }
    }
}
