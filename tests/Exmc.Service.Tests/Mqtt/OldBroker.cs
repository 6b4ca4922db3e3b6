// A broker that knows MQTT 3.1.1 and nothing newer, in its bytes.
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Exmc.Service.Tests.Mqtt;

/// <summary>
/// Refuses another protocol level as MQTT 3.1.1 says (section 3.1.2.2: return code 1, and the connection is closed), grants the subscription, sends one message with
/// QoS 1 and notes that it was acknowledged.
/// </summary>
internal sealed class OldBroker : IDisposable
{
    private const byte Level = 4;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource _acknowledged = new();

    public OldBroker(string topic, string payload)
    {
        _listener.Start();
        _ = ServeAsync(topic, payload);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Ends when the message has been acknowledged.</summary>
    public Task Acknowledged => _acknowledged.Task;

    /// <summary>Whether a client asked for a clean session.</summary>
    public bool IsClean { get; private set; }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(string topic, string payload)
    {
        while (!Acknowledged.IsCompleted)
        {
            using TcpClient client = await _listener.AcceptTcpClientAsync();
            NetworkStream stream = client.GetStream();
            for (byte[]? packet; (packet = await ReadAsync(stream)) is not null;)
            {
                // The kind is in the upper half of the first byte; the protocol's name comes first in CONNECT, then level and flags.
                switch (packet[0] >> 4)
                {
                    case 1 when packet[7] != Level:
                        await stream.WriteAsync(new byte[] { 0x20, 2, 0, 1 });
                        client.Close();
                        break;
                    case 1:
                        IsClean = (packet[8] & 2) != 0;
                        await stream.WriteAsync(new byte[] { 0x20, 2, 0, 0 });
                        break;
                    case 8:
                        await stream.WriteAsync(new byte[] { 0x90, 3, packet[1], packet[2], 1 });
                        byte[] name = Encoding.UTF8.GetBytes(topic), text = Encoding.UTF8.GetBytes(payload);
                        byte[] message = [0x32, (byte)(2 + name.Length + 2 + text.Length), 0, (byte)name.Length, .. name, 0, 7, .. text];
                        await stream.WriteAsync(message);
                        break;
                    case 4 when packet[2] == 7:
                        _acknowledged.TrySetResult();
                        break;
                }

                if (!client.Connected)
                {
                    break;
                }
            }
        }
    }

    // First byte and what follows the length, which is below 128 in all packets here.
    private static async Task<byte[]?> ReadAsync(NetworkStream stream)
    {
        byte[] head = new byte[2];
        if (await stream.ReadAtLeastAsync(head, 2, throwOnEndOfStream: false) < 2)
        {
            return null;
        }

        byte[] body = new byte[head[1]];
        await stream.ReadExactlyAsync(body);
        return [head[0], .. body];
    }
}
