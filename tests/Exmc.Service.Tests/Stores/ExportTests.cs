// The store as Parquet files.
using Exmc.Fleet.Live;
using Exmc.Service.Store;
using Parquet;
using Parquet.Schema;
using Xunit;

namespace Exmc.Service.Tests.Stores;

[Collection(StoreCollection.Name)]
public sealed class ExportTests(PostgresServer server) : IDisposable
{
    private static readonly DateTime Start = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"exmc-export-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task All_that_is_stored_is_in_the_files(StoreKind kind)
    {
        using StorePlace place = new(kind, server);
        AlarmEvidence evidence = new(Start, 9, -1, 1, 1e-9, 1e-8, 0.01, Start, Start, 3, RefitRung.Frozen);
        using (IFleetStore store = place.Open())
        {
            store.Append([new("b", Start, 7, 1.5), new("a", Start, 0, 2.5), new("a", Start.AddDays(2), 0, 3.5)], [new(Start, "c", "x", "bad")]);
            store.Save(
                [new("a", Start, 0, 2.5, 0.5, 0.25, 1, 2, 3, null)],
                [new LiveAlarm("a", Start, Start, null, 1, true, evidence, evidence, Start.AddMinutes(1), null, string.Empty)],
                StoreTests.Cut(Start, 0, StoreTests.Fit(3)));
        }

        using StringWriter output = new();
        Assert.Equal(0, await ExportCommand.RunAsync(["--store", kind == StoreKind.Sqlite ? place.Options.Database : place.Options.ConnectionString, "--output", _folder], output, output));
        Assert.Contains("3 readings", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(["date=2026-01-01", "date=2026-01-03"], Directory.GetDirectories(Path.Combine(_folder, "readings")).Select(Path.GetFileName).Order());
        string first = Path.Combine(_folder, "readings", "date=2026-01-01", "readings.parquet");
        Assert.Equal(["a", "b"], await TextAsync(first, "sensor"));
        Assert.Equal([2.5, 1.5], await ColumnAsync<double>(first, "value"));
        Assert.Equal([Start, Start], await ColumnAsync<DateTime>(first, "time"));
        Assert.Equal([0.25, null], await NullableAsync<double>(first, "calibrated"));
        Assert.Equal([0L, 7L], await ColumnAsync<long>(first, "sequence"));
        Assert.Equal([3.5], await ColumnAsync<double>(Path.Combine(_folder, "readings", "date=2026-01-03", "readings.parquet"), "value"));
        Assert.Equal([Start.AddMinutes(1)], await NullableAsync<DateTime>(Path.Combine(_folder, "alarms.parquet"), "acknowledged"));
        Assert.Equal([null], await NullableAsync<DateTime>(Path.Combine(_folder, "alarms.parquet"), "closed"));
        Assert.Equal(["Reweighted"], await TextAsync(Path.Combine(_folder, "fits.parquet"), "rung"));
        Assert.Equal(["bad"], await TextAsync(Path.Combine(_folder, "quarantine.parquet"), "reason"));
    }

    [Fact]
    public async Task Days_without_readings_and_sensors_without_readings_of_a_day_cost_nothing()
    {
        using StorePlace place = new(StoreKind.Sqlite, server);
        using IFleetStore inner = place.Open();
        DateTime old = DateTime.UnixEpoch;
        inner.Append([new("a", old, 0, 1), new("a", Start, 0, 2), new("b", Start, 0, 3), new("c", Start.AddDays(1), 0, 4)], []);
        Dictionary<string, int> calls = [];
        using IFleetStore store = HookedStore.Around(inner, call => calls[call] = calls.GetValueOrDefault(call) + 1);
        Assert.Equal(4, await ParquetExport.WriteAsync(store, _folder));
        Assert.Equal((4, 3), (calls["History"], calls["Days"]));
        Assert.Equal(["date=1970-01-01", "date=2026-01-01", "date=2026-01-02"], Directory.GetDirectories(Path.Combine(_folder, "readings")).Select(Path.GetFileName).Order());
        Assert.Equal([2.0, 3.0], await ColumnAsync<double>(Path.Combine(_folder, "readings", "date=2026-01-01", "readings.parquet"), "value"));
    }

    [Fact]
    public async Task What_cannot_be_exported_is_said()
    {
        using StringWriter errors = new();
        Assert.Equal(2, await ExportCommand.RunAsync([], TextWriter.Null, errors));
        Assert.Equal(2, await ExportCommand.RunAsync(["--store", "/nowhere/x.db", "--output", _folder], TextWriter.Null, errors));
        Assert.Contains("There is no file '/nowhere/x.db'", errors.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder));
    }

    private static Task<IEnumerable<string?>> TextAsync(string path, string column) => ReadAsync(path, column, async (group, field, count) =>
    {
        string?[] values = new string?[count];
        await group.ReadAsync(field, values.AsMemory()!);
        return values;
    });

    private static Task<IEnumerable<T>> ColumnAsync<T>(string path, string column)
        where T : struct => ReadAsync(path, column, async (group, field, count) =>
    {
        T[] values = new T[count];
        await group.ReadAsync<T>(field, values.AsMemory());
        return values;
    });

    private static Task<IEnumerable<T?>> NullableAsync<T>(string path, string column)
        where T : struct => ReadAsync(path, column, async (group, field, count) =>
    {
        T?[] values = new T?[count];
        await group.ReadAsync<T>(field, values.AsMemory());
        return values;
    });

    private static async Task<IEnumerable<T>> ReadAsync<T>(string path, string column, Func<ParquetRowGroupReader, DataField, int, Task<T[]>> read)
    {
        await using FileStream stream = File.OpenRead(path);
        await using ParquetReader reader = await ParquetReader.CreateAsync(stream);
        DataField field = reader.Schema.DataFields.Single(one => one.Name == column);
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        return await read(group, field, (int)group.RowCount);
    }
}
