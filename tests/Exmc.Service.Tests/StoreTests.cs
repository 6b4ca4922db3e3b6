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

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void What_is_saved_comes_back_and_keys_are_kept_once()
    {
        DateTime time = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        LiveFit fit = new(3, time, true, new Standardization(1, 2), [0.1, 1.0 / 3], new Adaptation("m", "h", [new ChainAdaptation(new[] { 0.5 }, 0.25, new[] { 2.0 }, new[] { 1.0 }, MetricKind.Diagonal)], 4, 5), 60, 1, 2.5);
        LiveCheckpoint checkpoint = new("a", time, 0, [new WindowPlace(time, double.NaN, true)], [0.5], AlarmPhase.Refractory, 2, null, -1, 6);
        using (SqliteFleetStore store = new(_file))
        {
            Assert.Equal(2, store.Append([new("a", time, 0, 1), new("a", time, 1, 2)], [new(time, "a", "x", "bad")]));
            Assert.Equal(1, store.Append([new("a", time, 1, 2), new("a", time.AddSeconds(1), 0, 3)], []));
            store.Save([new("a", time, 0, 1, 0.5, 0.4, double.NaN, 2, 3, null)], [], [(checkpoint, fit)]);
        }

        using SqliteFleetStore again = new(_file);
        Assert.Equal(3, again.Count());
        StoredSensor sensor = Assert.Single(again.Load());
        Assert.Equal([2.0, 3.0], sensor.Since.Select(reading => reading.Value));
        Assert.Equal(fit.Draws, sensor.Fit!.Draws);
        Assert.Equal((0.25, "h", 5UL, 0.5), (sensor.Fit.Adaptation.Chains[0].StepSize, sensor.Fit.Adaptation.LayoutHash, sensor.Fit.Adaptation.Epoch, sensor.Fit.Adaptation.Chains[0].Position.Span[0]));
        Assert.Equal((AlarmPhase.Refractory, -1, 6), (sensor.Checkpoint!.Phase, sensor.Checkpoint.Side, sensor.Checkpoint.SinceRefit));
        Assert.True(double.IsNaN(sensor.Checkpoint.Places[0].Value) && sensor.Checkpoint.Places[0].IsExcluded);
        Assert.Equal(0.4, again.Recent("a", 3)[2].Calibrated);
        again.Forget(time.AddSeconds(1));
        Assert.Equal(1, again.Count());
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
