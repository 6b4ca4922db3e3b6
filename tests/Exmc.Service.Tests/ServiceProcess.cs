// The real program in a process of its own.
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Exmc.Service.Tests;

internal sealed class ServiceProcess : IDisposable
{
    private readonly Process _process;

    public ServiceProcess(string database, params string[] more)
    {
        int port = FreePort();
        string program = typeof(ServiceOptions).Assembly.Location;
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, "--Exmc:Database", database, "--urls", $"http://127.0.0.1:{port}", .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(10) };
    }

    public HttpClient Client { get; }

    /// <summary>Waits until the service is ready; a machine that is busy with other things may take long to start it.</summary>
    public async Task ReadyAsync()
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (waited.Elapsed < TimeSpan.FromSeconds(60))
        {
            try
            {
                using HttpResponseMessage answer = await Client.GetAsync("/health/ready");
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The service did not become ready within a minute.");
    }

    public Task<HttpResponseMessage> PostAsync(object readings) => Client.PostAsJsonAsync("/ingest", readings);

    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A file for a database, and its removal.</summary>
    public static string NewDatabase() => Path.Combine(Path.GetTempPath(), $"exmc-test-{Guid.NewGuid():N}.db");

    public static void Remove(string database)
    {
        foreach (string suffix in new[] { string.Empty, "-wal", "-shm" })
        {
            File.Delete(database + suffix);
        }
    }

    /// <summary>SIGTERM, and waits for the drain.</summary>
    public int Stop()
    {
        using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        _process.WaitForExit(TimeSpan.FromSeconds(15));
        return _process.ExitCode;
    }

    /// <summary>Asks until the answer is as wanted.</summary>
    public async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> isThere)
    {
        JsonElement last = default;
        for (int attempt = 0; attempt < 200; attempt++)
        {
            last = await Client.GetFromJsonAsync<JsonElement>(path);
            if (isThere(last))
            {
                return last;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"{path} did not come to the wanted state within ten seconds: {last.GetRawText()}");
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        Client.Dispose();
        _process.Dispose();
    }
}
