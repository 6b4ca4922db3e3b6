// Requests in somebody's host: bodies, origins, names, and what is kept of bad ones.
using System.Diagnostics.Metrics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Exmc.Fleet.Live;
using Exmc.Service.Ingest;
using Exmc.Service.Store;
using Exmc.Service.Tests.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Exmc.Service.Tests;

[Collection(LocalService.Name)]
public sealed class RequestTests : IAsyncLifetime
{
    private readonly string _file = ServiceProcess.NewDatabase();
    private readonly SqliteFleetStore _store;
    private readonly ManualResetEventSlim _writing = new(true);
    private readonly WebApplication _app;
    private readonly HttpClient _client = new();

    public RequestTests()
    {
        _store = new SqliteFleetStore(_file);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Fleet:MaxBodyBytes"] = "1000", ["Fleet:MaxReadings"] = "5", ["Fleet:MaxPending"] = "5" });
        builder.Services.AddExmcFleet(builder.Configuration.GetSection("Fleet"));
        builder.Services.AddSingleton(HookedStore.Around(_store, call =>
        {
            if (call == nameof(IFleetStore.Append))
            {
                _writing.Wait();
            }
        }));
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapExmcFleet();
    }

    public async Task InitializeAsync()
    {
        await _app.StartAsync();
        _client.BaseAddress = new Uri(_app.Urls.First());
    }

    public async Task DisposeAsync()
    {
        _writing.Set();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _client.Dispose();
        _store.Dispose();
        _writing.Dispose();
        SqliteFleetStore.Remove(_file);
    }

    [Fact]
    public async Task The_limit_of_a_body_holds_in_any_host_packed_or_not()
    {
        Assert.Equal(413, (await PostAsync(Encoding.UTF8.GetBytes(new string('a', 1001)))).Status);
        Assert.Equal(413, (await PostAsync(Encoding.UTF8.GetBytes(new string('a', 1001)), isChunked: true)).Status);
        Assert.Equal(413, (await PostAsync(Packed(new string('a', 100_000)), "gzip")).Status);
        Assert.Equal(200, (await PostAsync(Packed("a value=1"), "gzip")).Status);
        Assert.Equal(400, (await PostAsync(Encoding.UTF8.GetBytes("a value=1"), "gzip")).Status);
        Assert.Equal(415, (await PostAsync(Encoding.UTF8.GetBytes("a value=1"), "br")).Status);
    }

    [Fact]
    public async Task Only_what_was_committed_is_measured_as_acknowledged()
    {
        int measured = 0;
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Name == "ppl.ingest.acknowledged")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref measured));
        listener.Start();
        _writing.Reset();
        Task<(int Status, string Text)> waiting = PostAsync("a v1=1,v2=1,v3=1,v4=1,v5=1");
        for (int attempt = 0; _app.Services.GetRequiredService<IngestQueue>().Pending < 5; attempt++)
        {
            Assert.True(attempt < 1000, "the first request does not wait");
            await Task.Delay(20);
        }

        Assert.Equal((429, 0), ((await PostAsync("b value=1")).Status, measured));
        _writing.Set();
        Assert.Equal((200, 1), ((await waiting).Status, measured));
    }

    [Theory]
    [InlineData(null, 200)]
    [InlineData("http://127.0.0.1:{0}", 200)]
    [InlineData("https://127.0.0.1:{0}", 200)]
    [InlineData("http://127.0.0.1:9", 403)]
    [InlineData("http://localhost:{0}", 403)]
    [InlineData("https://elsewhere.example", 403)]
    [InlineData("null", 403)]
    public async Task Without_a_key_only_the_pages_of_the_service_itself_may_send(string? origin, int status)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/write") { Content = new StringContent("a value=1") };
        if (origin is not null)
        {
            request.Headers.Add("Origin", string.Format(System.Globalization.CultureInfo.InvariantCulture, origin, _client.BaseAddress!.Port));
        }

        using HttpResponseMessage answer = await _client.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_sensor_whose_name_holds_a_slash_is_shown_as_any_other()
    {
        const string Name = "hall/p 1?&%2F";
        DateTime start = DateTime.UtcNow.AddSeconds(-9);
        string body = JsonSerializer.Serialize(Enumerable.Range(0, 3).Select(k => new { sensor = Name, time = start.AddSeconds(k), value = k }));
        Assert.Equal(200, (await PostAsync(body, "/ingest")).Status);
        await UntilAsync("/api/counters", counters => counters.GetProperty("scored").GetInt64() == 3);
        string query = "?sensor=" + Uri.EscapeDataString(Name);
        Assert.Equal(Name, (await JsonAsync("/api/sensor" + query)).GetProperty("tile").GetProperty("sensor").GetString());
        Assert.Equal(3, (await JsonAsync("/api/sensor/readings" + query)).GetArrayLength());
        Assert.Equal(0, (await JsonAsync("/api/sensor/fits" + query)).GetArrayLength());
        using HttpResponseMessage unknown = await _client.GetAsync("/api/sensor?sensor=hall");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task What_is_refused_is_listed_counted_and_kept_with_its_sensor()
    {
        (int Status, string Text) answer = await PostAsync("a value=1\na value=2\nb value=x\nnonsense");
        Assert.Equal(200, answer.Status);
        using JsonDocument body = JsonDocument.Parse(answer.Text);
        Assert.Equal(1, body.RootElement.GetProperty("committed").GetInt32());
        Assert.Equal(["a", "b", ""], body.RootElement.GetProperty("refused").EnumerateArray().Select(line => line.GetProperty("sensor").GetString()));
        Assert.Equal(["a", "b", ""], _store.Quarantine(DateTime.MinValue, 9).Select(one => one.Sensor));
        Assert.Equal(400, (await PostAsync("{\"sensor\":\"a\",", "/ingest")).Status);
        Assert.Equal("{\"sensor\":\"a\",", _store.Quarantine(DateTime.MinValue, 9)[3].Text);
        Assert.Equal(4, (await JsonAsync("/api/counters")).GetProperty("quarantined").GetInt64());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_081)]
    public async Task An_alarm_is_shelved_for_as_long_as_asked_or_not_at_all(int minutes)
    {
        using HttpResponseMessage answer = await _client.PostAsync($"/api/alarms/shelve?sensor=a&opened=2026-01-01T00:00:00Z&minutes={minutes}", null);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"minutes is {minutes}", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static byte[] Packed(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream stream = new(packed, CompressionLevel.Fastest))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private Task<(int Status, string Text)> PostAsync(string body, string path = "/write") => SendAsync(path, new StringContent(body), isChunked: false);

    private Task<(int Status, string Text)> PostAsync(byte[] body, string? encoding = null, bool isChunked = false)
    {
        ByteArrayContent content = new(body);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return SendAsync("/write", content, isChunked);
    }

    private async Task<(int Status, string Text)> SendAsync(string path, HttpContent content, bool isChunked)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = content };
        request.Headers.TransferEncodingChunked = isChunked;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using HttpResponseMessage answer = await _client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<JsonElement> JsonAsync(string path)
    {
        using JsonDocument document = JsonDocument.Parse(await _client.GetStringAsync(path));
        return document.RootElement.Clone();
    }

    private async Task UntilAsync(string path, Func<JsonElement, bool> isThere)
    {
        for (int attempt = 0; !isThere(await JsonAsync(path)); attempt++)
        {
            Assert.True(attempt < 1200, path);
            await Task.Delay(50);
        }
    }
}
