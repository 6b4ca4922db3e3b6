// The real program in a process of its own.
using System.Diagnostics;
using System.Net.Http.Json;

namespace Exmc.Service.Tests;

internal sealed class ServiceProcess : IDisposable
{
    private readonly Process _process;

    public ServiceProcess(string database, int port, params string[] more)
    {
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

    public async Task ReadyAsync()
    {
        for (int attempt = 0; attempt < 200; attempt++)
        {
            try
            {
                using HttpResponseMessage answer = await Client.GetAsync("/health/ready");
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The service did not become ready within ten seconds.");
    }

    public Task<HttpResponseMessage> PostAsync(object readings) => Client.PostAsJsonAsync("/ingest", readings);

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
