// What is done now and then, by clocks that are set.
using Exmc.Fleet.Live;
using Exmc.Service.Store;
using Exmc.Service.Tests.Simulation;
using Exmc.Service.Tests.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Exmc.Service.Tests;

public sealed class HousekeepingTests : IDisposable
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly string _file = ServiceProcess.NewDatabase();
    private readonly JumpingClock _clock = new(Start);
    private readonly SqliteFleetStore _inner;
    private readonly StoreGuard _appends = new(NullLogger.Instance);
    private readonly List<string> _calls = [];
    private readonly Housekeeping _housekeeping;
    private Exception? _failure;

    public HousekeepingTests()
    {
        _inner = new SqliteFleetStore(_file);
        IFleetStore store = HookedStore.Around(_inner, call =>
        {
            _calls.Add(call);
            if (_failure is not null)
            {
                throw _failure;
            }
        });
        FleetEngine engine = new(new LiveOptions(), new PathFitter(), _clock);
        _housekeeping = new Housekeeping(engine, store, _appends, new StoreGuard(NullLogger.Instance), new ServiceOptions(), _clock);
    }

    public void Dispose()
    {
        _inner.Dispose();
        SqliteFleetStore.Remove(_file);
    }

    [Fact]
    public async Task A_wall_clock_that_is_set_back_holds_up_neither_the_store_nor_what_is_to_be_forgotten()
    {
        Assert.NotNull(_appends.Try(() => throw new IOException("disk full")));
        _clock.Offset = TimeSpan.FromHours(-1);
        _clock.Advance(TimeSpan.FromSeconds(4));
        _housekeeping.Advance();
        Assert.Empty(_calls);
        _clock.Advance(TimeSpan.FromSeconds(2));
        _housekeeping.Advance();
        await _housekeeping.FinishAsync();
        Assert.Equal(["Append", "Forget"], _calls);
        Assert.False(_appends.IsFailing);

        // Once an hour, whatever the wall clock says.
        _clock.Offset = TimeSpan.FromHours(-5);
        _clock.Advance(TimeSpan.FromMinutes(59));
        _housekeeping.Advance();
        Assert.Equal(2, _calls.Count);
        _clock.Advance(TimeSpan.FromMinutes(2));
        _housekeeping.Advance();
        await _housekeeping.FinishAsync();
        Assert.Equal(3, _calls.Count);
    }

    [Fact]
    public async Task What_the_store_refuses_is_tried_again_and_a_defect_is_not_passed_over()
    {
        _failure = new IOException("disk full");
        await SweepAsync();
        _failure = new InvalidOperationException("a defect");
        await Assert.ThrowsAsync<InvalidOperationException>(SweepAsync);
        _clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Throws<InvalidOperationException>(_housekeeping.Advance);
    }

    private Task SweepAsync()
    {
        _clock.Advance(TimeSpan.FromMinutes(61));
        _housekeeping.Advance();
        return _housekeeping.FinishAsync();
    }
}
