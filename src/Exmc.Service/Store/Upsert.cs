// Rows that go into a table in one go.
namespace Exmc.Service.Store;

/// <summary>An insert of rows given by columns; each database has its own fast way to run it.</summary>
/// <param name="Table">The table.</param>
/// <param name="OnConflict">What follows "ON CONFLICT"; empty when keys cannot meet.</param>
/// <param name="Columns">Columns in the order in which their values are given.</param>
internal sealed record Upsert(string Table, string OnConflict, params (string Name, ColumnKind Kind)[] Columns)
{
    public static readonly Upsert Reading = new(
        "reading",
        "(sensor, time, sequence) DO NOTHING",
        ("sensor", ColumnKind.Text), ("time", ColumnKind.Whole), ("sequence", ColumnKind.Whole), ("value", ColumnKind.Number), ("arrival", ColumnKind.Whole));

    public static readonly Upsert Quarantine = new(
        "quarantine",
        string.Empty,
        ("at", ColumnKind.Whole), ("sensor", ColumnKind.Text), ("text", ColumnKind.Text), ("reason", ColumnKind.Text));

    public static readonly Upsert Score = new(
        "score",
        "(sensor, time, sequence) DO UPDATE SET tail = excluded.tail, calibrated = excluded.calibrated, lower = excluded.lower, upper = excluded.upper, fit = excluded.fit, "
            + "lower50 = excluded.lower50, upper50 = excluded.upper50, lower99 = excluded.lower99, upper99 = excluded.upper99",
        ("sensor", ColumnKind.Text), ("time", ColumnKind.Whole), ("sequence", ColumnKind.Whole), ("tail", ColumnKind.Number), ("calibrated", ColumnKind.Number), ("lower", ColumnKind.Number), ("upper", ColumnKind.Number), ("fit", ColumnKind.Whole),
        ("lower50", ColumnKind.Number), ("upper50", ColumnKind.Number), ("lower99", ColumnKind.Number), ("upper99", ColumnKind.Number));

    // What somebody has done to an alarm outlasts a copy of it that may be from before.
    public static readonly Upsert Alarm = new(
        "alarm",
        "(sensor, opened) DO UPDATE SET json = excluded.json, is_open = excluded.is_open, acknowledged = coalesce(alarm.acknowledged, excluded.acknowledged), shelved = coalesce(alarm.shelved, excluded.shelved)",
        ("sensor", ColumnKind.Text), ("opened", ColumnKind.Whole), ("json", ColumnKind.Text), ("acknowledged", ColumnKind.Whole), ("shelved", ColumnKind.Whole), ("is_open", ColumnKind.Whole));

    public static readonly Upsert Sensor = new(
        "sensor",
        "(sensor) DO UPDATE SET time = excluded.time, sequence = excluded.sequence, fit = excluded.fit, checkpoint = excluded.checkpoint",
        ("sensor", ColumnKind.Text), ("time", ColumnKind.Whole), ("sequence", ColumnKind.Whole), ("fit", ColumnKind.Whole), ("checkpoint", ColumnKind.Text));

    public static readonly Upsert Window = new(
        "live_window",
        "(sensor) DO UPDATE SET first = excluded.first, places = excluded.places",
        ("sensor", ColumnKind.Text), ("first", ColumnKind.Whole), ("places", ColumnKind.Bytes));

    public static readonly Upsert Fit = new(
        "fit",
        "(sensor, number) DO UPDATE SET at = excluded.at, json = excluded.json",
        ("sensor", ColumnKind.Text), ("number", ColumnKind.Whole), ("at", ColumnKind.Whole), ("json", ColumnKind.Text));

    public static readonly Upsert Adaptation = new(
        "adaptation",
        "(sensor) DO UPDATE SET fit = excluded.fit, adaptation = excluded.adaptation, draws = excluded.draws",
        ("sensor", ColumnKind.Text), ("fit", ColumnKind.Whole), ("adaptation", ColumnKind.Bytes), ("draws", ColumnKind.Bytes));

    /// <summary>The statement, with its source of rows left out.</summary>
    public string Head => $"INSERT INTO {Table} ({string.Join(", ", Columns.Select(column => column.Name))}) ";

    /// <summary>The end of the statement.</summary>
    public string Tail => OnConflict.Length == 0 ? string.Empty : $" ON CONFLICT {OnConflict}";
}
