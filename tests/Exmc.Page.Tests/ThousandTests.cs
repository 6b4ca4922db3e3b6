// The page with 1,000 sensors: what it draws, and what it costs.
using System.Net.Http.Json;
using System.Text.Json;
using Exmc.Service.Store;
using Exmc.Service.Tests;
using Microsoft.Playwright;
using Xunit.Abstractions;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Exmc.Page.Tests;

[Collection("page")]
public sealed class ThousandTests(Browser browser, ITestOutputHelper output)
{
    private const int Sensors = 1000;
    private const int Readings = 60;
    private static readonly DateTime Start = DateTime.UtcNow.Date.AddHours(-3);

    [ChromiumFact]
    public async Task A_thousand_sensors_are_shown_and_a_change_draws_only_its_own_card()
    {
        string file = ServiceProcess.NewDatabase();
        using ServiceProcess service = new(file, "--Exmc:Fleet:FirstFit", "200");
        try
        {
            await service.ReadyAsync();
            for (int t = 0; t < Readings; t += 20)
            {
                await SendAsync(service, Enumerable.Range(0, Sensors), Enumerable.Range(t, 20));
            }

            await service.UntilAsync("/api/counters", counters => counters.GetProperty("scored").GetInt64() == Sensors * Readings);
            IPage page = await browser.OpenAsync(service.Client.BaseAddress!, "/", isProbed: true);
            await Expect(page.Locator(".tile")).ToHaveCountAsync(Sensors);
            await page.WaitForFunctionAsync("exmcTiming.firstRender > 0");
            double first = await page.EvaluateAsync<double>("exmcTiming.firstRender");

            await page.EvaluateAsync("""window.mutated = new Set(); new MutationObserver(list => list.forEach(one => mutated.add((one.target.closest ? one.target : one.target.parentElement).closest(".tile")?.dataset.sensor))).observe(document.querySelector(".grid"), { subtree: true, childList: true, attributes: true, characterData: true });""");
            await SendAsync(service, [3, 5], [Readings]);
            await page.WaitForFunctionAsync("mutated.has('s0003') && mutated.has('s0005')");
            Assert.Equal(2, await page.EvaluateAsync<int>("mutated.size"));

            await page.EvaluateAsync("exmcTiming.batches.length = 0");
            for (int t = Readings + 1; t <= Readings + 5; t++)
            {
                await SendAsync(service, Enumerable.Range(0, Sensors), [t]);
                await page.WaitForTimeoutAsync(600);
            }

            JsonElement batches = await page.EvaluateAsync<JsonElement>("exmcTiming.batches.filter(one => one.drawn > 0)");
            double[] cost = [.. batches.EnumerateArray().Select(one => one.GetProperty("milliseconds").GetDouble()).Order()];
            output.WriteLine($"first render {first:F0} ms after the navigation; {cost.Length} batches, {batches.EnumerateArray().Max(one => one.GetProperty("drawn").GetInt32())} cards drawn at most, median {cost[cost.Length / 2]:F1} ms, largest {cost[^1]:F1} ms");
            Assert.True(first < 5000, $"The first render took {first} ms.");
            Assert.True(cost[cost.Length / 2] < 50, $"A batch took {cost[cost.Length / 2]} ms.");
            await page.CloseAsync();
        }
        finally
        {
            service.Kill();
            SqliteFleetStore.Remove(file);
        }
    }

    private static async Task SendAsync(ServiceProcess service, IEnumerable<int> sensors, IEnumerable<int> minutes)
    {
        var readings = sensors.SelectMany(sensor => minutes.Select(t => new { sensor = FormattableString.Invariant($"s{sensor:0000}"), time = Start.AddMinutes(t), value = 10 + Math.Sin(sensor + (0.37 * t)) }));
        using HttpResponseMessage answer = await service.Client.PostAsJsonAsync("/ingest", readings);
        answer.EnsureSuccessStatusCode();
    }
}
