// Readings from an MQTT broker.
using System.Globalization;
using System.Text;
using Exmc.Fleet.Live;
using Microsoft.Extensions.Options;
using MQTTnet;
using MQTTnet.Protocol;

namespace Exmc.Service.Ingest;

/// <summary>
/// Subscribes with QoS 1 and acknowledges a message when its reading is on the disk. The topic names the sensor; the payload is a number or
/// JSON. Retained values are skipped: they may be of any age. The client connects anew whenever the broker is gone.
/// </summary>
internal sealed partial class MqttIngest(IngestQueue queue, FleetEngine engine, IOptions<ServiceOptions> options, TimeProvider clock, ILogger<MqttIngest> logger) : BackgroundService
{
    // What a broker may send ahead of the commits (MQTT 5).
    private const ushort MostUnacknowledged = 2000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ServiceOptions settings = options.Value;
        if (settings.MqttHost.Length == 0)
        {
            return;
        }

        MqttClientFactory factory = new();
        using IMqttClient client = factory.CreateMqttClient();
        client.ApplicationMessageReceivedAsync += message => TakeAsync(message, settings.MqttTopic);
        MqttClientOptions connection = factory.CreateClientOptionsBuilder().WithTcpServer(settings.MqttHost, settings.MqttPort).WithClientId("exmc-service").WithCleanSession(false).WithReceiveMaximum(MostUnacknowledged).Build();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!client.IsConnected)
                {
                    await client.ConnectAsync(connection, stoppingToken).ConfigureAwait(false);
                    await client.SubscribeAsync(settings.MqttTopic + "/#", MqttQualityOfServiceLevel.AtLeastOnce, stoppingToken).ConfigureAwait(false);
                    LogConnected(settings.MqttHost, settings.MqttPort);
                }

                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogLost(exception.Message);
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    internal static ParsedReadings Parse(string topic, string prefix, string payload, DateTime now)
    {
        string sensor = topic.StartsWith(prefix + "/", StringComparison.Ordinal) ? topic[(prefix.Length + 1)..] : topic;
        if (!double.TryParse(payload, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
        {
            return JsonReadings.Parse(Encoding.UTF8.GetBytes(payload), now, sensor);
        }

        ParsedReadings parsed = new();
        parsed.Take(1, payload, sensor, now, 0, value);
        return parsed;
    }

    // The message is acknowledged by not throwing; one that is not committed comes again after a reconnect.
    private async Task TakeAsync(MqttApplicationMessageReceivedEventArgs message, string prefix)
    {
        message.AutoAcknowledge = false;
        DateTime now = clock.GetUtcNow().UtcDateTime;
        if (!message.ApplicationMessage.Retain)
        {
            ParsedReadings parsed = Parse(message.ApplicationMessage.Topic, prefix, message.ApplicationMessage.ConvertPayloadToString() ?? string.Empty, now);
            parsed.Screen(engine);
            IEnumerable<QuarantinedReading> refused = parsed.Refused.Select(line => new QuarantinedReading(now, message.ApplicationMessage.Topic, line.Text, line.Reason));
            _ = CommitAsync(message, parsed, [.. refused]);
            return;
        }

        await message.AcknowledgeAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private async Task CommitAsync(MqttApplicationMessageReceivedEventArgs message, ParsedReadings parsed, QuarantinedReading[] refused)
    {
        try
        {
            // Back pressure on a broker: wait for room.
            IngestOutcome outcome;
            while ((outcome = await queue.CommitAsync(parsed.Readings, refused).ConfigureAwait(false)) == IngestOutcome.Busy)
            {
                await Task.Delay(Pause, clock).ConfigureAwait(false);
            }

            if (outcome == IngestOutcome.Committed)
            {
                await message.AcknowledgeAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            LogLost(exception.Message);
        }
    }

    [LoggerMessage(10, LogLevel.Information, "Connected to the broker at {Host}:{Port}")]
    private partial void LogConnected(string host, int port);

    [LoggerMessage(11, LogLevel.Warning, "Broker: {Reason}")]
    private partial void LogLost(string reason);
}
