// What listeners of the page's stream are sent, without a server.
using System.Text.Json;
using Exmc.Fleet;
using Exmc.Fleet.Live;
using Exmc.Service.Page;
using Xunit;

namespace Exmc.Service.Tests;

public class LiveFeedTests
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_listener_gets_the_cards_that_changed_with_the_readings_it_lacks()
    {
        LiveFeed feed = new(TimeProvider.System);
        Read(feed, "a", 1);
        Read(feed, "b", 2);
        Publish(feed, "a", "b");
        FleetFrame all = feed.Since(0);
        Assert.Equal(("fleet", "a:1 b:2"), (all.Kind, Text(all)));
        Read(feed, "b", 3);
        Read(feed, "b", 4);
        Publish(feed, "a", "b");
        FleetFrame change = feed.Since(all.Version);
        Assert.Equal(("change", "b:3,4"), (change.Kind, Text(change)));
        Assert.Same(change, feed.Since(all.Version));
        Publish(feed, "a", "b");
        Assert.Equal(change.Version, feed.Since(change.Version).Version);
        Assert.Equal(change.Version, feed.VersionOf(change.Id));
        Assert.Equal(0, feed.VersionOf("0-" + change.Id));
    }

    [Fact]
    public void Whatever_a_listener_misses_it_ends_with_the_same_sparkline()
    {
        Random random = new(7);
        LiveFeed feed = new(TimeProvider.System);
        List<double> truth = [];
        List<double> quick = [], slow = [];
        long quickAt = 0, slowAt = 0;
        for (int round = 1; round <= 400; round++)
        {
            for (int k = random.Next(3); k > 0; k--)
            {
                truth.Add(truth.Count);
                Read(feed, "a", truth[^1]);
            }

            Publish(feed, "a");
            quickAt = Take(feed, quickAt, quick);
            if (random.Next(20) == 0)
            {
                slowAt = Take(feed, slowAt, slow);
            }
        }

        Take(feed, slowAt, slow);
        Assert.Equal(truth.TakeLast(LiveFeed.SparkLength), quick);
        Assert.Equal(truth.TakeLast(LiveFeed.SparkLength), slow);
    }

    [Fact]
    public void A_reading_that_comes_between_two_events_is_in_one_of_them()
    {
        LiveFeed feed = new(TimeProvider.System);
        List<double> spark = [];
        Read(feed, "a", 1);
        Publish(feed, "a");
        Read(feed, "a", 2);
        long at = Take(feed, 0, spark);
        Assert.Equal([1.0], spark);
        Publish(feed, "a");
        Read(feed, "a", 3);
        at = Take(feed, at, spark);
        Assert.Equal([1.0, 2.0], spark);
        Publish(feed, "a");
        Take(feed, at, spark);
        Assert.Equal([1.0, 2.0, 3.0], spark);
    }

    [Theory]
    [InlineData(101325.0, 0.3)]
    [InlineData(-0.001, 1e-6)]
    [InlineData(5e9, 1e8)]
    [InlineData(20.0, 0.0)]
    public void A_sparkline_shows_what_varies_however_far_from_zero(double level, double spread)
    {
        LiveFeed feed = new(TimeProvider.System);
        double[] values = [.. Enumerable.Range(0, 30).Select(k => level + (spread * Math.Sin(k)))];
        Array.ForEach(values, value => Read(feed, "a", value));
        Publish(feed, "a");
        List<double> spark = [];
        Take(feed, 0, spark);
        Assert.All(values.Zip(spark), one => Assert.InRange(one.Second, one.First - (1e-3 * spread), one.First + (1e-3 * spread)));
    }

    [Fact]
    public void A_listener_that_is_far_behind_gets_everything()
    {
        LiveFeed feed = new(TimeProvider.System);
        Read(feed, "quiet", 1);
        Publish(feed, "quiet");
        long at = feed.Since(0).Version;
        for (int round = 0; round <= LiveFeed.MostBehind; round++)
        {
            Assert.Equal("change", round == 0 ? "change" : feed.Since(at).Kind);
            Read(feed, "busy", round);
            Publish(feed, "quiet", "busy");
        }

        FleetFrame frame = feed.Since(at);
        Assert.Equal("fleet", frame.Kind);
        Assert.StartsWith("busy:0,1,2", Text(frame), StringComparison.Ordinal);
        Assert.EndsWith(" quiet:1", Text(frame), StringComparison.Ordinal);
    }

    [Fact]
    public void An_alarm_that_was_scored_is_told_when_the_store_has_it()
    {
        LiveFeed feed = new(TimeProvider.System);
        AlarmEvidence evidence = new(Start, 9, -1, 1, 1e-9, 1e-8, 0.01, Start, Start, 3, RefitRung.Frozen);
        LiveAlarm alarm = new("a", Start, Start, null, 1, true, evidence, evidence, null, null, string.Empty);
        Read(feed, "a", 1);
        Publish(feed, "a");
        long before = Alarms(feed.Since(0));
        feed.Add(new ScoredReading("a", Start, 1, 9, 1e-9, 1e-8, 0, 1, 1, alarm));
        Publish(feed, "a");
        Assert.Equal(before, Alarms(feed.Since(0)));
        feed.NoteAlarm();
        Publish(feed, "a");
        Assert.Equal(before + 1, Alarms(feed.Since(0)));
    }

    [Fact]
    public void An_alarm_that_somebody_acknowledges_is_told()
    {
        LiveFeed feed = new(TimeProvider.System);
        Read(feed, "a", 1);
        Publish(feed, "a");
        FleetFrame before = feed.Since(0);
        Task changed = feed.NewerThan(before.Version);
        Assert.False(changed.IsCompleted);
        feed.NoteAlarm();
        Publish(feed, "a");
        Assert.True(changed.IsCompletedSuccessfully);
        Assert.Equal(Alarms(before) + 1, Alarms(feed.Since(before.Version)));
    }

    private static long Alarms(FleetFrame frame) => JsonDocument.Parse(frame.Json).RootElement.GetProperty("alarms").GetInt64();

    private static void Read(LiveFeed feed, string sensor, double value) => feed.Add(new ScoredReading(sensor, Start, 0, value, 0.5, 0.5, 0, 1, 1, null));

    private static void Publish(LiveFeed feed, params string[] sensors) =>
        feed.Publish([.. sensors.Select(name => new LiveStatus(name, LiveState.Normal, false, null, null, null, string.Empty))]);

    private static long Take(LiveFeed feed, long since, List<double> spark)
    {
        FleetFrame frame = feed.Since(since);
        foreach (JsonElement card in Cards(frame))
        {
            if (frame.Kind == "fleet")
            {
                spark.Clear();
            }

            spark.AddRange(card.GetProperty("spark").EnumerateArray().Select(value => value.GetDouble()));
            spark.RemoveRange(0, Math.Max(0, spark.Count - LiveFeed.SparkLength));
        }

        return frame.Version;
    }

    private static string Text(FleetFrame frame) =>
        string.Join(' ', Cards(frame).Select(card => $"{card.GetProperty("sensor")}:{string.Join(',', card.GetProperty("spark").EnumerateArray())}"));

    private static JsonElement.ArrayEnumerator Cards(FleetFrame frame) => JsonDocument.Parse(frame.Json).RootElement.GetProperty("sensors").EnumerateArray();
}
