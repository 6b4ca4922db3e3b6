// How the service comes to a broker.
using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Exmc.Service.Ingest;

/// <summary>
/// Connects and subscribes with QoS 1, by MQTT 5 or, where the broker does not know it, by 3.1.1. The broker keeps the session while the service is
/// away, and with it what is published in the meantime.
/// </summary>
internal static class MqttConnection
{
    /// <summary>What a broker may send ahead of the commits (MQTT 5).</summary>
    public const ushort MostUnacknowledged = 2000;

    /// <summary>How long a broker keeps the session of a service that is away (MQTT 5): a week, in seconds.</summary>
    public const uint SessionSeconds = 7 * 24 * 3600;

    // "Unacceptable protocol version" in MQTT 3.1.1, section 3.2.2.3.
    private const int OldUnsupported = 1;

    /// <summary>Connects.</summary>
    /// <returns>Whether the broker still had the session, so that it sends again what was not acknowledged.</returns>
    /// <exception cref="IOException">The broker refuses; the message says what.</exception>
    /// <exception cref="MQTTnet.Exceptions.MqttCommunicationException">The broker cannot be reached.</exception>
    public static async Task<bool> OpenAsync(IMqttClient client, ServiceOptions settings, CancellationToken cancellation)
    {
        MqttClientConnectResult connected = await ConnectAsync(client, settings, cancellation).ConfigureAwait(false);
        if (connected.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new IOException($"the broker refuses the connection: {connected.ResultCode} {connected.ReasonString}".TrimEnd());
        }

        string topic = settings.MqttTopic + "/#";
        MqttClientSubscribeResult subscribed = await client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce, cancellation).ConfigureAwait(false);
        if (subscribed.Items.FirstOrDefault(item => item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2) is { } item)
        {
            await client.DisconnectAsync(new MqttClientDisconnectOptions { SessionExpiryInterval = SessionSeconds }, cancellation).ConfigureAwait(false);
            throw new IOException($"the broker refuses the subscription to '{topic}': {item.ResultCode} {subscribed.ReasonString}".TrimEnd());
        }

        return connected.IsSessionPresent;
    }

    private static async Task<MqttClientConnectResult> ConnectAsync(IMqttClient client, ServiceOptions settings, CancellationToken cancellation)
    {
        try
        {
            MqttClientConnectResult result = await client.ConnectAsync(OptionsOf(settings, MqttProtocolVersion.V500), cancellation).ConfigureAwait(false);
            if (result.ResultCode != MqttClientConnectResultCode.UnsupportedProtocolVersion && (int)result.ResultCode != OldUnsupported)
            {
                return result;
            }
        }
        catch (MqttConnectingFailedException) when (!cancellation.IsCancellationRequested)
        {
            // A broker of 3.1.1 answers in its own form, or hangs up.
        }

        return await client.ConnectAsync(OptionsOf(settings, MqttProtocolVersion.V311), cancellation).ConfigureAwait(false);
    }

    private static MqttClientOptions OptionsOf(ServiceOptions settings, MqttProtocolVersion version)
    {
        MqttClientOptionsBuilder builder = new MqttClientOptionsBuilder().WithTcpServer(settings.MqttHost, settings.MqttPort).WithClientId(settings.MqttClientId)
            .WithProtocolVersion(version).WithTryPrivate(false).WithCleanSession(false);
        if (version == MqttProtocolVersion.V500)
        {
            // In MQTT 5 a session ends with its connection unless a time is named.
            builder = builder.WithSessionExpiryInterval(SessionSeconds).WithReceiveMaximum(MostUnacknowledged);
        }

        if (settings.MqttUser.Length > 0)
        {
            builder = builder.WithCredentials(settings.MqttUser, settings.MqttPassword);
        }

        return (settings.MqttTls ? builder.WithTlsOptions(tls => tls.UseTls()) : builder).Build();
    }
}
