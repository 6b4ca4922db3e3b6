// The schema of a PostgreSQL database, one step per version, forward only.
namespace Exmc.Service.Store;

internal static class PostgresSchema
{
    public static readonly IReadOnlyList<string> Steps =
    [
        """
        CREATE TABLE reading (sensor TEXT NOT NULL, time BIGINT NOT NULL, sequence BIGINT NOT NULL, value DOUBLE PRECISION NOT NULL, arrival BIGINT NOT NULL,
            PRIMARY KEY (sensor, time, sequence));
        CREATE TABLE score (sensor TEXT NOT NULL, time BIGINT NOT NULL, sequence BIGINT NOT NULL, tail DOUBLE PRECISION, calibrated DOUBLE PRECISION,
            lower DOUBLE PRECISION, upper DOUBLE PRECISION, fit BIGINT NOT NULL,
            lower50 DOUBLE PRECISION, upper50 DOUBLE PRECISION, lower99 DOUBLE PRECISION, upper99 DOUBLE PRECISION, PRIMARY KEY (sensor, time, sequence));
        CREATE TABLE sensor (sensor TEXT PRIMARY KEY, time BIGINT NOT NULL, sequence BIGINT NOT NULL, fit BIGINT NOT NULL, checkpoint TEXT NOT NULL);
        CREATE TABLE live_window (sensor TEXT PRIMARY KEY, first BIGINT NOT NULL, places BYTEA NOT NULL);
        CREATE TABLE fit (sensor TEXT NOT NULL, number BIGINT NOT NULL, at BIGINT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (sensor, number));
        CREATE TABLE adaptation (sensor TEXT PRIMARY KEY, fit BIGINT NOT NULL, adaptation BYTEA NOT NULL, draws BYTEA NOT NULL);
        CREATE TABLE alarm (sensor TEXT NOT NULL, opened BIGINT NOT NULL, json TEXT NOT NULL, acknowledged BIGINT, shelved BIGINT, PRIMARY KEY (sensor, opened));
        CREATE INDEX alarm_opened ON alarm (opened);
        CREATE TABLE quarantine (at BIGINT NOT NULL, sensor TEXT NOT NULL, text TEXT NOT NULL, reason TEXT NOT NULL);
        CREATE INDEX quarantine_at ON quarantine (at);
        CREATE TABLE fleet (arrival BIGINT NOT NULL, discoveries TEXT);
        INSERT INTO fleet VALUES (0, NULL);
        """,

        // Open alarms come first, however many there are.
        """
        ALTER TABLE alarm ADD COLUMN is_open BIGINT NOT NULL DEFAULT 0;
        UPDATE alarm SET is_open = 1 WHERE json::jsonb ->> 'Closed' IS NULL;
        DROP INDEX alarm_opened;
        CREATE INDEX alarm_order ON alarm (is_open, opened);
        """,
    ];
}
