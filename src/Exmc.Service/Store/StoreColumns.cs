// What is saved, column by column, in the order of its upsert.
using Exmc.Fleet.Live;

namespace Exmc.Service.Store;

/// <summary>Columns of the rows of each table; a number that is not there is null.</summary>
internal static class StoreColumns
{
    /// <param name="readings">The readings.</param>
    /// <param name="last">Arrival of the last of them.</param>
    public static Array[] Readings(IReadOnlyList<LiveReading> readings, long last) =>
    [
        readings.Select(one => one.Sensor).ToArray(),
        readings.Select(one => one.Time.Ticks).ToArray(),
        readings.Select(one => one.Sequence).ToArray(),
        readings.Select(one => one.Value).ToArray(),
        Enumerable.Range(1, readings.Count).Select(i => last - readings.Count + i).ToArray(),
    ];

    public static Array[] Quarantine(IReadOnlyList<QuarantinedReading> refused) =>
    [
        refused.Select(one => one.At.Ticks).ToArray(),
        refused.Select(one => StoredBytes.Clean(one.Sensor)).ToArray(),
        refused.Select(one => StoredBytes.Clean(one.Text)).ToArray(),
        refused.Select(one => StoredBytes.Clean(one.Reason)).ToArray(),
    ];

    public static Array[] Scores(IReadOnlyList<ScoredReading> scores) =>
    [
        scores.Select(one => one.Sensor).ToArray(),
        scores.Select(one => one.Time.Ticks).ToArray(),
        scores.Select(one => one.Sequence).ToArray(),
        scores.Select(one => Known(one.Tail)).ToArray(),
        scores.Select(one => Known(one.Calibrated)).ToArray(),
        scores.Select(one => Known(one.Lower)).ToArray(),
        scores.Select(one => Known(one.Upper)).ToArray(),
        scores.Select(one => one.Fit).ToArray(),
        scores.Select(one => Known(one.Bands?.Lower50)).ToArray(),
        scores.Select(one => Known(one.Bands?.Upper50)).ToArray(),
        scores.Select(one => Known(one.Bands?.Lower99)).ToArray(),
        scores.Select(one => Known(one.Bands?.Upper99)).ToArray(),
    ];

    // Of several copies of one alarm the last one counts.
    public static Array[] Alarms(IReadOnlyList<LiveAlarm> alarms)
    {
        LiveAlarm[] last = [.. alarms.GroupBy(one => (one.Sensor, one.Opened)).Select(copies => copies.Last())];
        return
        [
            last.Select(one => one.Sensor).ToArray(),
            last.Select(one => one.Opened.Ticks).ToArray(),
            last.Select(StoreJson.Of).ToArray(),
            last.Select(one => one.Acknowledged?.Ticks).ToArray(),
            last.Select(one => one.ShelvedUntil?.Ticks).ToArray(),
            last.Select(one => one.Closed is null ? 1L : 0L).ToArray(),
        ];
    }

    public static Array[] Fits(IReadOnlyList<(string Sensor, LiveFit Fit)> fits) =>
    [
        fits.Select(one => one.Sensor).ToArray(),
        fits.Select(one => one.Fit.Number).ToArray(),
        fits.Select(one => one.Fit.At.Ticks).ToArray(),
        fits.Select(one => StoreJson.Of(StoreJson.Summary(one.Sensor, one.Fit))).ToArray(),
    ];

    public static Array[] Adaptations(IReadOnlyList<(string Sensor, LiveFit Fit)> fits) =>
    [
        fits.Select(one => one.Sensor).ToArray(),
        fits.Select(one => one.Fit.Number).ToArray(),
        fits.Select(one => StoredBytes.Of(one.Fit.Adaptation)).ToArray(),
        fits.Select(one => StoredBytes.Of(one.Fit.Draws)).ToArray(),
    ];

    public static Array[] Sensors(FleetCheckpoint checkpoint) =>
    [
        checkpoint.Sensors.Select(one => one.Checkpoint.Sensor).ToArray(),
        checkpoint.Sensors.Select(one => one.Checkpoint.Time.Ticks).ToArray(),
        checkpoint.Sensors.Select(one => one.Checkpoint.Sequence).ToArray(),
        checkpoint.Sensors.Select(one => one.Fit?.Number ?? 0).ToArray(),
        checkpoint.Sensors.Select(one => StoreJson.Of(one.Checkpoint with { Places = [] })).ToArray(),
    ];

    public static Array[] Windows(FleetCheckpoint checkpoint) =>
    [
        checkpoint.Sensors.Select(one => one.Checkpoint.Sensor).ToArray(),
        checkpoint.Sensors.Select(one => one.Checkpoint.Places.Count > 0 ? one.Checkpoint.Places[0].Time.Ticks : one.Checkpoint.Time.Ticks).ToArray(),
        checkpoint.Sensors.Select(one => StoredBytes.Of(one.Checkpoint.Places)).ToArray(),
    ];

    private static double? Known(double? value) => value is { } number && !double.IsNaN(number) ? number : null;
}
