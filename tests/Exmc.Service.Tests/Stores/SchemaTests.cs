// Schemas go forward, and only forward.
using System.Globalization;
using Exmc.Fleet.Live;
using Exmc.Service.Store;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Exmc.Service.Tests.Stores;

[Collection(StoreCollection.Name)]
public class SchemaTests(PostgresServer server)
{
    [Fact]
    public void A_file_of_every_older_schema_goes_forward_with_its_readings_alarms_and_checkpoints()
    {
        for (int version = 1; version < SqliteSchema.Steps.Count; version++)
        {
            using StorePlace place = new(StoreKind.Sqlite, server);
            using (SqliteConnection connection = (SqliteConnection)place.Connect())
            {
                using SqliteCommand command = connection.CreateCommand();
                command.CommandText = string.Join('\n', SqliteSchema.Steps.Take(version)) + string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version};") + """
                    INSERT INTO reading (sensor, time, sequence, value) VALUES ('a', 600000000, 0, 1.5), ('a', 1200000000, 0, 2.5);
                    INSERT INTO sensor (sensor, time, sequence, checkpoint) VALUES ('a', 600000000, 0, '{"Sensor":"a","Time":"0001-01-01T00:01:00Z","Sequence":0,"Places":[{"Time":"0001-01-01T00:01:00Z","Value":1.5,"IsExcluded":false}],"Calibration":[0.25,"NaN",0.75],"Phase":"Calm","Since":3,"Alarm":null,"Side":0,"SinceRefit":4}');
                    INSERT INTO alarm (sensor, opened, json) VALUES ('a', 600000000, '{"Sensor":"a","Opened":"0001-01-01T00:01:00Z","Last":"0001-01-01T00:01:00Z","Closed":null,"Readings":1,"IsConfirmed":true,"First":{"Value":9,"IsWarm":true,"Rung":"Frozen"},"Peak":{"Value":9,"IsWarm":false,"Rung":"Cold"},"Acknowledged":"0001-01-01T00:02:00Z","ShelvedUntil":null,"Ending":""}');
                    """;
                command.ExecuteNonQuery();
            }

            using (IFleetStore store = place.Open())
            {
                StoredFleet fleet = store.Load();
                Assert.Equal(2.5, Assert.Single(fleet.Since).Value);
                StoredSensor sensor = Assert.Single(fleet.Sensors);
                Assert.Equal((1.5, 4), (Assert.Single(sensor.Checkpoint.Places).Value, sensor.Checkpoint.SinceRefit));
                Assert.Equal([0.25, double.NaN, 0.75], sensor.Checkpoint.Calibration);
                LiveAlarm alarm = Assert.Single(store.Alarms(9));
                Assert.Equal((RefitRung.Frozen, RefitRung.Cold, 2), (alarm.First.Rung, alarm.Peak.Rung, alarm.Acknowledged!.Value.Minute));
            }

            Assert.Equal((long)SqliteSchema.Steps.Count, place.Execute("PRAGMA user_version"));
        }
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void A_database_of_a_newer_program_is_refused_by_name_and_left_alone(StoreKind kind)
    {
        using StorePlace place = new(kind, server);
        place.Open().Dispose();
        place.Execute(kind == StoreKind.Sqlite ? "PRAGMA user_version = 99" : "UPDATE exmc_schema SET version = 99");
        string message = Assert.Throws<InvalidDataException>(() => place.Open()).Message;
        Assert.Contains("schema 99", message, StringComparison.Ordinal);
        Assert.Contains(kind == StoreKind.Sqlite ? place.Options.Database : "'test", message, StringComparison.Ordinal);
        Assert.Equal("99", Convert.ToString(place.Execute(kind == StoreKind.Sqlite ? "PRAGMA user_version" : "SELECT version FROM exmc_schema"), CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_program_that_cannot_understand_its_store_ends_and_says_that_it_failed()
    {
        using StorePlace place = new(StoreKind.Sqlite, server);
        using (IFleetStore store = place.Open())
        {
            store.Save([], [], StoreTests.Cut(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), 0, null));
        }

        place.Execute("UPDATE sensor SET checkpoint = 'damaged'");
        using ServiceProcess service = new(place.Options.Database);
        Assert.Equal(1, service.ExitCode());
        Assert.Contains("A part of the service has failed", service.Output, StringComparison.Ordinal);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Programs_that_start_together_make_one_schema(StoreKind kind)
    {
        using StorePlace place = new(kind, server);
        IFleetStore[] stores = await Task.WhenAll(Enumerable.Range(0, kind == StoreKind.Sqlite ? 1 : 4).Select(_ => Task.Run(place.Open)));
        Assert.Equal(1, stores[0].Append([new LiveReading("a", new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), 0, 1)], []));
        Assert.All(stores, store => Assert.Equal(1, store.Count()));
        Array.ForEach(stores, store => store.Dispose());
    }

    [Theory]
    [InlineData("mysql", "", "x.db", "Exmc:Store must be 'sqlite' or 'postgres', not 'mysql'.")]
    [InlineData("postgres", "", "x.db", "Exmc:ConnectionString")]
    [InlineData("postgres", "Nonsense=1;Password=secret", "x.db", "Exmc:ConnectionString")]
    [InlineData("sqlite", "", "", "Exmc:Database")]
    [InlineData("postgres", "Host=h;Database=d", "", null)]
    public void Options_of_the_store_are_checked(string store, string connection, string file, string? problem)
    {
        string? found = new ServiceOptions { Store = store, ConnectionString = connection, Database = file }.Problem();
        Assert.Equal(problem is null, found is null);
        Assert.Contains(problem ?? string.Empty, found ?? string.Empty, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", found ?? string.Empty, StringComparison.Ordinal);
    }
}
