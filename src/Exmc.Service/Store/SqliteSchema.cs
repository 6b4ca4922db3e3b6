// The schema of a SQLite database, one step per version, forward only.
namespace Exmc.Service.Store;

internal static class SqliteSchema
{
    public static readonly IReadOnlyList<string> Steps =
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

        // Readings know the order in which they came, scores all bands of their forecast, fits have a history, windows and what fits learnt have tables of their own. Checkpoints of
        // before are read as they are; their fits are made anew.
        """
        ALTER TABLE reading ADD COLUMN arrival INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE score ADD COLUMN lower50 REAL;
        ALTER TABLE score ADD COLUMN upper50 REAL;
        ALTER TABLE score ADD COLUMN lower99 REAL;
        ALTER TABLE score ADD COLUMN upper99 REAL;
        ALTER TABLE sensor ADD COLUMN fit INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE alarm ADD COLUMN acknowledged INTEGER;
        ALTER TABLE alarm ADD COLUMN shelved INTEGER;
        DROP TABLE fit;
        CREATE TABLE fit (sensor TEXT NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (sensor, number)) WITHOUT ROWID;
        CREATE TABLE adaptation (sensor TEXT PRIMARY KEY, fit INTEGER NOT NULL, adaptation BLOB NOT NULL, draws BLOB NOT NULL);
        CREATE TABLE live_window (sensor TEXT PRIMARY KEY, first INTEGER NOT NULL, places BLOB NOT NULL);
        CREATE TABLE fleet (arrival INTEGER NOT NULL, discoveries TEXT);
        INSERT INTO fleet VALUES (0, NULL);
        """,

        // Open alarms come first, however many there are.
        """
        ALTER TABLE alarm ADD COLUMN is_open INTEGER NOT NULL DEFAULT 0;
        UPDATE alarm SET is_open = 1 WHERE json_extract(json, '$.Closed') IS NULL;
        DROP INDEX alarm_opened;
        CREATE INDEX alarm_order ON alarm (is_open, opened);
        """,
    ];
}
