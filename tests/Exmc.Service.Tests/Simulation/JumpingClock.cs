// Virtual time whose wall clock can jump.
using Microsoft.Extensions.Time.Testing;

namespace Exmc.Service.Tests.Simulation;

/// <summary>Timestamps and timers go on evenly; the wall clock may jump forwards and backwards, as a clock that is set does.</summary>
internal sealed class JumpingClock(DateTime start) : TimeProvider
{
    private readonly FakeTimeProvider _even = new(new DateTimeOffset(start));

    public TimeSpan Offset { get; set; }

    public DateTime Even => _even.GetUtcNow().UtcDateTime;

    public override long TimestampFrequency => _even.TimestampFrequency;

    public void Advance(TimeSpan time) => _even.Advance(time);

    public override DateTimeOffset GetUtcNow() => _even.GetUtcNow() + Offset;

    public override long GetTimestamp() => _even.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _even.CreateTimer(callback, state, dueTime, period);
}
