// The fleet in a SQLite file.
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Exmc.Fleet.Live;
using Microsoft.Data.Sqlite;

namespace Exmc.Service.Store;

/// <summary>One connection, guarded; write-ahead log, and every commit is synced to the disk before it returns.</summary>
public sealed class SqliteFleetStore : IFleetStore
{
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, Converters = { new AdaptationConverter(), new JsonStringEnumConverter() } };
    private const string SaveAlarm = """
        INSERT INTO alarm VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET json = json_set(excluded.json,
            '$.Acknowledged', coalesce(json_extract(excluded.json, '$.Acknowledged'), json_extract(alarm.json, '$.Acknowledged')),
            '$.ShelvedUntil', coalesce(json_extract(excluded.json, '$.ShelvedUntil'), json_extract(alarm.json, '$.ShelvedUntil')))
        """;

    // The names of the sensors by one look-up each in the primary key, not by reading the whole table.
    private const string Sensors = """
        WITH RECURSIVE one(name) AS (SELECT min(sensor) FROM reading UNION ALL SELECT (SELECT min(sensor) FROM reading WHERE sensor > name) FROM one WHERE name IS NOT NULL)
        SELECT name FROM one WHERE name IS NOT NULL
        """;

    private readonly Lock _lock = new();
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, long> _savedFits = [];

    /// <summary>Opens or makes the file.</summary>
    /// <exception cref="InvalidDataException">The file is of a newer program.</exception>
    public SqliteFleetStore(string file)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;");
        Migrations.Run(_connection);
    }

    /// <inheritdoc/>
    public int Append(IReadOnlyList<LiveReading> readings, IReadOnlyList<QuarantinedReading> refused) => Transact(transaction =>
    {
        int added = 0;
        using SqliteStatement insert = new(transaction, "INSERT OR IGNORE INTO reading VALUES ($1, $2, $3, $4)", 4);
        foreach (LiveReading reading in readings)
        {
            added += insert.Run(reading.Sensor, reading.Time.Ticks, reading.Sequence, reading.Value);
        }

        using SqliteStatement refuse = new(transaction, "INSERT INTO quarantine VALUES ($1, $2, $3, $4)", 4);
        foreach (QuarantinedReading one in refused)
        {
            refuse.Run(one.At.Ticks, one.Sensor, one.Text, one.Reason);
        }

        return added;
    });

    /// <inheritdoc/>
    public void Save(IReadOnlyList<ScoredReading> scores, IReadOnlyList<LiveAlarm> alarms, IReadOnlyList<(LiveCheckpoint Checkpoint, LiveFit? Fit)> checkpoints) => Transact(transaction =>
    {
        using SqliteStatement score = new(transaction, "INSERT OR REPLACE INTO score VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", 12);
        foreach (ScoredReading one in scores)
        {
            score.Run(one.Sensor, one.Time.Ticks, one.Sequence, Nullable(one.Tail), Nullable(one.Calibrated), Nullable(one.Lower), Nullable(one.Upper), one.Fit,
                Nullable(one.Bands?.Lower50), Nullable(one.Bands?.Upper50), Nullable(one.Bands?.Lower99), Nullable(one.Bands?.Upper99));
        }

        using SqliteStatement alarm = new(transaction, SaveAlarm, 3);
        foreach (LiveAlarm one in alarms)
        {
            alarm.Run(one.Sensor, one.Opened.Ticks, JsonSerializer.Serialize(one, Json));
        }

        using SqliteStatement sensor = new(transaction, "INSERT OR REPLACE INTO sensor VALUES ($1, $2, $3, $4)", 4);
        using SqliteStatement keep = new(transaction, "INSERT OR REPLACE INTO fit VALUES ($1, $2, $3)", 3);
        using SqliteStatement tell = new(transaction, "INSERT OR REPLACE INTO fit_summary VALUES ($1, $2, $3, $4)", 4);
        foreach ((LiveCheckpoint checkpoint, LiveFit? fit) in checkpoints)
        {
            sensor.Run(checkpoint.Sensor, checkpoint.Time.Ticks, checkpoint.Sequence, JsonSerializer.Serialize(checkpoint, Json));
            if (fit is not null && _savedFits.GetValueOrDefault(checkpoint.Sensor) != fit.Number)
            {
                keep.Run(checkpoint.Sensor, fit.Number, JsonSerializer.Serialize(fit, Json));
                tell.Run(checkpoint.Sensor, fit.Number, fit.At.Ticks, JsonSerializer.Serialize(Summary(checkpoint.Sensor, fit), Json));
                _savedFits[checkpoint.Sensor] = fit.Number;
            }
        }

        return 0;
    });

    /// <inheritdoc/>
    public IReadOnlyList<StoredSensor> Load()
    {
        lock (_lock)
        {
            Dictionary<string, LiveCheckpoint> checkpoints = Query("SELECT checkpoint FROM sensor", row => JsonSerializer.Deserialize<LiveCheckpoint>(row.GetString(0), Json)!).ToDictionary(one => one.Sensor);
            Dictionary<string, LiveFit> fits = Query("SELECT sensor, json FROM fit", row => (row.GetString(0), JsonSerializer.Deserialize<LiveFit>(row.GetString(1), Json)!)).ToDictionary();
            return
            [
                .. Query(Sensors, row => row.GetString(0)).Select(name =>
                {
                    LiveCheckpoint? checkpoint = checkpoints.GetValueOrDefault(name);
                    List<LiveReading> since = Query(
                        "SELECT time, sequence, value FROM reading WHERE sensor = $1 AND (time, sequence) > ($2, $3) ORDER BY time, sequence",
                        row => new LiveReading(name, Time(row, 0), row.GetInt64(1), row.GetDouble(2)),
                        name,
                        checkpoint?.Time.Ticks ?? -1,
                        checkpoint?.Sequence ?? 0);
                    return new StoredSensor(name, checkpoint, fits.GetValueOrDefault(name), since);
                }),
            ];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ScoredReading> Recent(string sensor, int count)
    {
        lock (_lock)
        {
            return Query(
                """
                SELECT r.time, r.sequence, r.value, s.tail, s.calibrated, s.lower, s.upper, s.fit, s.lower50, s.upper50, s.lower99, s.upper99 FROM reading r LEFT JOIN score s USING (sensor, time, sequence)
                WHERE r.sensor = $1 ORDER BY r.time DESC, r.sequence DESC LIMIT $2
                """,
                row => new ScoredReading(sensor, Time(row, 0), row.GetInt64(1), row.GetDouble(2), Number(row, 3), Number(row, 4), Number(row, 5), Number(row, 6), row.IsDBNull(7) ? 0 : row.GetInt64(7), null,
                    row.IsDBNull(8) ? null : new PredictiveBands(Number(row, 8), Number(row, 9), Number(row, 10), Number(row, 11))),
                sensor,
                count);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<LiveAlarm> Alarms(int count)
    {
        lock (_lock)
        {
            return Query("SELECT json FROM alarm ORDER BY opened DESC LIMIT $1", row => JsonSerializer.Deserialize<LiveAlarm>(row.GetString(0), Json)!, count);
        }
    }

    /// <inheritdoc/>
    public LiveAlarm? Find(string sensor, DateTime opened)
    {
        lock (_lock)
        {
            return Query("SELECT json FROM alarm WHERE sensor = $1 AND opened = $2", row => JsonSerializer.Deserialize<LiveAlarm>(row.GetString(0), Json)!, sensor, opened.Ticks).FirstOrDefault();
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<FitSummary> Fits(string sensor)
    {
        lock (_lock)
        {
            return Query("SELECT json FROM fit_summary WHERE sensor = $1 ORDER BY number", row => JsonSerializer.Deserialize<FitSummary>(row.GetString(0), Json)!, sensor);
        }
    }

    /// <inheritdoc/>
    public long Count()
    {
        lock (_lock)
        {
            return Query("SELECT count(*) FROM reading", row => row.GetInt64(0))[0];
        }
    }

    /// <inheritdoc/>
    public void Forget(DateTime before) => Transact(transaction =>
    {
        using SqliteStatement readings = new(transaction, "DELETE FROM reading WHERE sensor = $1 AND time < $2", 2);
        using SqliteStatement scores = new(transaction, "DELETE FROM score WHERE sensor = $1 AND time < $2", 2);
        using SqliteStatement refused = new(transaction, "DELETE FROM quarantine WHERE at < $1", 1);
        using SqliteStatement fits = new(transaction, "DELETE FROM fit_summary WHERE sensor = $1 AND at < $2", 2);
        foreach (string sensor in Query(Sensors, row => row.GetString(0)))
        {
            readings.Run(sensor, before.Ticks);
            scores.Run(sensor, before.Ticks);
            fits.Run(sensor, before.Ticks);
        }

        return refused.Run(before.Ticks);
    });

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static FitSummary Summary(string sensor, LiveFit fit) =>
        new(sensor, fit.Number, fit.At, fit.Rung, fit.Scale, fit.MinEss, fit.Divergences, fit.Milliseconds, fit.Why, fit.Model, fit.Detail);

    private static object Nullable(double? value) => value is null ? DBNull.Value : Nullable(value.Value);

    private static object Nullable(double value) => double.IsNaN(value) ? DBNull.Value : value;

    private static double Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? double.NaN : row.GetDouble(column);

    private static DateTime Time(SqliteDataReader row, int column) => new(row.GetInt64(column), DateTimeKind.Utc);

    private int Transact(Func<SqliteTransaction, int> work)
    {
        lock (_lock)
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            int result = work(transaction);
            transaction.Commit();
            return result;
        }
    }

    private void Execute(string text)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private List<T> Query<T>(string text, Func<SqliteDataReader, T> read, params object[] values)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = text;
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${i + 1}"), values[i]);
        }

        using SqliteDataReader reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
