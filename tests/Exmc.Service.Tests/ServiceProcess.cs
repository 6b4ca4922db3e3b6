// The real program in a process of its own.
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Exmc.Service.Tests;

internal sealed class ServiceProcess : IDisposable
{
    private readonly Process _process;
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _output = new();

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public ServiceProcess(string database, params string[] more)
    {
        string program = typeof(ServiceOptions).Assembly.Location;
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, "--Exmc:Database", database, "--urls", "http://127.0.0.1:0", .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? string.Empty);
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? string.Empty);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
    }

    /// <summary>Knows the address once the service is ready.</summary>
    public HttpClient Client { get; }

    /// <summary>What it has written so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Waits until the service is ready; a machine that is busy with other things may take long to start it.</summary>
    public async Task ReadyAsync()
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (waited.Elapsed < Patience)
        {
            Client.BaseAddress ??= PrintedAddress();
            try
            {
                if (Client.BaseAddress is not null)
                {
                    using HttpResponseMessage answer = await Client.GetAsync("/health/ready");
                    if (answer.IsSuccessStatusCode)
                    {
                        return;
                    }
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"The service did not become ready within a minute:\n{Output}");
    }

    public Task<HttpResponseMessage> PostAsync(object readings) => Client.PostAsJsonAsync("/ingest", readings);

    /// <summary>
    /// A port for a server that cannot say which one it took. It is below those that systems give to who asks for any (from 32,768 on), so that nobody takes it
    /// between this look and the server's start.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            try
            {
                using TcpListener listener = new(IPAddress.Loopback, Random.Shared.Next(20_000, 32_000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }

    /// <summary>A file for a database.</summary>
    public static string NewDatabase() => Path.Combine(Path.GetTempPath(), $"exmc-test-{Guid.NewGuid():N}.db");

    /// <summary>SIGTERM, and waits for the drain.</summary>
    public int Stop()
    {
        using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        return ExitCode();
    }

    /// <summary>Waits until it has ended.</summary>
    public int ExitCode()
    {
        if (!_process.WaitForExit(Patience))
        {
            throw new TimeoutException($"The service has not ended within a minute:\n{Output}");
        }

        // To the end of its output.
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Asks until the answer is as wanted.</summary>
    public async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> isThere)
    {
        JsonElement last = default;
        Stopwatch waited = Stopwatch.StartNew();
        while (waited.Elapsed < Patience)
        {
            last = await Client.GetFromJsonAsync<JsonElement>(path);
            if (isThere(last))
            {
                return last;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"{path} did not come to the wanted state within a minute: {last.GetRawText()}");
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    // Port 0 is whichever is free; the program says which it was.
    private Uri? PrintedAddress() =>
        _output.Select(line => Regex.Match(line, "^Exmc is at (http://[^,]+)")).FirstOrDefault(match => match.Success) is { } said ? new Uri(said.Groups[1].Value) : null;

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
