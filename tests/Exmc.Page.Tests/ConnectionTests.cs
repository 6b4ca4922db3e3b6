// The stream of events: loss, return, resumption.
using Exmc.Service.Store;
using Exmc.Service.Tests;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Exmc.Page.Tests;

[Collection("page")]
public sealed class ConnectionTests(Fleet120 fleet, Browser browser)
{
    [ChromiumFact]
    public async Task A_lost_service_is_said_and_the_page_lives_again_when_it_is_back()
    {
        string file = ServiceProcess.NewDatabase();
        try
        {
            using ServiceProcess first = new(file);
            await first.ReadyAsync();
            Uri address = first.Client.BaseAddress!;
            using (await first.PostAsync(new { sensor = "one", time = DateTime.UtcNow, value = 1.0 }))
            {
            }

            IPage page = await browser.OpenAsync(address, "/");
            await Expect(page.Locator("#connection")).ToHaveTextAsync("live");
            first.Kill();
            await Expect(page.Locator("#connection")).ToContainTextAsync("connection lost");
            await Expect(page.Locator("body")).ToHaveClassAsync("lost");
            using ServiceProcess second = new(file, "--urls", address.ToString());
            await Expect(page.Locator("#connection")).ToHaveTextAsync("live", new() { Timeout = 20_000 });
            await Expect(page.Locator("[data-sensor=one]")).ToBeVisibleAsync();
            await page.CloseAsync();
        }
        finally
        {
            SqliteFleetStore.Remove(file);
        }
    }

    [ChromiumFact]
    public async Task A_listener_that_names_its_last_event_gets_only_what_came_after()
    {
        (string kind, string id, int size) = await FirstEventAsync(null);
        Assert.Equal("event: fleet", kind);
        await fleet.SendAsync("pump_050", Fleet120.Readings, 50);
        (string later, string laterId, int laterSize) = await FirstEventAsync(id);
        Assert.Equal("event: change", later);
        Assert.True(laterSize < size / 4, $"{laterSize} of {size} characters");
        (string foreign, _, _) = await FirstEventAsync("other-" + laterId);
        Assert.Equal("event: fleet", foreign);
    }

    private async Task<(string Kind, string Id, int Size)> FirstEventAsync(string? last)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/events");
        if (last is not null)
        {
            request.Headers.Add("Last-Event-ID", last);
        }

        using HttpResponseMessage answer = await fleet.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using StreamReader reader = new(await answer.Content.ReadAsStreamAsync());
        string kind = (await reader.ReadLineAsync())!;
        string data = (await reader.ReadLineAsync())!;
        string id = (await reader.ReadLineAsync())!;
        return (kind, id["id: ".Length..], data.Length);
    }
}
