// What a store forgets, and what it never does.
using Exmc.Fleet.Live;
using Xunit;

namespace Exmc.Service.Tests.Stores;

[Collection(StoreCollection.Name)]
public class RetentionTests(PostgresServer server)
{
    private const int Days = 40;
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void Old_readings_go_with_their_scores_fits_and_refusals(StoreKind kind)
    {
        using StorePlace place = new(kind, server);
        using IFleetStore store = Filled(place, scored: Days, window: 5);
        store.Forget(new Retention(Start.AddDays(30), 0));
        Assert.Equal(Enumerable.Range(30, 10).Select(day => Start.AddDays(day)), store.History("a", Start, Start.AddDays(99)).Select(one => one.Time));
        Assert.Equal(10L, Convert.ToInt64(place.Execute("SELECT count(*) FROM score"), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(Start.AddDays(35), Assert.Single(store.Quarantine(DateTime.MinValue, 9)).At);

        // Fit 3 is old and gone, fit 6 is old and in use.
        Assert.Equal([6L], store.Fits("a").Select(one => one.Number));
        Assert.Equal(6, store.Load().Sensors[0].Fit!.Number);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void So_many_readings_of_a_sensor_stay(StoreKind kind)
    {
        using StorePlace place = new(kind, server);
        using IFleetStore store = Filled(place, scored: Days, window: 5);
        store.Forget(new Retention(DateTime.MinValue, 12));
        Assert.Equal(12, store.Count());
        Assert.Equal(Start.AddDays(Days - 12), store.Days("a")[0]);
        store.Forget(new Retention(DateTime.MinValue, 100));
        Assert.Equal(12, store.Count());
        Assert.Equal(2, store.Fits("a").Count);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void Fits_go_when_no_kept_score_is_theirs_and_refusals_when_there_are_as_many_newer_ones(StoreKind kind)
    {
        using StorePlace place = new(kind, server);
        using IFleetStore store = place.Open();
        for (int day = 0; day < Days; day++)
        {
            // A fit every second day, by a clock that is far ahead of the readings.
            store.Append([new LiveReading("a", Start.AddDays(day), 0, day)], [new(Start.AddYears(5).AddDays(day), "a", "x", "bad")]);
            store.Save([new ScoredReading("a", Start.AddDays(day), 0, day, 0.5, 0.5, 1, 2, day < 2 ? 0 : day / 2, null)], [], StoreTests.Cut(Start.AddDays(day), 2, day < 2 ? null : StoreTests.Fit(day / 2) with { At = Start.AddYears(5) }));
        }

        store.Forget(new Retention(DateTime.MinValue, 10));
        Assert.Equal(Enumerable.Range(15, 5).Select(number => (long)number), store.Fits("a").Select(one => one.Number));
        Assert.Equal(Enumerable.Range(Days - 10, 10).Select(day => Start.AddYears(5).AddDays(day)), store.Quarantine(DateTime.MinValue, Days).Select(one => one.At));
        store.Forget(new Retention(DateTime.MinValue, 1));
        Assert.Equal(19, Assert.Single(store.Fits("a")).Number);
        Assert.Equal(19, store.Load().Sensors[0].Fit!.Number);
        Assert.Single(store.Quarantine(DateTime.MinValue, Days));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void Readings_of_the_window_and_those_not_yet_scored_stay_however_old(StoreKind kind)
    {
        using StorePlace place = new(kind, server);
        using IFleetStore store = Filled(place, scored: 20, window: 5);
        store.Append([new("b", Start, 0, 1)], []);
        StoredFleet before = store.Load();
        store.Forget(new Retention(Start.AddYears(1), 1));
        Assert.Equal(Start.AddDays(15), store.Days("a")[0]);
        Assert.Equal(Days - 15 + 1, store.Count());
        StoredFleet after = store.Load();
        Assert.Equal(before.Since, after.Since);
        Assert.Equal(before.Sensors[0].Checkpoint.Places, after.Sensors[0].Checkpoint.Places);
    }

    // One reading a day; those of the first days are scored, and the last of these make the window.
    private static IFleetStore Filled(StorePlace place, int scored, int window)
    {
        IFleetStore store = place.Open();
        store.Append([.. Enumerable.Range(0, Days).Select(day => new LiveReading("a", Start.AddDays(day), 0, day))], [new(Start, "a", "x", "bad"), new(Start.AddDays(35), "a", "y", "bad")]);
        store.Save([.. Enumerable.Range(0, scored).Select(day => new ScoredReading("a", Start.AddDays(day), 0, day, 0.5, 0.5, 1, 2, 3, null))], [], StoreTests.Cut(Start.AddDays(scored - 1), window, StoreTests.Fit(3)));
        store.Save([], [], StoreTests.Cut(Start.AddDays(scored - 1), window, StoreTests.Fit(6)));
        return store;
    }
}
