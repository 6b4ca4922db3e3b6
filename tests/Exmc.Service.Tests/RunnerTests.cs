// The background work in somebody's host, with a store that fails in ways of its own.
using System.Diagnostics;
using System.Text.Json;
using Exmc.Fleet;
using Exmc.Fleet.Live;
using Exmc.Service.Ingest;
using Exmc.Service.Store;
using Exmc.Service.Tests.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Exmc.Service.Tests;

[Collection(LocalService.Name)]
public sealed class RunnerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly string _file = ServiceProcess.NewDatabase();
    private readonly SqliteFleetStore _inner;
    private readonly WebApplication _app;
    private readonly HttpClient _client = new();
    private (string Call, Exception Failure)? _failing;

    public RunnerTests()
    {
        _inner = new SqliteFleetStore(_file);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Fleet:Workers"] = "1", ["Fleet:CheckpointInterval"] = "00:00:00.05", ["Fleet:Fleet:MaxSensors"] = "2" });
        builder.Services.AddExmcFleet(builder.Configuration.GetSection("Fleet"));
        builder.Services.AddSingleton(HookedStore.Around(_inner, call =>
        {
            if (_failing is { } failing && failing.Call == call)
            {
                throw failing.Failure;
            }
        }));
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapExmcFleet();
    }

    private FleetRunner Runner => _app.Services.GetRequiredService<FleetRunner>();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _client.Dispose();
        _inner.Dispose();
        SqliteFleetStore.Remove(_file);
    }

    [Theory]
    [InlineData(nameof(IFleetStore.Save), 200)]
    [InlineData(nameof(IFleetStore.Append), 503)]
    public async Task A_part_that_ends_by_a_defect_ends_the_service_which_says_that_it_failed(string call, int answer)
    {
        await StartAsync();
        _failing = (call, new InvalidOperationException("a defect"));
        Assert.Equal(answer, (await PostAsync("a")).Status);
        Task ended = Runner.ExecuteTask!;
        await Task.WhenAny(ended, Task.Delay(Patience));
        Assert.True(ended.IsFaulted, "the service goes on without a part of it");
        Assert.Contains("a defect", ended.Exception!.ToString(), StringComparison.Ordinal);
        Assert.False(Runner.IsReady);
        Assert.Equal(IngestOutcome.Stopping, await _app.Services.GetRequiredService<IngestQueue>().CommitAsync([new LiveReading("a", Start, 1, 1)], []));
        await UntilAsync(() => _app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested, "the host stops");
    }

    [Fact]
    public async Task Who_waits_for_a_store_that_cannot_be_read_is_told_when_the_service_stops()
    {
        _failing = (nameof(IFleetStore.Load), new IOException("cannot be read"));
        await _app.StartAsync();
        IngestQueue queue = _app.Services.GetRequiredService<IngestQueue>();
        Task<IngestOutcome> waiting = queue.CommitAsync([new LiveReading("a", Start, 0, 1)], []);
        await Task.Delay(200);
        Assert.False(waiting.IsCompleted || Runner.IsReady);
        await _app.StopAsync();
        await Assert.ThrowsAsync<IOException>(() => waiting.WaitAsync(Patience));
        Assert.Equal(0, queue.Pending);
        Assert.True(Runner.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_service_whose_scores_are_not_kept_is_not_ready_until_they_are()
    {
        await StartAsync();
        _failing = (nameof(IFleetStore.Save), new IOException("disk full"));
        Assert.Equal(200, (await PostAsync("a")).Status);
        await UntilAsync(() => !Runner.IsReady, "not ready");
        Assert.Equal(503, (int)(await _client.GetAsync("/health/ready")).StatusCode);
        _failing = null;
        await UntilAsync(() => Runner.IsReady, "ready again");
        Assert.Single(_inner.Load().Sensors);
    }

    [Fact]
    public async Task Sensors_whose_readings_were_not_committed_take_no_place()
    {
        await StartAsync();
        _failing = (nameof(IFleetStore.Append), new IOException("disk full"));
        Assert.Equal((503, 503), ((await PostAsync("x")).Status, (await PostAsync("y")).Status));
        _failing = null;
        Assert.Equal((200, 200), ((await PostAsync("a")).Status, (await PostAsync("b")).Status));
        (int status, string text) = await PostAsync("c");
        Assert.True(status == 400 && text.Contains("more than 2 sensors", StringComparison.Ordinal), text);
    }

    [Fact]
    public async Task Alarms_of_a_quiet_sensor_are_listed_beside_a_thousand_newer_ones_and_acknowledging_changes_nothing_else()
    {
        AlarmEvidence evidence = new(Start, 9, -1, 1, 1e-9, 1e-8, 0.01, Start, Start, 3, RefitRung.Frozen);
        LiveAlarm quiet = new("quiet", Start, Start, Start.AddSeconds(9), 1, true, evidence, evidence, null, null, "calm");
        _inner.Save([], [quiet, .. Enumerable.Range(1, 1001).Select(second => quiet with { Sensor = "busy", Opened = Start.AddSeconds(second) })]);
        await StartAsync();
        using HttpResponseMessage answer = await _client.PostAsync($"/api/alarms/acknowledge?sensor=quiet&opened={Start:O}", null);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        using JsonDocument alarms = JsonDocument.Parse(await _client.GetStringAsync("/api/alarms?sensor=quiet"));
        JsonElement alarm = Assert.Single(alarms.RootElement.EnumerateArray());
        Assert.Equal(("calm", JsonValueKind.String), (alarm.GetProperty("ending").GetString(), alarm.GetProperty("acknowledged").ValueKind));
        Assert.NotNull(_inner.Find("quiet", Start)!.Acknowledged);
        using HttpResponseMessage closed = await _client.PostAsync($"/api/alarms/shelve?sensor=quiet&minutes=5&opened={Start:O}", null);
        Assert.Equal(404, (int)closed.StatusCode);
    }

    private async Task StartAsync()
    {
        await _app.StartAsync();
        _client.BaseAddress = new Uri(_app.Urls.First());
        await UntilAsync(() => Runner.IsReady, "ready");
    }

    private async Task<(int Status, string Text)> PostAsync(string sensor)
    {
        using StringContent content = new($"{sensor} value=1");
        using HttpResponseMessage answer = await _client.PostAsync("/write", content);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task UntilAsync(Func<bool> isThere, string what)
    {
        for (long start = Stopwatch.GetTimestamp(); !isThere();)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"Not within a minute: {what}");
            await Task.Delay(20);
        }
    }
}
