// The MQTT ingest alone: a broker before it, and the test in the place of the store's writer.
using Exmc.Fleet.Live;
using Exmc.Service.Ingest;
using Exmc.Service.Telemetry;
using Exmc.Service.Tests.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MQTTnet;
using MQTTnet.Protocol;

namespace Exmc.Service.Tests.Mqtt;

/// <summary>The ingest can be stopped and started again, as the service may be; the broker stays.</summary>
/// <param name="port">Port of the broker.</param>
/// <param name="mostPending">Readings that may wait.</param>
internal sealed class IngestHarness(int port, int mostPending = 1000) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly FleetEngine _engine = new(new LiveOptions(), new PathFitter(), TimeProvider.System);
    private readonly List<IngestBatch> _open = [];
    private IMqttClient? _client;
    private MqttIngest? _ingest;
    private FleetMeters? _meters;

    public ServiceOptions Options { get; } = new() { MqttHost = "127.0.0.1", MqttPort = port };

    public IngestQueue Queue { get; private set; } = new(mostPending);

    /// <summary>Starts the ingest, as after a start of the service, and waits until the broker has granted its subscription.</summary>
    public async Task StartAsync()
    {
        const int connected = 10;
        using EventTimes events = new();
        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddProvider(events));
        Queue = new IngestQueue(mostPending);
        _meters = new FleetMeters(_engine, Queue);
        _ingest = new MqttIngest(Queue, _engine, _meters, new OptionsWrapper<ServiceOptions>(Options), TimeProvider.System, loggers.CreateLogger<MqttIngest>());
        await _ingest.StartAsync(CancellationToken.None);
        using CancellationTokenSource patience = new(Patience);
        while (!events.Has(connected))
        {
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>Stops it, with whatever has not been committed.</summary>
    public async Task StopAsync()
    {
        if (_ingest is not null)
        {
            Task stopped = _ingest.StopAsync(CancellationToken.None);
            _open.ToList().ForEach(Fail);
            Queue.Abandon();
            await stopped.WaitAsync(Patience);
            _ingest.Dispose();
            _meters!.Dispose();
            _ingest = null;
        }
    }

    /// <summary>Publishes by a client of its own; the broker has taken it when this returns.</summary>
    public async Task PublishAsync(string topic, string payload, MqttQualityOfServiceLevel level = MqttQualityOfServiceLevel.AtLeastOnce, bool retain = false)
    {
        if (_client is null)
        {
            _client = new MqttClientFactory().CreateMqttClient();
            await _client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).Build());
        }

        await _client.PublishStringAsync(topic, payload, level, retain);
    }

    /// <summary>The next batch that is to be written.</summary>
    public async Task<IngestBatch> NextAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        IngestBatch batch = await Queue.Reader.ReadAsync(patience.Token);
        _open.Add(batch);
        return batch;
    }

    /// <summary>Tells the ingest that a batch is on the disk.</summary>
    public void Commit(IngestBatch batch)
    {
        _open.Remove(batch);
        Queue.Done(batch);
        batch.Committed.SetResult();
    }

    /// <summary>Tells it that the store failed.</summary>
    public void Fail(IngestBatch batch)
    {
        _open.Remove(batch);
        Queue.Done(batch);
        batch.Committed.SetException(new IOException("disk full"));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client?.Dispose();
    }
}
