// The schema of the database, one step per version, forward only.
using Microsoft.Data.Sqlite;

namespace Exmc.Service.Store;

internal static class Migrations
{
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE reading (sensor TEXT NOT NULL, time INTEGER NOT NULL, sequence INTEGER NOT NULL, value REAL NOT NULL, PRIMARY KEY (sensor, time, sequence)) WITHOUT ROWID;
        CREATE TABLE score (sensor TEXT NOT NULL, time INTEGER NOT NULL, sequence INTEGER NOT NULL, tail REAL, calibrated REAL, lower REAL, upper REAL, fit INTEGER NOT NULL,
            PRIMARY KEY (sensor, time, sequence)) WITHOUT ROWID;
        CREATE TABLE sensor (sensor TEXT PRIMARY KEY, time INTEGER NOT NULL, sequence INTEGER NOT NULL, checkpoint TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE fit (sensor TEXT PRIMARY KEY, number INTEGER NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE alarm (sensor TEXT NOT NULL, opened INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (sensor, opened)) WITHOUT ROWID;
        CREATE TABLE quarantine (at INTEGER NOT NULL, sensor TEXT NOT NULL, text TEXT NOT NULL, reason TEXT NOT NULL);
        """,
        "CREATE INDEX alarm_opened ON alarm (opened);",
        "CREATE INDEX quarantine_at ON quarantine (at);",

        // Fits hold what they learnt in its own format now, and say how they got their draws; those of before are made anew.
        """
        DELETE FROM fit;
        UPDATE alarm SET json = json_set(json,
            '$.First.Rung', iif(json_extract(json, '$.First.IsWarm'), 'Frozen', 'Cold'), '$.Peak.Rung', iif(json_extract(json, '$.Peak.IsWarm'), 'Frozen', 'Cold'));
        """,

        // All bands of a forecast are kept with its score, and of every fit what is told of it.
        """
        ALTER TABLE score ADD COLUMN lower50 REAL; ALTER TABLE score ADD COLUMN upper50 REAL; ALTER TABLE score ADD COLUMN lower99 REAL; ALTER TABLE score ADD COLUMN upper99 REAL;
        CREATE TABLE fit_summary (sensor TEXT NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (sensor, number)) WITHOUT ROWID;
        """,
    ];

    /// <summary>Version of the newest schema.</summary>
    public static int Newest => Steps.Length;

    /// <summary>Brings a database to the newest schema.</summary>
    /// <exception cref="InvalidDataException">The database is newer than this program.</exception>
    public static void Run(SqliteConnection connection)
    {
        using SqliteCommand ask = connection.CreateCommand();
        ask.CommandText = "PRAGMA user_version";
        int version = Convert.ToInt32(ask.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        if (version > Steps.Length)
        {
            throw new InvalidDataException($"The database has schema {version}, and this program knows {Steps.Length}. Run a newer program; schemas only go forward.");
        }

        for (; version < Steps.Length; version++)
        {
            using SqliteTransaction transaction = connection.BeginTransaction();
            using SqliteCommand step = connection.CreateCommand();
            step.Transaction = transaction;
            step.CommandText = Steps[version] + $"PRAGMA user_version = {version + 1};";
            step.ExecuteNonQuery();
            transaction.Commit();
        }
    }
}
