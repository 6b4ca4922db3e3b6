// The fleet in a database: what all databases have in common.
using System.Data.Common;
using Exmc.Fleet.Live;
using static Exmc.Service.Store.SqlRows;

namespace Exmc.Service.Store;

/// <summary>One writer at a time, readers beside it. A write that comes back is committed and synced to the disk.</summary>
public abstract class SqlFleetStore : IFleetStore
{
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
            added = Insert(transaction, Upsert.Reading, StoreColumns.Readings(readings, last));
        }

        if (refused.Count > 0)
        {
            Insert(transaction, Upsert.Quarantine, StoreColumns.Quarantine(refused));
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
                InsertAny(transaction, Upsert.Score, scores, StoreColumns.Scores);
                InsertAny(transaction, Upsert.Alarm, alarms, StoreColumns.Alarms);
                InsertAny(transaction, Upsert.Fit, fits, StoreColumns.Fits);
                InsertAny(transaction, Upsert.Adaptation, fits, StoreColumns.Adaptations);
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
    public bool Mark(string sensor, DateTime opened, DateTime? acknowledged, DateTime? shelvedUntil) => Transact(transaction => Scalar(
        transaction,
        "UPDATE alarm SET acknowledged = coalesce(acknowledged, @p2), shelved = coalesce(@p3, shelved) WHERE sensor = @p0 AND opened = @p1 RETURNING opened",
        sensor,
        opened.Ticks,
        OrNull(acknowledged),
        OrNull(shelvedUntil)) is not null);

    /// <inheritdoc/>
    public StoredFleet Load() => Read(SqlRecovery.Load);

    /// <inheritdoc/>
    public IReadOnlyList<ScoredReading> Recent(string sensor, int count) => Read(connection => Rows(
        connection, Scored + "ORDER BY r.time DESC, r.sequence DESC LIMIT @p1", row => Scoring(sensor, row), sensor, (long)count));

    /// <inheritdoc/>
    public IReadOnlyList<ScoredReading> History(string sensor, DateTime from, DateTime to) => Read(connection => Rows(
        connection, Scored + "AND r.time >= @p1 AND r.time < @p2 ORDER BY r.time, r.sequence", row => Scoring(sensor, row), sensor, from.Ticks, to.Ticks));

    /// <inheritdoc/>
    public IReadOnlyList<string> Sensors() => Read(connection => Rows(connection, Names, row => row.GetString(0)));

    /// <inheritdoc/>
    public IReadOnlyList<DateTime> Days(string sensor) => Read(connection => Rows(connection, DaysOf, row => Time(row, 0), sensor, TimeSpan.TicksPerDay));

    /// <inheritdoc/>
    public IReadOnlyList<FitSummary> Fits(string sensor, int count = int.MaxValue) => Read(connection => Rows(
        connection,
        "SELECT json FROM (SELECT number, json FROM fit WHERE sensor = @p0 ORDER BY number DESC LIMIT @p1) last ORDER BY number",
        row => StoreJson.To<FitSummary>(row.GetString(0)),
        sensor,
        (long)count));

    /// <inheritdoc/>
    public IReadOnlyList<LiveAlarm> Alarms(int count, string? sensor = null) => Read(connection => sensor is null
        ? Rows(connection, AlarmRows + OpenFirst, Alarm, (long)count)
        : Rows(connection, AlarmRows + "WHERE sensor = @p1 " + OpenFirst, Alarm, (long)count, sensor));

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
        foreach ((string, long, long) sensor in Read(SqlRetention.Sensors))
        {
            Transact(transaction =>
            {
                SqlRetention.Forget(transaction, retention, sensor);
                return 0;
            });
        }

        Transact(transaction =>
        {
            SqlRetention.ForgetRefusals(transaction, retention);
            return 0;
        });
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

    private static object OrNull(DateTime? time) => time is { } known ? known.Ticks : DBNull.Value;

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

    private void InsertAny<T>(DbTransaction transaction, Upsert upsert, IReadOnlyList<T> rows, Func<IReadOnlyList<T>, Array[]> columns)
    {
        if (rows.Count > 0)
        {
            Insert(transaction, upsert, columns(rows));
        }
    }

    private Action<DbTransaction> Prepare(FleetCheckpoint checkpoint)
    {
        Array[] sensors = StoreColumns.Sensors(checkpoint);
        Array[] windows = StoreColumns.Windows(checkpoint);
        string discoveries = StoreJson.Of(checkpoint.Discoveries);
        return transaction =>
        {
            if (checkpoint.Sensors.Count > 0)
            {
                Insert(transaction, Upsert.Sensor, sensors);
                Insert(transaction, Upsert.Window, windows);
            }

            Scalar(transaction, "UPDATE fleet SET discoveries = @p0", discoveries);
        };
    }
}
