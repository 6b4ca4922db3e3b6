// The store alone.
using Exmc.Fleet;
using Exmc.Fleet.Live;
using Exmc.Service.Store;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Exmc.Service.Tests;

public sealed class StoreTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"exmc-store-{Guid.NewGuid():N}.db");

    public void Dispose() => ServiceProcess.Remove(_file);

    [Fact]
    public void What_is_saved_comes_back_and_keys_are_kept_once()
    {
        DateTime time = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        LiveFit fit = new(3, time, RefitRung.Reweighted, new Standardization(1, 2), [0.1, 1.0 / 3], new Adaptation("m", "h", [new ChainAdaptation(new[] { 0.5 }, 0.25, new[] { 2.0 }, new[] { 1.0 }, MetricKind.Diagonal, new CarriedDraws(new[] { 0.1, 0.2 }, new[] { -1.5, -2.5 }, 3, 7))], 4, 5), 60, 1, 2.5, Detail: new FitDetail(1.01, 0.3, [new ParameterSummary("sigma", 1, 0.5, double.NaN)]));
        LiveCheckpoint checkpoint = new("a", time, 0, [new WindowPlace(time, double.NaN, true)], [0.5], AlarmPhase.Refractory, 2, null, -1, 6);
        using (SqliteFleetStore store = new(_file))
        {
            Assert.Equal(2, store.Append([new("a", time, 0, 1), new("a", time, 1, 2)], [new(time, "a", "x", "bad")]));
            Assert.Equal(1, store.Append([new("a", time, 1, 2), new("a", time.AddSeconds(1), 0, 3)], []));
            store.Save([new("a", time, 0, 1, 0.5, 0.4, double.NaN, 2, 3, null, new PredictiveBands(-1, 1, double.NaN, 3))], [], [(checkpoint, fit)]);
        }

        using SqliteFleetStore again = new(_file);
        Assert.Equal(3, again.Count());
        StoredSensor sensor = Assert.Single(again.Load());
        Assert.Equal([2.0, 3.0], sensor.Since.Select(reading => reading.Value));
        Assert.Equal(fit.Draws, sensor.Fit!.Draws);
        Assert.Equal((0.25, "h", 5UL, 0.5), (sensor.Fit.Adaptation.Chains[0].StepSize, sensor.Fit.Adaptation.LayoutHash, sensor.Fit.Adaptation.Epoch, sensor.Fit.Adaptation.Chains[0].Position.Span[0]));
        CarriedDraws carried = sensor.Fit.Adaptation.Chains[0].Draws!;
        Assert.Equal((RefitRung.Reweighted, 3, 7, 0.2, -2.5), (sensor.Fit.Rung, carried.Age, carried.SinceCold, carried.Positions.Span[1], carried.LogDensities.Span[1]));
        Assert.Equal((AlarmPhase.Refractory, -1, 6), (sensor.Checkpoint!.Phase, sensor.Checkpoint.Side, sensor.Checkpoint.SinceRefit));
        Assert.True(double.IsNaN(sensor.Checkpoint.Places[0].Value) && sensor.Checkpoint.Places[0].IsExcluded);
        Assert.Equal(0.4, again.Recent("a", 3)[2].Calibrated);
        Assert.Equal(new PredictiveBands(-1, 1, double.NaN, 3), again.Recent("a", 3)[2].Bands);
        Assert.Null(again.Recent("a", 3)[0].Bands);
        FitSummary summary = Assert.Single(again.Fits("a"));
        Assert.Equal((3, RefitRung.Reweighted, 1.01, 0.3), (summary.Number, summary.Rung, summary.Detail!.RHat, summary.Detail.ParetoK));
        Assert.Equal(new ParameterSummary("sigma", 1, 0.5, double.NaN), Assert.Single(summary.Detail.Parameters));
        again.Forget(time.AddSeconds(1));
        Assert.Equal(1, again.Count());
    }

    [Fact]
    public void An_acknowledged_alarm_stays_so_when_an_older_copy_is_saved_later()
    {
        DateTime time = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        AlarmEvidence evidence = new(time, 9, -1, double.PositiveInfinity, 1e-9, 1e-8, 0.01, time, time, 3, RefitRung.Frozen);
        LiveAlarm alarm = new("a", time, time, null, 1, true, evidence, evidence, null, null, string.Empty);
        using SqliteFleetStore store = new(_file);
        store.Save([], [alarm], []);
        store.Save([], [alarm with { Acknowledged = time.AddSeconds(5) }], []);
        store.Save([], [alarm with { Readings = 2, Closed = time.AddSeconds(7) }], []);
        Assert.Equal(alarm with { Readings = 2, Closed = time.AddSeconds(7), Acknowledged = time.AddSeconds(5) }, store.Find("a", time));
        Assert.Null(store.Find("a", time.AddSeconds(1)));
    }

    [Fact]
    public void Retention_forgets_old_readings_of_every_sensor()
    {
        DateTime time = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        using SqliteFleetStore store = new(_file);
        store.Append([.. "abc".Select(name => new LiveReading(name.ToString(), time, 0, 1)), new("b", time.AddDays(2), 0, 2)], []);
        Assert.Equal(["a", "b", "c"], store.Load().Select(sensor => sensor.Sensor));
        store.Forget(time.AddDays(1));
        Assert.Equal("b", Assert.Single(store.Load()).Sensor);
        Assert.Equal(1, store.Count());
    }

    [Fact]
    public void A_database_of_the_first_schema_goes_forward_with_its_readings()
    {
        using (SqliteFleetStore store = new(_file))
        {
            store.Append([new("a", new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), 0, 1)], []);
        }

        using (SqliteConnection connection = new($"Data Source={_file};Pooling=false"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "DROP INDEX alarm_opened; DROP INDEX quarantine_at; DROP TABLE fit_summary; ALTER TABLE score DROP COLUMN lower50; ALTER TABLE score DROP COLUMN upper50; ALTER TABLE score DROP COLUMN lower99; ALTER TABLE score DROP COLUMN upper99; PRAGMA user_version = 1";
            command.ExecuteNonQuery();
        }

        using (SqliteFleetStore store = new(_file))
        {
            Assert.Equal(1, store.Count());
        }

        using SqliteConnection after = new($"Data Source={_file};Pooling=false");
        after.Open();
        using SqliteCommand ask = after.CreateCommand();
        ask.CommandText = "SELECT (SELECT user_version FROM pragma_user_version) || ' ' || count(*) FROM sqlite_master WHERE name IN ('alarm_opened', 'quarantine_at')";
        Assert.Equal($"{Migrations.Newest} 2", ask.ExecuteScalar());
    }

    [Fact]
    public void A_database_of_a_newer_program_is_refused()
    {
        using (SqliteConnection connection = new($"Data Source={_file};Pooling=false"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        Assert.Contains("schema 99", Assert.Throws<InvalidDataException>(() => new SqliteFleetStore(_file)).Message, StringComparison.Ordinal);
    }
}
