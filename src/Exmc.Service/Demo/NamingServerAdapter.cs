// Gives a name to MQTT 3.1.1 clients that bring none.
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Server;

namespace Exmc.Service.Demo;

/// <summary>
/// Another adapter whose clients all have names: MQTT 3.1.1 lets a client leave its name to the broker (section 3.1.3.1, [MQTT-3.1.3-6]), as `mosquitto_pub` does,
/// and MQTTnet's broker refuses that. Clients of MQTT 5 must be told their names, which the broker does itself.
/// </summary>
internal sealed class NamingServerAdapter(IMqttServerAdapter inner) : IMqttServerAdapter
{
    public Func<IMqttChannelAdapter, Task>? ClientHandler { get; set; }

    public Task StartAsync(MqttServerOptions options, IMqttNetLogger logger)
    {
        inner.ClientHandler = channel => ClientHandler?.Invoke(new Channel(channel)) ?? Task.CompletedTask;
        return inner.StartAsync(options, logger);
    }

    public Task StopAsync() => inner.StopAsync();

    public void Dispose() => inner.Dispose();

    private sealed class Channel(IMqttChannelAdapter channel) : IMqttChannelAdapter
    {
        public long BytesReceived => channel.BytesReceived;

        public long BytesSent => channel.BytesSent;

        public X509Certificate2? ClientCertificate => channel.ClientCertificate;

        public EndPoint? RemoteEndPoint => channel.RemoteEndPoint;

        public EndPoint? LocalEndPoint => channel.LocalEndPoint;

        public bool IsSecureConnection => channel.IsSecureConnection;

        public MqttPacketFormatterAdapter PacketFormatterAdapter => channel.PacketFormatterAdapter;

        public Task ConnectAsync(CancellationToken cancellationToken) => channel.ConnectAsync(cancellationToken);

        public Task DisconnectAsync(CancellationToken cancellationToken) => channel.DisconnectAsync(cancellationToken);

        public async Task<MqttPacket?> ReceivePacketAsync(CancellationToken cancellationToken)
        {
            MqttPacket? packet = await channel.ReceivePacketAsync(cancellationToken).ConfigureAwait(false);
            if (packet is MqttConnectPacket { ClientId: null or "", CleanSession: true } connect && PacketFormatterAdapter.ProtocolVersion != MqttProtocolVersion.V500)
            {
                connect.ClientId = Guid.NewGuid().ToString("N");
            }

            return packet;
        }

        public void ResetStatistics() => channel.ResetStatistics();

        public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken) => channel.SendPacketAsync(packet, cancellationToken);

        public void Dispose() => channel.Dispose();
    }
}
