// The front door: arguments, options, OpenAPI, somebody else's host.
using System.Diagnostics;
using System.Text.Json;
using Exmc.Fleet.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Exmc.Service.Tests;

[Collection(LocalService.Name)]
public class ServeTests
{
    [Theory]
    [InlineData("--Exmc:Workers is 0", "Exmc:Workers is 0, but must be at least 1", "--Exmc:Workers", "0")]
    [InlineData("port", "Exmc:MqttPort is 70000, but must be from 1 to 65535", "--Exmc:MqttPort", "70000")]
    [InlineData("engine", "Exmc:Fleet:AlarmRate", "--Exmc:Fleet:AlarmRate", "0.5")]
    [InlineData("key", "a key of 5 characters", "--Exmc:Security:Keys:0", "short")]
    [InlineData("file", "Exmc:Replay:File is 'no.csv', but there is no such file", "--replay", "no.csv")]
    [InlineData("speed", "Exmc:Replay:Speed is 1E-300, but must be 0", "--Exmc:Replay:Speed", "1e-300")]
    [InlineData("authority", "Exmc:Security:JwtAuthority is 'http://id.example', but must be an https address", "--Exmc:Security:JwtAuthority", "http://id.example", "--Exmc:Security:JwtAudience", "exmc")]
    [InlineData("topic", "Exmc:MqttTopic is 'exmc/#'", "--Exmc:MqttTopic", "exmc/#")]
    [InlineData("misspelt", "'Worker'", "--Exmc:Worker", "2")]
    [InlineData("no number", "'many'", "--Exmc:Workers", "many")]
    [InlineData("argument", "'--speeed' is not known", "--speeed", "2")]
    [InlineData("value", "--replay needs a value", "--replay")]
    public void What_cannot_be_honoured_is_named_with_its_value_and_remedy(string what, string message, params string[] args)
    {
        Assert.NotEmpty(what);
        Exception exception = Assert.ThrowsAny<Exception>(() => FleetHost.Create(args).Services.GetRequiredService<IOptions<ServiceOptions>>().Value);
        Assert.True(exception is OptionsValidationException or ArgumentException or InvalidOperationException, exception.ToString());
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_openapi_document_names_every_endpoint()
    {
        await using LocalService service = await LocalService.StartAsync();
        JsonElement document = await service.JsonAsync("/openapi/v1.json");
        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        HashSet<string> described = [.. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"))];
        string[] mapped =
        [
            .. service.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Select(method => $"{method} {endpoint.RoutePattern.RawText}") ?? [])
                .Where(name => !name.Contains("/openapi/", StringComparison.Ordinal)),
        ];
        Assert.True(mapped.Length >= 12, string.Join(", ", mapped));
        Assert.Empty(mapped.Except(described));
    }

    [Fact]
    public async Task In_somebodys_host_live_is_not_ready_and_a_failing_store_is_told()
    {
        using SlowStore store = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Fleet:Workers"] = "1" });
        builder.Services.AddExmcFleet(builder.Configuration.GetSection("Fleet"));
        builder.Services.AddSingleton<IFleetStore>(store);
        await using WebApplication app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapExmcFleet();
        await app.StartAsync();
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.First()) };
        Assert.Equal((200, 503), (await StatusAsync("/health/live"), await StatusAsync("/health/ready")));
        store.Loaded.Set();
        await UntilReadyAsync(200);
        Assert.Equal(200, await PostAsync());
        store.IsFailing = true;
        Assert.Equal(503, await PostAsync());
        Assert.Equal((200, 503), (await StatusAsync("/health/live"), await StatusAsync("/health/ready")));

        // Without any request the service finds out that the store is well again.
        store.IsFailing = false;
        await UntilReadyAsync(200);
        Assert.Equal(200, await PostAsync());
        await app.StopAsync();

        async Task<int> StatusAsync(string path)
        {
            using HttpResponseMessage answer = await client.GetAsync(path);
            return (int)answer.StatusCode;
        }

        async Task<int> PostAsync()
        {
            using StringContent content = new("a value=1");
            using HttpResponseMessage answer = await client.PostAsync("/write", content);
            return (int)answer.StatusCode;
        }

        async Task UntilReadyAsync(int status)
        {
            for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60) && await StatusAsync("/health/ready") != status;)
            {
                await Task.Delay(50);
            }

            Assert.Equal(status, await StatusAsync("/health/ready"));
        }
    }

    private sealed class SlowStore : IFleetStore
    {
        public ManualResetEventSlim Loaded { get; } = new();

        public volatile bool IsFailing;

        public int Append(IReadOnlyList<LiveReading> readings, IReadOnlyList<QuarantinedReading> refused) => IsFailing ? throw new IOException("disk full") : readings.Count;

        public void Save(IReadOnlyList<ScoredReading> scores, IReadOnlyList<LiveAlarm> alarms, FleetCheckpoint? checkpoint = null)
        {
        }

        public bool Mark(string sensor, DateTime opened, DateTime? acknowledged, DateTime? shelvedUntil) => false;

        public StoredFleet Load()
        {
            Loaded.Wait();
            return new StoredFleet([], null, []);
        }

        public IReadOnlyList<ScoredReading> Recent(string sensor, int count) => [];

        public IReadOnlyList<LiveAlarm> Alarms(int count, string? sensor = null) => [];

        public LiveAlarm? Find(string sensor, DateTime opened) => null;

        public long Count() => 0;

        public IReadOnlyList<string> Sensors() => [];

        public IReadOnlyList<ScoredReading> History(string sensor, DateTime from, DateTime to) => [];

        public IReadOnlyList<DateTime> Days(string sensor) => [];

        public IReadOnlyList<FitSummary> Fits(string sensor, int count = int.MaxValue) => [];

        public IReadOnlyList<QuarantinedReading> Quarantine(DateTime from, int count) => [];

        public void Forget(Retention retention)
        {
        }

        public void Dispose() => Loaded.Dispose();
    }
}
