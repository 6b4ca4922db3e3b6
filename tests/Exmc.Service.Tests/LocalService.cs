// The whole service in the test's process, on a free port.
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text;
using Exmc.Service.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Exmc.Service.Tests;

/// <summary>Exporters hear all meters of a process, so tests that use it run one after the other.</summary>
internal sealed class LocalService : IAsyncDisposable
{
    /// <summary>Name of the collection of such tests.</summary>
    public const string Name = "in process";

    private readonly string _file;

    private LocalService(WebApplication app, string file, HttpClient client) => (App, _file, Client) = (app, file, client);

    public WebApplication App { get; }

    public HttpClient Client { get; }

    public static Task<LocalService> StartAsync(params string[] args) => StartAsync(null, args);

    /// <summary>Starts it with somebody who hears what it logs.</summary>
    public static async Task<LocalService> StartAsync(ILoggerProvider? listener, string[] args)
    {
        string file = ServiceProcess.NewDatabase();
        WebApplication app = FleetHost.Create(["--Exmc:Database", file, "--urls", "http://127.0.0.1:0", .. args]);
        if (listener is not null)
        {
            app.Services.GetRequiredService<ILoggerFactory>().AddProvider(listener);
        }

        await app.StartAsync();
        LocalService service = new(app, file, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });
        await service.UntilAsync(async () => (await service.Client.GetAsync("/health/ready")).IsSuccessStatusCode, "ready");
        return service;
    }

    public Task<HttpResponseMessage> PostAsync(string path, string body, string type = "text/plain", string? key = null, string? bearer = null)
    {
        HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, type) };
        if (key is not null)
        {
            request.Headers.Add("X-Api-Key", key);
        }

        if (bearer is not null)
        {
            request.Headers.Add("Authorization", "Bearer " + bearer);
        }

        return Client.SendAsync(request);
    }

    public Task<JsonElement> JsonAsync(string path) => Client.GetFromJsonAsync<JsonElement>(path);

    /// <summary>Sum of a metric's samples whose line holds the text; null when there are none.</summary>
    public async Task<double?> MetricAsync(string name, string with = "")
    {
        double[] values =
        [
            .. (await Client.GetStringAsync("/metrics")).Split('\n').Where(line => Regex.IsMatch(line, $@"^{name}[{{ ]") && line.Contains(with, StringComparison.Ordinal))
                .Select(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)),
        ];
        return values.Length == 0 ? null : values.Sum();
    }

    public Task UntilMetricAsync(string name, string with, double value) => UntilAsync(async () => await MetricAsync(name, with) == value, $"{name} {with} = {value}");

    public async Task UntilAsync(Func<Task<bool>> isThere, string what)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (waited.Elapsed < TimeSpan.FromSeconds(60))
        {
            if (await isThere())
            {
                return;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"Not within a minute: {what}");
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        Client.Dispose();
        SqliteFleetStore.Remove(_file);
    }
}
