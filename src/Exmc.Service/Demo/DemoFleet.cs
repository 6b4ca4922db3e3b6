// Simulated sensors that publish to a broker in this process.
using System.Globalization;
using Exmc.Fleet;
using Microsoft.Extensions.Options;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Exmc.Service.Demo;

/// <summary>An embedded broker, and a client that publishes one reading per sensor and second, with faults.</summary>
internal sealed class DemoFleet(IOptions<ServiceOptions> options, TimeProvider clock) : BackgroundService
{
    private const int Length = 600;
    private const int FirstFault = 120;
    private const int Head = 80;

    private MqttServer? _broker;

    /// <summary>Starts the broker, so that a port that is taken is told before the service runs.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _broker = await DemoBroker.StartAsync(options.Value.MqttPort).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _broker?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ServiceOptions settings = options.Value;
        MqttClientFactory clients = new();
        using IMqttClient client = clients.CreateMqttClient();
        await client.ConnectAsync(clients.CreateClientOptionsBuilder().WithTcpServer("127.0.0.1", settings.MqttPort).Build(), stoppingToken).ConfigureAwait(false);
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(2), clock, stoppingToken).ConfigureAwait(false);
            DateTime start = clock.GetUtcNow().UtcDateTime.AddSeconds(-Head);
            for (int round = 0; ; round++)
            {
                SensorSeries[] series = [.. Enumerable.Range(0, settings.DemoSensors).Select(index => Simulator.Simulate((ulong)(round + 1), index, Length, FirstFault, Scenario.Faults))];
                for (int t = 0; t < Length; t++)
                {
                    DateTime time = start.AddSeconds((round * Length) + t);
                    TimeSpan early = time - clock.GetUtcNow().UtcDateTime;
                    if (early > TimeSpan.Zero)
                    {
                        await Task.Delay(early, clock, stoppingToken).ConfigureAwait(false);
                    }

                    foreach (SensorSeries one in series.Where(one => !double.IsNaN(one.Values[t])))
                    {
                        string payload = string.Create(CultureInfo.InvariantCulture, $"{{\"time\":\"{time:O}\",\"value\":{one.Values[t]:R}}}");
                        await client.PublishStringAsync($"{settings.MqttTopic}/{one.Name}", payload, MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken: stoppingToken).ConfigureAwait(false);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            await _broker!.StopAsync().ConfigureAwait(false);
        }
    }
}
