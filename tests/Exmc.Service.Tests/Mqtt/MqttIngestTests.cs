// What becomes of messages when the service, the store or the broker is away, or the message is none.
using System.Diagnostics;
using Exmc.Fleet.Live;
using Exmc.Service.Ingest;
using MQTTnet.Protocol;
using MQTTnet.Server;
using Xunit;

namespace Exmc.Service.Tests.Mqtt;

[Collection(LocalService.Name)]
public class MqttIngestTests
{
    [Fact]
    public async Task What_is_published_while_the_service_is_away_comes_when_it_is_back()
    {
        int port = ServiceProcess.FreePort();
        using MqttServer broker = await BrokerAsync(port);
        await CheckAwayAsync(port);
    }

    [ToolFact(MosquittoBroker.Program, MosquittoBroker.Package)]
    public async Task So_it_does_with_a_broker_that_is_not_ours()
    {
        int port = ServiceProcess.FreePort();
        using MosquittoBroker broker = new(port);
        await CheckAwayAsync(port);
    }

    [Fact]
    public async Task When_the_store_fails_a_message_is_tried_again_before_later_ones_and_acknowledged_when_it_is_kept()
    {
        int port = ServiceProcess.FreePort();
        using MqttServer broker = await BrokerAsync(port);
        await using IngestHarness ingest = new(port);
        await ingest.StartAsync();
        await ingest.PublishAsync("exmc/a", "1");
        IngestBatch batch = await ingest.NextAsync();
        await ingest.PublishAsync("exmc/a", "2");
        ingest.Fail(batch);
        IngestBatch again = await ingest.NextAsync();
        Assert.Equal(batch.Readings, again.Readings);
        ingest.Commit(again);
        IngestBatch later = await ingest.NextAsync();
        Assert.Equal(2, Assert.Single(later.Readings).Value);

        // The first is acknowledged, the second is not: it comes again, before a third.
        await ingest.StopAsync();
        await ingest.PublishAsync("exmc/a", "3");
        await ingest.StartAsync();
        double[] values = await ValuesAsync(ingest, 2);
        Assert.Equal([2.0, 3.0], values);
    }

    [Fact]
    public async Task More_readings_than_the_queue_takes_come_in_pieces_and_in_order()
    {
        int port = ServiceProcess.FreePort();
        using MqttServer broker = await BrokerAsync(port);
        await using IngestHarness ingest = new(port, mostPending: 10);
        await ingest.StartAsync();

        // The queue is full when they come.
        Task<IngestOutcome> first = ingest.Queue.CommitAsync([.. Enumerable.Range(0, 10).Select(k => new LiveReading("b", DateTime.UnixEpoch, k, -1))], []);
        string time = DateTime.UtcNow.ToString("O");
        await ingest.PublishAsync("exmc/a", $"[{string.Join(',', Enumerable.Range(0, 25).Select(k => $"{{\"value\":{k},\"time\":\"{time}\",\"sequence\":{k}}}"))}]");
        for (int k = 25; k < 30; k++)
        {
            await ingest.PublishAsync("exmc/a", $"{k}");
        }

        await Task.Delay(300);
        Assert.Equal(10, ingest.Queue.Pending);
        ingest.Commit(await ingest.NextAsync());
        Assert.Equal(IngestOutcome.Committed, await first);
        Assert.Equal(Enumerable.Range(0, 30).Select(k => (double)k), await ValuesAsync(ingest, 30));
    }

    [Fact]
    public async Task What_is_no_reading_is_kept_with_its_topic_its_text_and_the_reason()
    {
        int port = ServiceProcess.FreePort();
        using MqttServer broker = await BrokerAsync(port);
        await using IngestHarness ingest = new(port);
        ingest.Options.MaxReadings = 2;
        ingest.Options.MaxBodyBytes = 100;
        await ingest.StartAsync();
        (string Topic, string Payload, string Sensor, string Reason)[] bad =
        [
            ("exmc/a", "21,5", "exmc/a", "not JSON"),
            ("exmc/b", "NaN", "b", "not a finite number"),
            ("exmc/c", "{\"value\":\"1\"}", "c", "value is not a number"),
            ("exmc/", "{\"value\":1}", "exmc/", "no sensor is named"),
            ("exmc/d", "[{\"value\":1},{\"value\":2},{\"value\":3}]", "exmc/d", "more than 2 readings"),
            ("exmc/e", new string('1', 101), "exmc/e", "101 bytes, but at most 100"),
            ("exmc/f", "{\"value\":1,\"time\":\"3026-01-01\"}", "f", "ahead of the clock"),
            ("exmc/g", "[{\"value\":1},{\"value\":2}]", "g", "without a time"),
        ];
        foreach ((string topic, string payload, _, _) in bad)
        {
            await ingest.PublishAsync(topic, payload);
        }

        List<QuarantinedReading> kept = [];
        while (kept.Count < bad.Length)
        {
            IngestBatch batch = await ingest.NextAsync();
            kept.AddRange(batch.Refused);
            ingest.Commit(batch);
        }

        Assert.Equal(bad.Select(one => one.Sensor), kept.Select(one => one.Sensor));
        Assert.All(bad.Zip(kept), one => Assert.Contains(one.First.Reason, one.Second.Reason, StringComparison.Ordinal));
        Assert.Equal("21,5", kept[0].Text);
    }

    [Fact]
    public async Task A_broker_of_an_older_protocol_serves_as_well_and_keeps_the_session()
    {
        using OldBroker broker = new("exmc/a", "42.5");
        await using IngestHarness ingest = new(broker.Port);
        await ingest.StartAsync();
        IngestBatch batch = await ingest.NextAsync();
        Assert.Equal(("a", 42.5), (Assert.Single(batch.Readings).Sensor, batch.Readings[0].Value));
        Assert.False(broker.Acknowledged.IsCompleted || broker.IsClean);
        ingest.Commit(batch);
        await broker.Acknowledged.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Retained_values_are_counted_and_skipped()
    {
        int port = ServiceProcess.FreePort();
        await using LocalService service = await LocalService.StartAsync("--Exmc:MqttHost", "127.0.0.1", "--Exmc:MqttPort", $"{port}");
        using MqttServer broker = await BrokerAsync(port);
        await using IngestHarness client = new(port);
        await client.PublishAsync("exmc/old", "7", retain: true);
        await client.PublishAsync("exmc/older", "8", MqttQualityOfServiceLevel.AtMostOnce, retain: true);
        await service.UntilMetricAsync("ppl_ingest_retained_total", string.Empty, 2);
        Assert.Equal(0, await service.MetricAsync("ppl_ingest_readings_total"));
    }

    private static async Task CheckAwayAsync(int port)
    {
        await using IngestHarness ingest = new(port);
        await ingest.StartAsync();

        // One that is taken and not committed, then one that nobody is there for.
        await ingest.PublishAsync("exmc/a", "1");
        Assert.Equal(1, Assert.Single((await ingest.NextAsync()).Readings).Value);
        await ingest.StopAsync();
        await ingest.PublishAsync("exmc/a", "2");
        await ingest.StartAsync();
        double[] values = await ValuesAsync(ingest, 2);
        Assert.Equal([1.0, 2.0], values);
    }

    private static async Task<double[]> ValuesAsync(IngestHarness ingest, int count)
    {
        List<double> values = [];
        Stopwatch waited = Stopwatch.StartNew();
        while (values.Count < count && waited.Elapsed < TimeSpan.FromSeconds(20))
        {
            IngestBatch batch = await ingest.NextAsync();
            Assert.InRange(batch.Count, 1, ingest.Queue.MostPending);
            values.AddRange(batch.Readings.Where(reading => reading.Sensor == "a").Select(reading => reading.Value));
            ingest.Commit(batch);
        }

        return [.. values];
    }

    private static async Task<MqttServer> BrokerAsync(int port)
    {
        MqttServerFactory servers = new();
        MqttServer broker = servers.CreateMqttServer(servers.CreateServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointPort(port).WithPersistentSessions().Build());
        await broker.StartAsync();
        return broker;
    }
}
