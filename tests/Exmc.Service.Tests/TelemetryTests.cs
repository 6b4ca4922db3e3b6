// Measurements: Prometheus, the dashboard, OpenTelemetry's protocol.
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Exmc.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Exmc.Service.Tests;

[Collection(LocalService.Name)]
public class TelemetryTests
{
    private static readonly string[] Promised =
    [
        "ppl_refit_duration_seconds_bucket", "ppl_refit_queue", "ppl_refit_result_total", "ppl_nuts_divergences_total", "ppl_nuts_treedepth_max_bucket", "ppl_nuts_ess_min_bucket",
        "ppl_nuts_rhat_max_bucket", "ppl_nuts_stepsize_bucket", "ppl_warmstart_total", "ppl_ingest_readings_total", "ppl_ingest_late_total", "ppl_ingest_duplicate_total",
        "ppl_ingest_quarantined_total", "ppl_ingest_lag", "ppl_alarm_open", "ppl_sensor_state", "ppl_score_latency_seconds_bucket", "ppl_score_lag",
    ];

    [Fact]
    public async Task Every_promised_meter_and_every_metric_of_the_dashboard_is_there()
    {
        await using LocalService service = await LocalService.StartAsync();
        await SendAsync(service, 100);
        await service.UntilAsync(async () => await service.MetricAsync("ppl_refit_result_total", "result=\"cold\"") >= 1, "the first fit is counted");
        await service.UntilAsync(async () => await service.MetricAsync("ppl_refit_duration_seconds_count") >= 1, "a refit is measured");
        string[] names = [.. (await service.Client.GetStringAsync("/metrics")).Split('\n').Select(line => Regex.Match(line, "^ppl_\\w+").Value).Distinct()];
        Assert.Empty(Promised.Except(names));
        string dashboard = Path.Combine(FolderAbove.Repository(), "src", "Exmc.Service", "deploy", "grafana-dashboard.json");
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(dashboard));
        string[] queried =
        [
            .. json.RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
                .SelectMany(target => Regex.Matches(target.GetProperty("expr").GetString()!, "ppl_\\w+").Select(match => match.Value)).Distinct(),
        ];
        Assert.Empty(Promised.Except(queried));
        Assert.Empty(queried.Except(names));
        Assert.Equal(100, await service.MetricAsync("ppl_ingest_readings_total"));
        Assert.Equal(1, await service.MetricAsync("ppl_sensor_state"));
    }

    [Fact]
    public async Task A_collector_hears_of_readings_and_commits_at_the_latest_when_the_service_stops()
    {
        ConcurrentBag<(string Kind, string Text)> heard = [];
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        await using WebApplication collector = builder.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/v1/{kind}", async (string kind, HttpRequest request) =>
        {
            using MemoryStream body = new();
            await request.Body.CopyToAsync(body);
            heard.Add((kind, Encoding.Latin1.GetString(body.ToArray())));
        });
        await collector.StartAsync();
        await using (LocalService service = await LocalService.StartAsync("--Exmc:Telemetry:OtlpEndpoint", collector.Urls.First()))
        {
            await SendAsync(service, 3);
        }

        Assert.Contains(heard, one => one.Kind == "metrics" && one.Text.Contains("ppl.ingest.readings", StringComparison.Ordinal));
        Assert.Contains(heard, one => one.Kind == "traces" && one.Text.Contains("ppl.commit", StringComparison.Ordinal));
    }

    private static async Task SendAsync(LocalService service, int count)
    {
        Random random = new(1);
        DateTime start = DateTime.UtcNow.AddSeconds(-count);
        string body = JsonSerializer.Serialize(Enumerable.Range(0, count).Select(k => new { sensor = "p", time = start.AddSeconds(k), value = 20 + random.NextDouble() }));
        using HttpResponseMessage answer = await service.PostAsync("/ingest", body, "application/json");
        answer.EnsureSuccessStatusCode();
    }
}
