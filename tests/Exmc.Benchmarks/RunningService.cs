// The service's program in a process of its own.
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Exmc.Service;

namespace Exmc.Benchmarks;

/// <summary>Runs on a free port from its making to its disposal, which ends it by SIGKILL.</summary>
internal sealed class RunningService : IDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(20);

    /// <param name="database">File of its SQLite database.</param>
    /// <param name="arguments">Further arguments.</param>
    public RunningService(string database, params string[] arguments)
        : this(typeof(ServiceOptions).Assembly.Location, database, arguments)
    {
    }

    /// <param name="program">Exmc.Service.dll, perhaps of another build.</param>
    /// <param name="database">File of its SQLite database.</param>
    /// <param name="arguments">Further arguments.</param>
    public RunningService(string program, string database, string[] arguments)
    {
        string address = $"http://127.0.0.1:{FreePort()}";
        Client = new() { BaseAddress = new Uri(address) };
        Process = Process.Start(new ProcessStartInfo("dotnet", [program, "--urls", address, "--Exmc:Database", database, .. arguments]) { RedirectStandardOutput = true })!;
        Process.OutputDataReceived += (_, _) => { };
        Process.BeginOutputReadLine();
    }

    public HttpClient Client { get; }

    public Process Process { get; }

    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until it takes readings.</summary>
    /// <exception cref="TimeoutException">It does not.</exception>
    public async Task ReadyAsync()
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < LongestStart; await Task.Delay(50).ConfigureAwait(false))
        {
            try
            {
                using HttpResponseMessage answer = await Client.GetAsync("/health/ready").ConfigureAwait(false);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        throw new TimeoutException($"The service is not ready after {LongestStart.TotalSeconds} seconds.");
    }

    public void Dispose()
    {
        Process.Kill();
        Process.WaitForExit();
        Process.Dispose();
        Client.Dispose();
    }
}
