// The real program over HTTP: answers, limits, key, page, restart.
using System.Globalization;
using System.Net.Http.Json;
using System.Net;
using System.Text.Json;
using System.Text;
using Exmc.Service.Store;
using Xunit;

namespace Exmc.Service.Tests;

public sealed class HttpTests : IAsyncLifetime, IDisposable
{
    private const string Key = "a key of the test";
    private readonly string _file = ServiceProcess.NewDatabase();
    private ServiceProcess? _service;

    private HttpClient Client => _service!.Client;

    public Task InitializeAsync() => StartAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _service?.Dispose();
        SqliteFleetStore.Remove(_file);
    }

    [Fact]
    public async Task Lines_are_committed_or_refused_one_by_one_and_the_page_hears_of_them()
    {
        string soon = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        string ahead = DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        using HttpResponseMessage answer = await SendAsync("/write?precision=ms", $"pump,sensor=p1 value=1.5 {soon}\nnonsense\npump,sensor=p1 value=2 {ahead}\npump,sensor=p1 value=1.5 {soon}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        JsonElement body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal([2, 3], body.GetProperty("refused").EnumerateArray().Select(line => line.GetProperty("line").GetInt32()));
        Assert.Equal("its time is ahead of the clock", body.GetProperty("refused")[1].GetProperty("reason").GetString());
        JsonElement counters = await _service!.UntilAsync("/api/counters", counters => counters.GetProperty("scored").GetInt64() == 1);
        Assert.Equal((1, 1, 2), (counters.GetProperty("accepted").GetInt32(), counters.GetProperty("duplicates").GetInt32(), counters.GetProperty("quarantined").GetInt32()));
        using HttpResponseMessage bad = await SendAsync("/ingest", "[{\"value\":1}]");
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);

        using Stream events = await Client.GetStreamAsync("/api/events");
        using StreamReader reader = new(events);
        Assert.Equal("event: fleet", await reader.ReadLineAsync());
        string? data = await reader.ReadLineAsync();
        Assert.Contains("\"sensor\":\"p1\",\"state\":\"Learning\"", data, StringComparison.Ordinal);
        Assert.Contains("EventSource", await Client.GetStringAsync("/feed.js"), StringComparison.Ordinal);
        Assert.DoesNotContain("http", (await Client.GetStringAsync("/")).Replace("http-equiv", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_guards_ingest_and_actions_and_limits_hold()
    {
        foreach (string path in new[] { "/ingest", "/write", "/api/alarms/acknowledge?sensor=a&opened=2026-01-01T00:00:00Z", "/api/alarms/shelve?sensor=a&opened=2026-01-01T00:00:00Z&minutes=1" })
        {
            using HttpResponseMessage none = await SendAsync(path, "a value=1", key: null);
            using HttpResponseMessage wrong = await SendAsync(path, "a value=1", Key + "x");
            Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (none.StatusCode, wrong.StatusCode));
        }

        using HttpResponseMessage live = await Client.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        using HttpResponseMessage foreign = await SendAsync("/write", "a value=1", site: "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using HttpResponseMessage long1 = await SendAsync("/write", new string('a', 200_000));
        using HttpResponseMessage long2 = await SendAsync("/write", new string('a', 200_000), isChunked: true);
        using HttpResponseMessage many = await SendAsync("/write", string.Concat(Enumerable.Repeat("a value=1\n", 1001)));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge), (long1.StatusCode, long2.StatusCode, many.StatusCode));
        using HttpResponseMessage precision = await SendAsync("/write?precision=h", "a value=1");
        Assert.Equal(HttpStatusCode.BadRequest, precision.StatusCode);
        using HttpResponseMessage unknown = await SendAsync("/api/alarms/acknowledge?sensor=a&opened=2026-01-01T00:00:00Z", string.Empty);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task After_a_restart_the_fit_is_there_at_once_and_the_next_one_goes_on_from_it()
    {
        DateTime start = DateTime.UtcNow.AddSeconds(-200);
        await SendReadingsAsync(start, 0, 100);
        JsonElement before = await _service!.UntilAsync("/api/sensors", IsFitted);
        Assert.Equal(0, _service.Stop());
        _service.Dispose();
        await StartAsync();
        JsonElement after = await Client.GetFromJsonAsync<JsonElement>("/api/sensors");
        Assert.True(Number(after) >= Number(before));
        await SendReadingsAsync(start, 100, 130);
        await _service.UntilAsync("/api/counters", counters => counters.GetProperty("scored").GetInt32() == 30);
        JsonElement fit = (await _service.UntilAsync("/api/sensors", sensors => Number(sensors) > Number(before)))[0].GetProperty("fit");

        // A fit that began from the last one but was found wanting says why.
        Assert.True(fit.GetProperty("rung").GetString() != "cold" || fit.GetProperty("why").GetString()!.Length > 0, fit.GetRawText());

        // A spike, calm again, and somebody who looks only then.
        await SendReadingsAsync(start, 130, 131, 60);
        await SendReadingsAsync(start, 131, 140);
        JsonElement alarm = (await _service.UntilAsync("/api/alarms", alarms => alarms.GetArrayLength() == 1 && alarms[0].GetProperty("closed").ValueKind == JsonValueKind.String))[0];
        Assert.True(alarm.GetProperty("peak").GetProperty("value").GetDouble() > 80 && alarm.GetProperty("peak").GetProperty("upper").GetDouble() < 80);
        JsonElement points = await Client.GetFromJsonAsync<JsonElement>("/api/sensor/readings?sensor=p");
        Assert.Equal(1, points.EnumerateArray().Count(point => point.GetProperty("isSurprising").GetBoolean()));
        using HttpResponseMessage seen = await SendAsync($"/api/alarms/acknowledge?sensor=p&opened={alarm.GetProperty("opened").GetString()}", string.Empty);
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        Assert.Equal(JsonValueKind.String, (await Client.GetFromJsonAsync<JsonElement>("/api/alarms"))[0].GetProperty("acknowledged").ValueKind);

        static bool IsFitted(JsonElement sensors) => sensors.GetArrayLength() == 1 && sensors[0].GetProperty("fit").ValueKind == JsonValueKind.Object;
        static long Number(JsonElement sensors) => sensors[0].GetProperty("fit").GetProperty("number").GetInt64();
    }

    private async Task StartAsync()
    {
        _service = new ServiceProcess(_file, "--Exmc:ApiKey", Key, "--Exmc:MaxBodyBytes", "100000", "--Exmc:MaxReadings", "1000");
        await _service.ReadyAsync();
    }

    private async Task SendReadingsAsync(DateTime start, int from, int to, double more = 0)
    {
        Random random = new(from);
        var readings = Enumerable.Range(from, to - from).Select(k => new { sensor = "p", time = start.AddSeconds(k), value = 20 + more + random.NextDouble() });
        using HttpResponseMessage answer = await SendAsync("/ingest", JsonSerializer.Serialize(readings));
        answer.EnsureSuccessStatusCode();
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string body, string? key = Key, string? site = null, bool isChunked = false)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Headers.TransferEncodingChunked = isChunked;
        if (key is not null)
        {
            request.Headers.Add("X-Api-Key", key);
        }

        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        return await Client.SendAsync(request);
    }
}
