// A sensor's card, as the page shows it.
using Exmc.Fleet.Live;

namespace Exmc.Service.Page;

/// <summary>A card without its sparkline. Two of equal content are equal, so that only what changed is sent.</summary>
internal sealed record TileView(
    string Sensor, string State, bool IsStale, double? Value, DateTime? Time, FitView? Fit, LiveAlarm? Alarm, string Failure)
{
    /// <summary>Readings that the sparkline gains; after a gap, or at the start, all of it.</summary>
    public IReadOnlyList<double> Spark { get; init; } = [];

    public static TileView Of(LiveStatus status) => new(
        status.Sensor,
        status.State.ToString(),
        status.IsStale,
        status.Last?.Value,
        status.Last?.Time,
        status.Fit is { } fit ? FitView.Of(fit) : null,
        status.Alarm,
        status.Failure);
}
