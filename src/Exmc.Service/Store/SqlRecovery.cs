// The fleet as it was last saved, and the readings that came after.
using System.Data.Common;
using Exmc.Fleet.Live;
using static Exmc.Service.Store.SqlRows;

namespace Exmc.Service.Store;

internal static class SqlRecovery
{
    private const string Saved = """
        SELECT s.checkpoint, w.places, f.json, a.adaptation, a.draws FROM sensor s LEFT JOIN live_window w ON w.sensor = s.sensor
        LEFT JOIN fit f ON f.sensor = s.sensor AND f.number = s.fit LEFT JOIN adaptation a ON a.sensor = s.sensor AND a.fit = s.fit
        """;

    /// <summary>Reads it, by as many queries as there are sensors and open alarms.</summary>
    public static StoredFleet Load(DbConnection connection)
    {
        Dictionary<string, StoredSensor> sensors = Rows(connection, Saved, Sensor).Select(one => Marked(connection, one)).ToDictionary(one => one.Checkpoint.Sensor);
        IEnumerable<(long Arrival, LiveReading Reading)> since = Rows(connection, Names, row => row.GetString(0)).SelectMany(name => Since(connection, name, sensors.GetValueOrDefault(name)?.Checkpoint));
        string? discoveries = Rows(connection, "SELECT discoveries FROM fleet", row => row.IsDBNull(0) ? null : row.GetString(0)).FirstOrDefault();
        return new StoredFleet(
            [.. sensors.Values],
            discoveries is null ? null : StoreJson.To<DiscoveryMemory>(discoveries),
            [.. since.OrderBy(one => one.Arrival).ThenBy(one => one.Reading.Time).ThenBy(one => one.Reading.Sequence).Select(one => one.Reading)]);
    }

    // Somebody may have acknowledged the open alarm after the checkpoint.
    private static StoredSensor Marked(DbConnection connection, StoredSensor one) =>
        one.Checkpoint.Alarm is { } alarm && Find(connection, one.Checkpoint.Sensor, alarm.Opened) is { } kept
            ? one with { Checkpoint = one.Checkpoint with { Alarm = alarm with { Acknowledged = kept.Acknowledged, ShelvedUntil = kept.ShelvedUntil } } }
            : one;

    private static List<(long Arrival, LiveReading Reading)> Since(DbConnection connection, string sensor, LiveCheckpoint? checkpoint) => Rows(
        connection,
        "SELECT time, sequence, value, arrival FROM reading WHERE sensor = @p0 AND (time, sequence) > (@p1, @p2)",
        row => (row.GetInt64(3), new LiveReading(sensor, Time(row, 0), row.GetInt64(1), row.GetDouble(2))),
        sensor,
        checkpoint?.Time.Ticks ?? -1L,
        checkpoint?.Sequence ?? 0L);
}
