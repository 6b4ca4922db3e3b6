// The store alone, on each database.
using Exmc.Fleet;
using Exmc.Fleet.Live;
using Exmc.Service.Store;
using Xunit;

namespace Exmc.Service.Tests.Stores;

[Collection(StoreCollection.Name)]
public class StoreTests(PostgresServer server)
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_detector_that_was_stored_before_there_was_a_test_of_spread_is_read()
    {
        DetectorMemory memory = new([[0.25]], [1.5, 2.5], [0, 7]);
        string text = StoreJson.Of(memory).Replace(",\"Spread\":null", string.Empty, StringComparison.Ordinal);
        Assert.DoesNotContain("Spread", text, StringComparison.Ordinal);
        Assert.Equal(StoreJson.Of(memory), StoreJson.Of(StoreJson.To<DetectorMemory>(text)));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void What_is_saved_comes_back_and_keys_are_kept_once(StoreKind kind)
    {
        using StorePlace place = new(kind, server);
        LiveFit fit = Fit(3);
        AlarmEvidence evidence = new(Start, 9, -1, double.PositiveInfinity, 1e-9, 1e-8, 0.01, Start, Start, 3, RefitRung.Frozen);
        LiveCheckpoint checkpoint = new(
            "a",
            Start,
            0,
            [new WindowPlace(Start, double.NaN, true), new WindowPlace(Start, 0.1, false)],
            [0.5, 1.0 / 3],
            AlarmPhase.Holding,
            2,
            new LiveAlarm("a", Start, Start, null, 1, true, evidence, evidence, null, null, string.Empty),
            -1,
            6,
            new DetectorMemory([[0.25]], [1.5, 2.5], [0, 7], new SpreadMemory([0.125, 3], 2.5, 3)),
            new RefitMemory(5, 1, "told to fail", Start.AddSeconds(5), Start),
            new SeasonMemory(TimeSpan.FromMinutes(5), [double.NaN, 2], [new SeasonalSlot(3, 739000, 1.5, 2, [0.5, 0.75])]),
            null,
            new ScoredReading("a", Start, 0, 1, double.NaN, double.NaN, double.NaN, double.NaN, 0, null));
        DiscoveryMemory discoveries = new(77, [5, 9], [1e-5, 1e-7]);
        using (IFleetStore store = place.Open())
        {
            Assert.Equal(2, store.Append([new("a", Start, 0, 1), new("a", Start, 1, 2)], [new(Start, "a", "x\0\ud800", "bad")]));
            Assert.Equal(1, store.Append([new("a", Start, 1, 2), new("a", Start.AddSeconds(1), 0, 3), new("a", Start.AddSeconds(1), 0, 3)], []));
            PredictiveBands bands = new(-1, 1, double.NaN, 3);
            store.Save([new("a", Start, 0, 1, 0.5, 0.4, double.NaN, 2, 3, null, bands)], [], new FleetCheckpoint([(checkpoint, fit)], discoveries));
        }

        using IFleetStore again = place.Open();
        Assert.Equal(3, again.Count());
        StoredFleet fleet = again.Load();
        Assert.Equal([2.0, 3.0], fleet.Since.Select(reading => reading.Value));
        StoredSensor sensor = Assert.Single(fleet.Sensors);
        Assert.Equal(StoreJson.Of(checkpoint), StoreJson.Of(sensor.Checkpoint));
        Assert.Equal(StoreJson.Of(discoveries), StoreJson.Of(fleet.Discoveries));
        Assert.Equal(fit.Draws, sensor.Fit!.Draws);
        Assert.Equal(StoreJson.Of(StoreJson.Summary("a", fit)), StoreJson.Of(StoreJson.Summary("a", sensor.Fit)));
        Assert.Equal(StoredBytes.Of(fit.Adaptation), StoredBytes.Of(sensor.Fit.Adaptation));
        Assert.Equal(StoreJson.Of(StoreJson.Summary("a", fit)), StoreJson.Of(Assert.Single(again.Fits("a"))));
        Assert.Equal((new PredictiveBands(-1, 1, double.NaN, 3), null), (again.Recent("a", 3)[2].Bands, again.Recent("a", 3)[0].Bands));
        Assert.Equal((0.4, true), (again.Recent("a", 3)[2].Calibrated, double.IsNaN(again.Recent("a", 3)[2].Lower)));
        Assert.Equal(again.Recent("a", 3).Reverse(), again.History("a", Start, Start.AddSeconds(2)));
        Assert.Equal([Start], again.Days("a"));
        Assert.Empty(again.Days("b"));
        Assert.Equal("x\ufffd\ufffd", Assert.Single(again.Quarantine(Start, 9)).Text);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void Readings_come_back_in_the_order_in_which_they_came(StoreKind kind)
    {
        using StorePlace place = new(kind, server);
        LiveReading[] readings = [.. new[] { ("b", 5), ("a", 9), ("b", 2), ("a", 1), ("c", 3) }.Select(one => new LiveReading(one.Item1, Start.AddSeconds(one.Item2), 0, one.Item2))];
        using (IFleetStore store = place.Open())
        {
            store.Append(readings[..2], []);
        }

        using IFleetStore again = place.Open();
        again.Append(readings[2..], []);
        Assert.Equal(readings, again.Load().Since);
        Assert.Equal(["a", "b", "c"], again.Sensors().Order());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void A_checkpoint_without_a_fit_comes_back_without_one(StoreKind kind)
    {
        using StorePlace place = new(kind, server);
        using (IFleetStore store = place.Open())
        {
            store.Save([], [], Cut(Start, 0, Fit(1)));
            store.Save([], [], Cut(Start, 0, Fit(2)));
            store.Save([], [], Cut(Start, 0, null));
        }

        using IFleetStore again = place.Open();
        Assert.Null(Assert.Single(again.Load().Sensors).Fit);
        Assert.Equal([1L, 2L], again.Fits("a").Select(one => one.Number));
        again.Save([], [], Cut(Start, 0, Fit(4)));
        Assert.Equal(4, Assert.Single(again.Load().Sensors).Fit!.Number);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void An_acknowledged_alarm_stays_so_when_an_older_copy_is_saved_later(StoreKind kind)
    {
        AlarmEvidence evidence = new(Start, 9, -1, double.PositiveInfinity, 1e-9, 1e-8, 0.01, Start, Start, 3, RefitRung.Frozen);
        LiveAlarm alarm = new("a", Start, Start, null, 1, true, evidence, evidence, null, null, string.Empty);
        using StorePlace place = new(kind, server);
        using IFleetStore store = place.Open();
        FleetCheckpoint cut = Cut(Start, 0, null);
        store.Save([], [alarm], cut with { Sensors = [(cut.Sensors[0].Checkpoint with { Phase = AlarmPhase.Open, Alarm = alarm }, null)] });
        store.Save([], [alarm with { Acknowledged = Start.AddSeconds(5) }]);
        Assert.Equal(Start.AddSeconds(5), store.Load().Sensors[0].Checkpoint.Alarm!.Acknowledged);
        LiveAlarm last = alarm with { Readings = 2, Closed = Start.AddSeconds(7) };
        store.Save([], [alarm with { Readings = 2 }, last]);
        Assert.Equal(last with { Acknowledged = Start.AddSeconds(5) }, store.Find("a", Start));
        Assert.Equal(store.Find("a", Start), Assert.Single(store.Alarms(9)));
        Assert.Null(store.Find("a", Start.AddSeconds(1)));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void What_somebody_does_to_an_alarm_changes_nothing_else_of_it(StoreKind kind)
    {
        AlarmEvidence evidence = new(Start, 9, -1, double.PositiveInfinity, 1e-9, 1e-8, 0.01, Start, Start, 3, RefitRung.Frozen);
        LiveAlarm open = new("a", Start, Start, null, 1, true, evidence, evidence, null, null, string.Empty);
        using StorePlace place = new(kind, server);
        using IFleetStore store = place.Open();
        Assert.False(store.Mark("a", Start, Start.AddSeconds(2), null));
        Assert.Null(store.Find("a", Start));

        // Somebody looks at the open alarm, which closes before the action arrives.
        LiveAlarm closed = open with { Readings = 4, Closed = Start.AddSeconds(7), Ending = "calm" };
        store.Save([], [open]);
        store.Save([], [closed]);
        Assert.True(store.Mark("a", Start, Start.AddSeconds(5), null));
        Assert.True(store.Mark("a", Start, Start.AddSeconds(6), null));
        Assert.Equal(closed with { Acknowledged = Start.AddSeconds(5) }, store.Find("a", Start));

        // The last one who shelves decides, also when a copy from before is saved afterwards.
        Assert.True(store.Mark("a", Start, null, Start.AddHours(2)));
        Assert.True(store.Mark("a", Start, null, Start.AddHours(1)));
        store.Save([], [closed with { ShelvedUntil = Start.AddHours(2) }]);
        Assert.Equal(closed with { Acknowledged = Start.AddSeconds(5), ShelvedUntil = Start.AddHours(1) }, store.Find("a", Start));
        Assert.False(store.Mark("b", Start, Start, Start));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void The_last_fits_and_alarms_of_a_sensor_and_its_days_are_found_among_those_of_others(StoreKind kind)
    {
        AlarmEvidence evidence = new(Start, 9, -1, 1, 1e-9, 1e-8, 0.01, Start, Start, 3, RefitRung.Frozen);
        LiveAlarm alarm = new("quiet", Start, Start, null, 1, true, evidence, evidence, null, null, string.Empty);
        using StorePlace place = new(kind, server);
        using IFleetStore store = place.Open();
        store.Save([], [alarm, alarm with { Opened = Start.AddSeconds(1) }, alarm with { Sensor = "busy", Opened = Start.AddSeconds(2) }]);
        Assert.Equal(["busy", "quiet"], store.Alarms(2).Select(one => one.Sensor));
        Assert.Equal([Start.AddSeconds(1), Start], store.Alarms(2, "quiet").Select(one => one.Opened));
        Assert.Equal(Start.AddSeconds(1), Assert.Single(store.Alarms(1, "quiet")).Opened);

        // An open one comes before newer ones that are closed.
        store.Save([], [alarm with { Opened = Start.AddSeconds(1), Closed = Start.AddSeconds(3) }, alarm with { Sensor = "busy", Opened = Start.AddSeconds(2), Closed = Start.AddSeconds(3) }]);
        Assert.Equal([Start, Start.AddSeconds(2)], store.Alarms(2).Select(one => one.Opened));
        Assert.Equal(Start, Assert.Single(store.Alarms(1, "quiet")).Opened);
        for (int number = 1; number <= 12; number++)
        {
            store.Save([], [], Cut(Start, 0, Fit(number)));
        }

        Assert.Equal([10L, 11L, 12L], store.Fits("a", 3).Select(one => one.Number));
        Assert.Equal(12, store.Fits("a").Count);
        DateTime old = new(1970, 1, 1, 23, 59, 59, DateTimeKind.Utc);
        store.Append([new("a", old, 0, 1), new("a", old.AddSeconds(1), 0, 1), new("a", Start.AddHours(3), 0, 1), new("a", Start.AddHours(4), 0, 1), new("b", Start.AddDays(-1), 0, 1)], []);
        Assert.Equal([old.Date, old.Date.AddDays(1), Start], store.Days("a"));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void A_commit_that_fails_keeps_nothing_and_can_be_done_again(StoreKind kind)
    {
        using StorePlace place = new(kind, server);
        using IFleetStore store = place.Open();
        place.Execute("ALTER TABLE live_window RENAME TO elsewhere");
        Assert.ThrowsAny<System.Data.Common.DbException>(() => store.Save([new("a", Start, 0, 1, 0.5, 0.4, 1, 2, 3, null)], [], Cut(Start, 0, Fit(1))));
        Assert.Empty(store.Fits("a"));
        place.Execute("ALTER TABLE elsewhere RENAME TO live_window");
        Assert.Empty(store.Load().Sensors);
        store.Save([], [], Cut(Start, 0, Fit(1)));
        Assert.Equal(1, Assert.Single(store.Load().Sensors).Fit!.Number);
    }

    internal static FleetCheckpoint Cut(DateTime time, int places, LiveFit? fit) => new(
        [(new LiveCheckpoint("a", time, 0, [.. Enumerable.Range(0, places).Select(k => new WindowPlace(time.AddDays(k - places + 1), k, false))], [0.5], AlarmPhase.Calm, 0, null, 0, 0), fit)],
        new DiscoveryMemory(0, [], []));

    internal static LiveFit Fit(long number) => new(
        number,
        Start.AddDays(number),
        RefitRung.Reweighted,
        new Standardization(1, 2),
        [0.1, 1.0 / 3],
        new Adaptation("m", "h", [new ChainAdaptation(new[] { 0.5 }, 0.25, new[] { 2.0 }, new[] { 1.0 }, MetricKind.Diagonal, new CarriedDraws(new[] { 0.1, 0.2 }, new[] { -1.5, -2.5 }, 3, 7))], 4, 5),
        60,
        1,
        2.5,
        "why",
        "model");
}
