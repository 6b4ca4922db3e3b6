// Rows of a database as the fleet's records.
using System.Data.Common;
using System.Globalization;
using Exmc.Fleet.Live;

namespace Exmc.Service.Store;

/// <summary>Parameters of a statement are @p0, @p1 and so on.</summary>
internal static class SqlRows
{
    // The names of the sensors by one look-up each in the primary key, not by reading the whole table.
    public const string Names = """
        WITH RECURSIVE one(name) AS (SELECT min(sensor) FROM reading UNION ALL SELECT (SELECT min(sensor) FROM reading WHERE sensor > name) FROM one WHERE name IS NOT NULL)
        SELECT name FROM one WHERE name IS NOT NULL
        """;

    // The days of sensor @p0, ticks, each of @p1 ticks: one look-up for each, however many readings it has and however far the next one is.
    public const string DaysOf = """
        WITH RECURSIVE day(start) AS (SELECT min(time) / @p1 * @p1 FROM reading WHERE sensor = @p0
            UNION ALL SELECT (SELECT min(time) FROM reading WHERE sensor = @p0 AND time >= start + @p1) / @p1 * @p1 FROM day WHERE start IS NOT NULL)
        SELECT start FROM day WHERE start IS NOT NULL ORDER BY start
        """;

    public const string AlarmRows = "SELECT json, acknowledged, shelved FROM alarm ";

    // One that has been open for long is not to be lost behind newer ones.
    public const string OpenFirst = "ORDER BY is_open DESC, opened DESC LIMIT @p0";

    private static double Number(DbDataReader row, int column) => row.IsDBNull(column) ? double.NaN : row.GetDouble(column);

    public static DateTime Time(DbDataReader row, int column) => new(row.GetInt64(column), DateTimeKind.Utc);

    private static DateTime? TimeOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : Time(row, column);

    public static ScoredReading Scoring(string sensor, DbDataReader row) => new(
        sensor, Time(row, 0), row.GetInt64(1), row.GetDouble(2), Number(row, 3), Number(row, 4), Number(row, 5), Number(row, 6), row.IsDBNull(7) ? 0 : row.GetInt64(7), null,
        row.IsDBNull(8) ? null : new PredictiveBands(Number(row, 8), Number(row, 9), Number(row, 10), Number(row, 11)));

    public static LiveAlarm Alarm(DbDataReader row)
    {
        LiveAlarm alarm = StoreJson.To<LiveAlarm>(row.GetString(0));
        return alarm with { Acknowledged = TimeOrNull(row, 1) ?? alarm.Acknowledged, ShelvedUntil = TimeOrNull(row, 2) ?? alarm.ShelvedUntil };
    }

    public static LiveAlarm? Find(DbConnection connection, string sensor, DateTime opened) =>
        Rows(connection, AlarmRows + "WHERE sensor = @p0 AND opened = @p1", Alarm, sensor, opened.Ticks).FirstOrDefault();

    public static StoredSensor Sensor(DbDataReader row)
    {
        LiveCheckpoint checkpoint = StoreJson.To<LiveCheckpoint>(row.GetString(0));
        return new StoredSensor(
            row.IsDBNull(1) ? checkpoint : checkpoint with { Places = StoredBytes.ToPlaces((byte[])row[1]) },
            row.IsDBNull(2) || row.IsDBNull(3) ? null : StoreJson.Fit(StoreJson.To<FitSummary>(row.GetString(2)), (byte[])row[3], (byte[])row[4]));
    }

    public static List<T> Rows<T>(DbConnection connection, string text, Func<DbDataReader, T> read, params object[] values)
    {
        using DbCommand command = Command(connection, text, values);
        using DbDataReader reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public static object? Scalar(DbTransaction transaction, string text, params object[] values)
    {
        using DbCommand command = Command(transaction.Connection!, text, values);
        command.Transaction = transaction;
        return command.ExecuteScalar();
    }

    private static DbCommand Command(DbConnection connection, string text, object[] values)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = text;
        for (int i = 0; i < values.Length; i++)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"p{i}");
            parameter.Value = values[i];
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
