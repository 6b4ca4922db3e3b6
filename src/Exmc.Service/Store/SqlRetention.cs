// What a database forgets.
using System.Data.Common;
using Exmc.Fleet.Live;
using static Exmc.Service.Store.SqlRows;

namespace Exmc.Service.Store;

internal static class SqlRetention
{
    /// <summary>Sensors with the time from which on their readings are needed, ticks, and the number of the fit in use.</summary>
    public static List<(string Sensor, long First, long Fit)> Sensors(DbConnection connection) => Rows(
        connection,
        "SELECT s.sensor, coalesce(w.first, s.time), s.fit FROM sensor s LEFT JOIN live_window w ON w.sensor = s.sensor",
        row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2)));

    /// <summary>Forgets readings, scores and fits of a sensor.</summary>
    public static void Forget(DbTransaction transaction, Retention retention, (string Sensor, long First, long Fit) one)
    {
        object? surplus = retention.PerSensor > 0
            ? Scalar(transaction, "SELECT time FROM reading WHERE sensor = @p0 ORDER BY time DESC, sequence DESC LIMIT 1 OFFSET @p1", one.Sensor, retention.PerSensor - 1)
            : null;
        long before = Math.Min(one.First, Math.Max(retention.Before.Ticks, surplus is long time ? time : 0));
        Scalar(transaction, "DELETE FROM reading WHERE sensor = @p0 AND time < @p1", one.Sensor, before);
        Scalar(transaction, "DELETE FROM score WHERE sensor = @p0 AND time < @p1", one.Sensor, before);
        Scalar(transaction, "DELETE FROM fit WHERE sensor = @p0 AND at < @p1 AND number <> @p2", one.Sensor, retention.Before.Ticks, one.Fit);
        if (retention.PerSensor > 0)
        {
            // A fit is of the clock's time and a reading of its own, so fits go when no kept score is of them or of an earlier one.
            Scalar(
                transaction,
                "DELETE FROM fit WHERE sensor = @p0 AND number <> @p1 AND number < (SELECT fit FROM score WHERE sensor = @p0 AND fit > 0 ORDER BY time, sequence LIMIT 1)",
                one.Sensor,
                one.Fit);
        }
    }

    /// <summary>Forgets refusals; those of one moment stay or go together.</summary>
    public static void ForgetRefusals(DbTransaction transaction, Retention retention)
    {
        Scalar(transaction, "DELETE FROM quarantine WHERE at < @p0", retention.Before.Ticks);
        if (retention.PerSensor > 0)
        {
            Scalar(transaction, "DELETE FROM quarantine WHERE at < (SELECT at FROM quarantine ORDER BY at DESC LIMIT 1 OFFSET @p0)", retention.PerSensor - 1);
        }
    }
}
