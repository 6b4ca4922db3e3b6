// The demo's MQTT broker.
using System.Net;
using System.Net.Sockets;
using MQTTnet.Server;

namespace Exmc.Service.Demo;

/// <summary>A broker in this process, on loopback alone.</summary>
internal static class DemoBroker
{
    private const int MostPending = 20_000;

    /// <summary>Starts it.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<MqttServer> StartAsync(int port)
    {
        Probe(port);
        MqttServerFactory servers = new();
        MqttServer broker = servers.CreateMqttServer(
            servers.CreateServerOptionsBuilder()
                .WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointBoundIPV6Address(IPAddress.None)
                .WithDefaultEndpointPort(port).WithMaxPendingMessagesPerClient(MostPending).Build(),
            servers.DefaultServerAdapters.Select(adapter => new NamingServerAdapter(adapter(servers))));

        // Clients may leave their name to the broker. Those of MQTT 5 are told it, those of 3.1.1 have one from the adapter.
        broker.ValidatingConnectionAsync += connecting =>
        {
            if (string.IsNullOrEmpty(connecting.ClientId))
            {
                connecting.AssignedClientIdentifier = Guid.NewGuid().ToString("N");
            }

            return Task.CompletedTask;
        };
        await broker.StartAsync().ConfigureAwait(false);
        return broker;
    }

    // The broker itself only warns of a port that it cannot have.
    private static void Probe(int port)
    {
        try
        {
            using TcpListener listener = new(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException exception)
        {
            throw new IOException($"The demo's broker cannot listen at 127.0.0.1:{port}: {exception.Message}. Choose another port by --Exmc:MqttPort.", exception);
        }
    }
}
