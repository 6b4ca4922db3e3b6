// The fleet in a database: what all databases have in common.
using System.Data.Common;
using Exmc.Fleet.Live;
using static Exmc.Service.Store.SqlRows;

namespace Exmc.Service.Store;

/// <summary>One writer at a time, readers beside it. A write that comes back is committed and synced to the disk.</summary>
public abstract class SqlFleetStore : IFleetStore
{
    // The names of the sensors by one look-up each in the primary key, not by reading the whole table.
    private const string Names = """
        WITH RECURSIVE one(name) AS (SELECT min(sensor) FROM reading UNION ALL SELECT (SELECT min(sensor) FROM reading WHERE sensor > name) FROM one WHERE name IS NOT NULL)
        SELECT name FROM one WHERE name IS NOT NULL
        """;

    private const string Scored = "SELECT r.time, r.sequence, r.value, s.tail, s.calibrated, s.lower, s.upper, s.fit, s.lower50, s.upper50, s.lower99, s.upper99 FROM reading r LEFT JOIN score s USING (sensor, time, sequence) WHERE r.sensor = @p0 ";
    private readonly Lock _writing = new();
    private readonly Dictionary<string, long> _savedFits = [];

    private protected SqlFleetStore()
    {
    }

    /// <inheritdoc/>
    public int Append(IReadOnlyList<LiveReading> readings, IReadOnlyList<QuarantinedReading> refused) => Transact(transaction =>
    {
        int added = 0;
        if (readings.Count > 0)
        {
            long last = (long)Scalar(transaction, "UPDATE fleet SET arrival = arrival + @p0 RETURNING arrival", (long)readings.Count)!;
            added = Insert(
                transaction,
                Upsert.Reading,
                readings.Select(one => one.Sensor).ToArray(),
                readings.Select(one => one.Time.Ticks).ToArray(),
                readings.Select(one => one.Sequence).ToArray(),
                readings.Select(one => one.Value).ToArray(),
                Enumerable.Range(1, readings.Count).Select(i => last - readings.Count + i).ToArray());
        }

        if (refused.Count > 0)
        {
            Insert(
                transaction,
                Upsert.Quarantine,
                refused.Select(one => one.At.Ticks).ToArray(),
                refused.Select(one => StoredBytes.Clean(one.Sensor)).ToArray(),
                refused.Select(one => StoredBytes.Clean(one.Text)).ToArray(),
                refused.Select(one => StoredBytes.Clean(one.Reason)).ToArray());
        }

        return added;
    });

    /// <inheritdoc/>
    public void Save(IReadOnlyList<ScoredReading> scores, IReadOnlyList<LiveAlarm> alarms, FleetCheckpoint? checkpoint = null)
    {
        // Texts of many sensors take longer to make than to write, and readings wait for the writer.
        Action<DbTransaction>? saveCheckpoint = checkpoint is null ? null : Prepare(checkpoint);
        lock (_writing)
        {
            (string Sensor, LiveFit Fit)[] fits =
            [
                .. (checkpoint?.Sensors ?? []).Where(one => one.Fit is not null && _savedFits.GetValueOrDefault(one.Checkpoint.Sensor) != one.Fit.Number)
                    .Select(one => (one.Checkpoint.Sensor, one.Fit!)),
            ];
            Transact(transaction =>
            {
                SaveScores(transaction, scores);
                SaveAlarms(transaction, alarms);
                SaveFits(transaction, fits);
                saveCheckpoint?.Invoke(transaction);
                return 0;
            });

            // Only what is on the disk need not be written again.
            foreach ((string sensor, LiveFit fit) in fits)
            {
                _savedFits[sensor] = fit.Number;
            }
        }
    }

    /// <inheritdoc/>
    public StoredFleet Load() => Read(connection =>
    {
        Dictionary<string, StoredSensor> sensors = Rows(
            connection,
            """
            SELECT s.checkpoint, w.places, f.json, a.adaptation, a.draws FROM sensor s LEFT JOIN live_window w ON w.sensor = s.sensor
            LEFT JOIN fit f ON f.sensor = s.sensor AND f.number = s.fit LEFT JOIN adaptation a ON a.sensor = s.sensor AND a.fit = s.fit
            """,
            Sensor).ToDictionary(one => one.Checkpoint.Sensor);
        foreach (StoredSensor one in sensors.Values.Where(one => one.Checkpoint.Alarm is not null).ToList())
        {
            // Somebody may have acknowledged the open alarm after the checkpoint.
            LiveAlarm alarm = SqlRows.Find(connection, one.Checkpoint.Sensor, one.Checkpoint.Alarm!.Opened) ?? one.Checkpoint.Alarm;
            sensors[one.Checkpoint.Sensor] = one with
            {
                Checkpoint = one.Checkpoint with { Alarm = one.Checkpoint.Alarm with { Acknowledged = alarm.Acknowledged, ShelvedUntil = alarm.ShelvedUntil } },
            };
        }

        IEnumerable<(long Arrival, LiveReading Reading)> since = Rows(connection, Names, row => row.GetString(0)).SelectMany(name =>
        {
            LiveCheckpoint? checkpoint = sensors.GetValueOrDefault(name)?.Checkpoint;
            return Rows(
                connection,
                "SELECT time, sequence, value, arrival FROM reading WHERE sensor = @p0 AND (time, sequence) > (@p1, @p2)",
                row => (row.GetInt64(3), new LiveReading(name, Time(row, 0), row.GetInt64(1), row.GetDouble(2))),
                name,
                checkpoint?.Time.Ticks ?? -1L,
                checkpoint?.Sequence ?? 0L);
        });
        string? discoveries = Rows(connection, "SELECT discoveries FROM fleet", row => row.IsDBNull(0) ? null : row.GetString(0)).FirstOrDefault();
        return new StoredFleet(
            [.. sensors.Values],
            discoveries is null ? null : StoreJson.To<DiscoveryMemory>(discoveries),
            [.. since.OrderBy(one => one.Arrival).ThenBy(one => one.Reading.Time).ThenBy(one => one.Reading.Sequence).Select(one => one.Reading)]);
    });

    /// <inheritdoc/>
    public IReadOnlyList<ScoredReading> Recent(string sensor, int count) => Read(connection => Rows(
        connection, Scored + "ORDER BY r.time DESC, r.sequence DESC LIMIT @p1", row => Scoring(sensor, row), sensor, (long)count));

    /// <inheritdoc/>
    public IReadOnlyList<ScoredReading> History(string sensor, DateTime from, DateTime to) => Read(connection => Rows(
        connection, Scored + "AND r.time >= @p1 AND r.time < @p2 ORDER BY r.time, r.sequence", row => Scoring(sensor, row), sensor, from.Ticks, to.Ticks));

    /// <inheritdoc/>
    public IReadOnlyList<string> Sensors() => Read(connection => Rows(connection, Names, row => row.GetString(0)));

    /// <inheritdoc/>
    public (DateTime First, DateTime Last)? Span(string sensor) => Read(connection => Rows(
        connection,
        "SELECT min(time), max(time) FROM reading WHERE sensor = @p0",
        row => row.IsDBNull(0) ? ((DateTime, DateTime)?)null : (Time(row, 0), Time(row, 1)),
        sensor)[0]);

    /// <inheritdoc/>
    public IReadOnlyList<FitSummary> Fits(string sensor) => Read(connection => Rows(
        connection, "SELECT json FROM fit WHERE sensor = @p0 ORDER BY number", row => StoreJson.To<FitSummary>(row.GetString(0)), sensor));

    /// <inheritdoc/>
    public IReadOnlyList<LiveAlarm> Alarms(int count) => Read(connection => Rows(connection, AlarmRows + "ORDER BY opened DESC LIMIT @p0", Alarm, (long)count));

    /// <inheritdoc/>
    public LiveAlarm? Find(string sensor, DateTime opened) => Read(connection => SqlRows.Find(connection, sensor, opened));

    /// <inheritdoc/>
    public IReadOnlyList<QuarantinedReading> Quarantine(DateTime from, int count) => Read(connection => Rows(
        connection,
        "SELECT at, sensor, text, reason FROM quarantine WHERE at >= @p0 ORDER BY at LIMIT @p1",
        row => new QuarantinedReading(Time(row, 0), row.GetString(1), row.GetString(2), row.GetString(3)),
        from.Ticks,
        (long)count));

    /// <inheritdoc/>
    public long Count() => Read(connection => Rows(connection, "SELECT count(*) FROM reading", row => row.GetInt64(0))[0]);

    /// <inheritdoc/>
    public void Forget(Retention retention)
    {
        ArgumentNullException.ThrowIfNull(retention);

        // Sensor by sensor, so that readings which come meanwhile wait for one sensor at most.
        foreach ((string sensor, long first, long fit) in Read(connection => Rows(
            connection,
            "SELECT s.sensor, coalesce(w.first, s.time), s.fit FROM sensor s LEFT JOIN live_window w ON w.sensor = s.sensor",
            row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2)))))
        {
            Transact(transaction =>
            {
                object? surplus = retention.PerSensor > 0
                    ? Scalar(transaction, "SELECT time FROM reading WHERE sensor = @p0 ORDER BY time DESC, sequence DESC LIMIT 1 OFFSET @p1", sensor, retention.PerSensor - 1)
                    : null;
                long before = Math.Min(first, Math.Max(retention.Before.Ticks, surplus is long time ? time : 0));
                Scalar(transaction, "DELETE FROM reading WHERE sensor = @p0 AND time < @p1", sensor, before);
                Scalar(transaction, "DELETE FROM score WHERE sensor = @p0 AND time < @p1", sensor, before);
                Scalar(transaction, "DELETE FROM fit WHERE sensor = @p0 AND at < @p1 AND number <> @p2", sensor, retention.Before.Ticks, fit);
                return 0;
            });
        }

        Transact(transaction => Scalar(transaction, "DELETE FROM quarantine WHERE at < @p0", retention.Before.Ticks));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what is open.</summary>
    protected abstract void Dispose(bool disposing);

    /// <summary>Runs work in a transaction and commits it; called by one thread at a time.</summary>
    private protected abstract T Write<T>(Func<DbTransaction, T> work);

    /// <summary>A connection to read by, to be disposed.</summary>
    private protected abstract DbConnection OpenReader();

    /// <summary>Inserts rows given by columns: arrays of text, whole numbers, numbers (each may be nullable) or byte arrays.</summary>
    /// <returns>Rows that are new or changed.</returns>
    private protected abstract int Insert(DbTransaction transaction, Upsert upsert, params Array[] columns);

    private static double? Nullable(double? value) => value is { } number && !double.IsNaN(number) ? number : null;

    private T Transact<T>(Func<DbTransaction, T> work)
    {
        lock (_writing)
        {
            return Write(work);
        }
    }

    private T Read<T>(Func<DbConnection, T> work)
    {
        using DbConnection connection = OpenReader();
        return work(connection);
    }

    private void SaveScores(DbTransaction transaction, IReadOnlyList<ScoredReading> scores)
    {
        if (scores.Count > 0)
        {
            Insert(
                transaction,
                Upsert.Score,
                scores.Select(one => one.Sensor).ToArray(),
                scores.Select(one => one.Time.Ticks).ToArray(),
                scores.Select(one => one.Sequence).ToArray(),
                scores.Select(one => Nullable(one.Tail)).ToArray(),
                scores.Select(one => Nullable(one.Calibrated)).ToArray(),
                scores.Select(one => Nullable(one.Lower)).ToArray(),
                scores.Select(one => Nullable(one.Upper)).ToArray(),
                scores.Select(one => one.Fit).ToArray(),
                scores.Select(one => Nullable(one.Bands?.Lower50)).ToArray(),
                scores.Select(one => Nullable(one.Bands?.Upper50)).ToArray(),
                scores.Select(one => Nullable(one.Bands?.Lower99)).ToArray(),
                scores.Select(one => Nullable(one.Bands?.Upper99)).ToArray());
        }
    }

    // Of several copies of one alarm the last one counts.
    private void SaveAlarms(DbTransaction transaction, IReadOnlyList<LiveAlarm> alarms)
    {
        if (alarms.Count > 0)
        {
            LiveAlarm[] last = [.. alarms.GroupBy(one => (one.Sensor, one.Opened)).Select(copies => copies.Last())];
            Insert(
                transaction,
                Upsert.Alarm,
                last.Select(one => one.Sensor).ToArray(),
                last.Select(one => one.Opened.Ticks).ToArray(),
                last.Select(StoreJson.Of).ToArray(),
                last.Select(one => one.Acknowledged?.Ticks).ToArray(),
                last.Select(one => one.ShelvedUntil?.Ticks).ToArray());
        }
    }

    private void SaveFits(DbTransaction transaction, (string Sensor, LiveFit Fit)[] fits)
    {
        if (fits.Length > 0)
        {
            string[] sensors = [.. fits.Select(one => one.Sensor)];
            long[] numbers = [.. fits.Select(one => one.Fit.Number)];
            Insert(transaction, Upsert.Fit, sensors, numbers, fits.Select(one => one.Fit.At.Ticks).ToArray(), fits.Select(one => StoreJson.Of(StoreJson.Summary(one.Sensor, one.Fit))).ToArray());
            Insert(transaction, Upsert.Adaptation, sensors, numbers, fits.Select(one => StoredBytes.Of(one.Fit.Adaptation)).ToArray(), fits.Select(one => StoredBytes.Of(one.Fit.Draws)).ToArray());
        }
    }

    private Action<DbTransaction> Prepare(FleetCheckpoint checkpoint)
    {
        LiveCheckpoint[] sensors = [.. checkpoint.Sensors.Select(one => one.Checkpoint)];
        string[] names = [.. sensors.Select(one => one.Sensor)];
        long[] times = [.. sensors.Select(one => one.Time.Ticks)];
        long[] sequences = [.. sensors.Select(one => one.Sequence)];
        long[] fits = [.. checkpoint.Sensors.Select(one => one.Fit?.Number ?? 0)];
        string[] texts = [.. sensors.Select(one => StoreJson.Of(one with { Places = [] }))];
        long[] firsts = [.. sensors.Select(one => one.Places.Count > 0 ? one.Places[0].Time.Ticks : one.Time.Ticks)];
        byte[][] places = [.. sensors.Select(one => StoredBytes.Of(one.Places))];
        string discoveries = StoreJson.Of(checkpoint.Discoveries);
        return transaction =>
        {
            if (names.Length > 0)
            {
                Insert(transaction, Upsert.Sensor, names, times, sequences, fits, texts);
                Insert(transaction, Upsert.Window, names, firsts, places);
            }

            Scalar(transaction, "UPDATE fleet SET discoveries = @p0", discoveries);
        };
    }
}
