// The grid in a browser: cards, alarms, keys, filter, staleness, themes.
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Exmc.Page.Tests;

[Collection("page")]
public sealed class GridTests(Fleet120 fleet, Browser browser, ITestOutputHelper output)
{
    [ChromiumFact]
    public async Task Every_sensor_has_a_card_with_shape_state_sparkline_rung_and_age()
    {
        IPage page = await browser.OpenAsync(fleet.Address, "/");
        await Expect(page.Locator(".tile")).ToHaveCountAsync(Fleet120.Sensors);
        ILocator card = page.Locator("[data-sensor=pump_003]");
        await Expect(card.Locator(".shape")).ToHaveTextAsync("\u25cf");
        await Expect(card).ToContainTextAsync("normal");
        await Expect(card.Locator(".fit")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^(cold|reweighted|frozen|refreshed) \d+ (s|min)$"));
        string points = (await card.Locator("polyline").GetAttributeAsync("points"))!;
        Assert.Equal(60, points.Split(' ').Length);
        await Expect(card).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("pump_003, normal, fit "));
        await Expect(page.Locator("[data-sensor=pump_007] .shape")).ToHaveTextAsync("\u25ac");
        await page.CloseAsync();
    }

    // A shared machine may take longer than the two seconds, which EXMC_FULL=1 asks for.
    [ChromiumFact]
    public async Task A_shift_is_an_alarm_on_the_page_soon_after_its_acknowledgement_and_is_acknowledged_by_key()
    {
        IPage page = await browser.OpenAsync(fleet.Address, "/", isProbed: true);
        ILocator card = page.Locator("[data-sensor=pump_020]");
        await Expect(card).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("Normal"));
        await fleet.SendAsync("pump_020", Fleet120.Readings, 500);
        long acknowledged = Stopwatch.GetTimestamp();
        await page.WaitForFunctionAsync("document.querySelector('[data-sensor=pump_020]').classList.contains('Alarm')", null, new() { PollingInterval = 20, Timeout = 10_000 });
        double milliseconds = Stopwatch.GetElapsedTime(acknowledged).TotalMilliseconds;
        output.WriteLine($"on the page {milliseconds:F0} ms after the acknowledgement");
        Assert.True(milliseconds < 2000 || Environment.GetEnvironmentVariable("EXMC_FULL") != "1", $"{milliseconds} ms");
        await Expect(card.Locator(".shape")).ToHaveTextAsync("\u25b2");
        await Expect(page.Locator("#alarm-link")).ToContainTextAsync("open");

        await card.FocusAsync();
        await page.Keyboard.PressAsync("a");
        await Expect(card).ToContainTextAsync("acknowledged");
        JsonElement alarms = await fleet.Client.GetFromJsonAsync<JsonElement>("/api/alarms?sensor=pump_020");
        Assert.Equal(JsonValueKind.String, alarms[0].GetProperty("acknowledged").ValueKind);
        await page.CloseAsync();
    }

    [ChromiumFact]
    public async Task The_filter_stands_in_the_address_and_keys_move_between_cards()
    {
        IPage page = await browser.OpenAsync(fleet.Address, "/");
        await Expect(page.Locator(".tile")).ToHaveCountAsync(Fleet120.Sensors);
        await page.Keyboard.PressAsync("/");
        await Expect(page.Locator("#filter")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("pump_11");
        await Expect(page.Locator(".tile:visible")).ToHaveCountAsync(10);
        Assert.EndsWith("#/?q=pump_11", page.Url, StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-sensor=pump_110]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator("[data-sensor=pump_111]")).ToBeFocusedAsync();
        Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("main h2")).ToHaveTextAsync("pump_111");
        await page.GoBackAsync();
        await Expect(page.Locator(".tile:visible")).ToHaveCountAsync(10);
        await Expect(page.Locator("#filter")).ToHaveValueAsync("pump_11");
        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator("#help")).ToBeVisibleAsync();
        await page.CloseAsync();
    }

    [ChromiumFact]
    public async Task A_sensor_that_has_stopped_is_grey_and_says_so()
    {
        IPage page = await browser.OpenAsync(fleet.Address, "/#/?q=quiet");
        ILocator card = page.Locator("[data-sensor=quiet]");
        await Expect(card).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("stale"));
        await Expect(card).ToContainTextAsync("dropout");
        Assert.Contains("grayscale", await card.EvaluateAsync<string>("card => getComputedStyle(card).filter"), StringComparison.Ordinal);
        Assert.Equal("none", await page.Locator("[data-sensor=pump_003]").EvaluateAsync<string>("card => getComputedStyle(card).filter"));
        await page.CloseAsync();
    }

    [ChromiumFact]
    public async Task The_theme_follows_the_system_until_it_is_chosen_and_the_choice_stays()
    {
        IPage page = await browser.OpenAsync(fleet.Address, "/", ColorScheme.Dark);
        Assert.True(await Brightness(page) < 60);
        await page.Locator("#theme").ClickAsync();
        Assert.True(await Brightness(page) > 200);
        await page.ReloadAsync();
        Assert.True(await Brightness(page) > 200);
        await page.Keyboard.PressAsync("t");
        Assert.True(await Brightness(page) < 60);
        await page.CloseAsync();

        static Task<int> Brightness(IPage page) => page.EvaluateAsync<int>("Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])");
    }
}
