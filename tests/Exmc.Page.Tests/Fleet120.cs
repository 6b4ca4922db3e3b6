// A service with 120 fitted sensors, some of them in trouble.
using System.Net.Http.Json;
using System.Text.Json;
using Exmc.Service.Store;
using Exmc.Service.Tests;
using Xunit;

namespace Exmc.Page.Tests;

/// <summary>One reading a minute and sensor, the last one now; "pump_007" is flat, "quiet" has stopped.</summary>
public sealed class Fleet120 : IAsyncLifetime
{
    public const int Sensors = 120;
    public const int Readings = 80;
    private readonly string _file = ServiceProcess.NewDatabase();
    private ServiceProcess? _service;

    public DateTime Start { get; } = DateTime.UtcNow.AddMinutes(-Readings);

    public HttpClient Client => _service!.Client;

    public Uri Address => Client.BaseAddress!;

    /// <summary>A sensor whose name holds what addresses have to encode.</summary>
    public const int Slashed = 90;

    public static string NameOf(int sensor) => sensor switch
    {
        0 => "quiet",
        Slashed => "hall/p 1?&%",
        _ => FormattableString.Invariant($"pump_{sensor:000}"),
    };

    public async Task InitializeAsync()
    {
        if (ChromiumFactAttribute.Program is null)
        {
            return;
        }

        // Readings a minute apart: no sensor but "quiet" may drop out while the first fits are made and the tests run.
        _service = new ServiceProcess(_file, "--Exmc:Fleet:DropoutSteps", "100");
        await _service.ReadyAsync();
        using HttpResponseMessage answer = await Client.PostAsJsonAsync("/ingest", Enumerable.Range(0, Sensors).SelectMany(Series));
        answer.EnsureSuccessStatusCode();
        for (int attempt = 0; (await CountersAsync()).GetProperty("cold").GetInt32() < Sensors - 1; attempt++)
        {
            Assert.True(attempt < 900, "The first fits took longer than 90 seconds.");
            await Task.Delay(100);
        }
    }

    public Task DisposeAsync()
    {
        _service?.Dispose();
        SqliteFleetStore.Remove(_file);
        return Task.CompletedTask;
    }

    public async Task SendAsync(string sensor, int minute, double value)
    {
        using HttpResponseMessage answer = await Client.PostAsJsonAsync("/ingest", new { sensor, time = Start.AddMinutes(minute), value });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Waits until the list of alarms has one of the sensor.</summary>
    public async Task UntilAlarmAsync(string sensor) =>
        await _service!.UntilAsync("/api/alarms?sensor=" + Uri.EscapeDataString(sensor), alarms => alarms.GetArrayLength() > 0);

    private async Task<JsonElement> CountersAsync() => await Client.GetFromJsonAsync<JsonElement>("/api/counters");

    private IEnumerable<object> Series(int sensor)
    {
        Random random = new(sensor);
        double level = random.Next(10, 90), drift = 0;
        for (int t = 0; t < Readings; t++)
        {
            drift = (0.8 * drift) + random.NextDouble() - 0.5;
            double value = sensor == 7 && t >= Readings - 10 ? level : level + drift + (0.5 * (random.NextDouble() - 0.5));
            yield return new { sensor = NameOf(sensor), time = sensor == 0 ? Start.AddMinutes(Readings - 2).AddMilliseconds(50 * t) : Start.AddMinutes(t), value };
        }
    }
}
