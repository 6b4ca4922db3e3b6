// Mosquitto, a broker that is not ours.
using System.Diagnostics;
using System.Net.Sockets;

namespace Exmc.Service.Tests.Mqtt;

/// <summary>Runs on loopback until it is disposed of, and keeps its sessions in memory.</summary>
internal sealed class MosquittoBroker : IDisposable
{
    /// <summary>The program, and the Debian package that holds it.</summary>
    public const string Program = "/usr/sbin/mosquitto";
    public const string Package = "mosquitto";

    private readonly string _configuration = Path.Combine(Path.GetTempPath(), $"exmc-test-{Guid.NewGuid():N}.conf");
    private readonly Process _process;

    public MosquittoBroker(int port)
    {
        File.WriteAllText(_configuration, $"listener {port} 127.0.0.1\nallow_anonymous true\n");
        _process = Process.Start(new ProcessStartInfo(Program, ["-c", _configuration]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        Stopwatch waited = Stopwatch.StartNew();
        while (!IsThere(port))
        {
            if (_process.HasExited || waited.Elapsed > TimeSpan.FromSeconds(20))
            {
                throw new InvalidOperationException($"Mosquitto does not listen: {(_process.HasExited ? _process.StandardError.ReadToEnd() : "20 s")}");
            }

            Thread.Sleep(20);
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        File.Delete(_configuration);
    }

    private static bool IsThere(int port)
    {
        try
        {
            using TcpClient client = new("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
