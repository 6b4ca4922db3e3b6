// Readings from an MQTT broker.
using System.Buffers;
using System.Threading.Channels;
using Exmc.Fleet.Live;
using Exmc.Service.Telemetry;
using Microsoft.Extensions.Options;
using MQTTnet;
using MQTTnet.Protocol;

namespace Exmc.Service.Ingest;

/// <summary>
/// Takes messages in the order in which they come, and acknowledges each when its readings, or their refusal, are on the disk. Retained values are
/// counted and skipped: they may be of any age. The client connects anew whenever the broker is gone.
/// </summary>
internal sealed partial class MqttIngest(IngestQueue queue, FleetEngine engine, FleetMeters meters, IOptions<ServiceOptions> options, TimeProvider clock, ILogger<MqttIngest> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Channel<MqttMessage> _messages = Channel.CreateUnbounded<MqttMessage>(new UnboundedChannelOptions { SingleReader = true });
    private int _waiting;
    private string _said = string.Empty;

    // Number of the connection, and of the first one since which no message of an earlier connection is awaited any more, because the broker sends them all again.
    private int _connection;
    private int _resumed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.MqttHost.Length == 0)
        {
            return;
        }

        using IMqttClient client = new MqttClientFactory().CreateMqttClient();
        client.ApplicationMessageReceivedAsync += TakeAsync;
        await Task.WhenAll(StayConnectedAsync(client, stoppingToken), CommitAsync(client, stoppingToken)).ConfigureAwait(false);
    }

    private async Task StayConnectedAsync(IMqttClient client, CancellationToken cancellation)
    {
        ServiceOptions settings = options.Value;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                if (!client.IsConnected)
                {
                    int connection = Interlocked.Increment(ref _connection);
                    if (await MqttConnection.OpenAsync(client, settings, cancellation).ConfigureAwait(false))
                    {
                        Volatile.Write(ref _resumed, connection);
                    }

                    _said = string.Empty;
                    LogConnected(settings.MqttHost, settings.MqttPort);
                }
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                Say(exception.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Pause, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TakeAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        received.AutoAcknowledge = false;
        MqttApplicationMessage message = received.ApplicationMessage;
        bool isAwaited = message.QualityOfServiceLevel != MqttQualityOfServiceLevel.AtMostOnce;
        if (message.Retain)
        {
            meters.SkipRetained();
            await received.AcknowledgeAsync(CancellationToken.None).ConfigureAwait(false);
        }
        else if (!isAwaited && Volatile.Read(ref _waiting) >= queue.MostPending)
        {
            // What its sender sends at most once cannot be held back at the broker.
            meters.Reject(Rejection.Busy);
        }
        else
        {
            Interlocked.Increment(ref _waiting);
            _messages.Writer.TryWrite(new MqttMessage(
                message.Topic, message.Payload.ToArray(), clock.GetUtcNow().UtcDateTime, Volatile.Read(ref _connection), isAwaited ? received : null));
        }
    }

    private async Task CommitAsync(IMqttClient client, CancellationToken cancellation)
    {
        PatientIngest patient = new(queue, clock, Say);
        List<MqttMessage> taken = [];
        while (await WaitAsync(cancellation).ConfigureAwait(false))
        {
            List<LiveReading> readings = [];
            List<QuarantinedReading> refused = [];
            taken.Clear();
            while (readings.Count + refused.Count < PatientIngest.MostTogether && _messages.Reader.TryRead(out MqttMessage? message))
            {
                Interlocked.Decrement(ref _waiting);
                if (message.Source is null || message.Connection >= Volatile.Read(ref _resumed))
                {
                    taken.Add(message);
                    Read(message, readings, refused);
                }
            }

            if (!await patient.CommitAsync(readings, refused, cancellation).ConfigureAwait(false))
            {
                return;
            }

            foreach (MqttMessage message in taken)
            {
                await AcknowledgeAsync(client, message).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> WaitAsync(CancellationToken cancellation)
    {
        try
        {
            return await _messages.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Read(MqttMessage message, List<LiveReading> readings, List<QuarantinedReading> refused)
    {
        ServiceOptions settings = options.Value;
        ParsedReadings parsed = message.Parse(settings.MqttTopic, settings.MaxBodyBytes, settings.MaxReadings);
        parsed.Screen(engine);
        readings.AddRange(parsed.Readings);
        refused.AddRange(parsed.ToQuarantine(message.At, message.Topic));
    }

    // By a later connection the number of a message may be that of another one, and its acknowledgement would lose that one.
    private async Task AcknowledgeAsync(IMqttClient client, MqttMessage message)
    {
        if (message.Source is null || message.Connection != Volatile.Read(ref _connection) || !client.IsConnected)
        {
            return;
        }

        try
        {
            await message.Source.AcknowledgeAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The connection has ended: the message comes again.
            Say(exception.Message);
        }
    }

    // Once, and not at each attempt.
    private void Say(string reason)
    {
        if (Interlocked.Exchange(ref _said, reason) != reason)
        {
            LogLost(reason);
        }
    }

    [LoggerMessage(10, LogLevel.Information, "Connected to the broker at {Host}:{Port}")]
    private partial void LogConnected(string host, int port);

    [LoggerMessage(11, LogLevel.Warning, "Broker: {Reason}")]
    private partial void LogLost(string reason);
}
