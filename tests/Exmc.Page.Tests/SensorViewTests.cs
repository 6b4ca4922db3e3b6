// The view of one sensor and the list of alarms in a browser.
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Exmc.Page.Tests;

[Collection("page")]
public sealed class SensorViewTests(Fleet120 fleet, Browser browser)
{
    [ChromiumFact]
    public async Task A_deep_link_shows_readings_bands_parameters_and_diagnostics()
    {
        // A few scored readings: the readings of the start made the first fit.
        for (int t = 0; t < 4; t++)
        {
            await fleet.SendAsync("pump_030", Fleet120.Readings + t, t == 3 ? 400 : Level(30));
        }

        await fleet.UntilAlarmAsync("pump_030");
        IPage page = await browser.OpenAsync(fleet.Address, "/#/sensor/pump_030");
        await Expect(page.Locator("main h2")).ToHaveTextAsync("pump_030");
        await Expect(page.Locator(".alarm-box")).ToContainTextAsync("Read 400 at");
        await Expect(page.Locator(".alarm-box")).ToContainTextAsync("expected");
        await Expect(page.Locator(".past li")).ToHaveCountAsync(1);
        await Expect(page.Locator(".line")).ToContainTextAsync("next: ");
        await Expect(page.Locator(".drift h4")).ToHaveCountAsync(6, new() { Timeout = 20_000 });
        Assert.Contains("sigma_obs", await page.Locator(".drift h4").AllInnerTextsAsync());
        string facts = await page.Locator(".facts").InnerTextAsync();
        Assert.All(new[] { "R-hat", "ESS", "divergences", "k-hat", "rung" }, fact => Assert.Contains(fact, facts, StringComparison.Ordinal));
        Assert.NotEmpty(await page.Locator(".why").InnerTextAsync());

        // What the chart draws: the bands of a scored reading lie in each other, and the forecast is the last place.
        double[] drawn = await page.EvaluateAsync<double[]>(
            """async () => { const p = await (await fetch("api/sensor/readings?sensor=pump_030")).json(); const c = (await import("./charts.js")).columns(p, (await (await fetch("api/sensor?sensor=pump_030")).json()).next); return [c[0].length - p.length, ...[2, 4, 6, 5, 3, 1].map(k => c[k].at(-2)), ...[2, 4, 6, 5, 3, 1].map(k => c[k].at(-1))]; }""");
        Assert.Equal(1, drawn[0]);
        Assert.Equal(drawn[1..7].Order(), drawn[1..7]);
        Assert.Equal(drawn[7..].Order(), drawn[7..]);
        Assert.True(drawn[6] < 400 && drawn[1] < Level(30) && drawn[6] > Level(30));
        Assert.True(await page.EvaluateAsync<bool>("""() => { const c = document.querySelector(".chart canvas"), d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data; let blue = 0; for (let i = 0; i < d.length; i += 4) if (d[i + 3] > 0 && d[i + 2] > d[i] + 30) blue++; return blue > 50; }"""), "no band is drawn");
        await page.CloseAsync();
    }

    [ChromiumFact]
    public async Task A_sensor_whose_name_holds_a_slash_has_a_view()
    {
        string name = Fleet120.NameOf(Fleet120.Slashed);
        IPage page = await browser.OpenAsync(fleet.Address, "/#/sensor/" + Uri.EscapeDataString(name));
        await Expect(page.Locator("main h2")).ToHaveTextAsync(name);
        await fleet.SendAsync(name, Fleet120.Readings, Level(Fleet120.Slashed));
        await Expect(page.Locator(".line")).ToContainTextAsync("next: ");
        await Expect(page.Locator(".drift h4")).ToHaveCountAsync(6, new() { Timeout = 20_000 });
        await page.CloseAsync();
    }

    [ChromiumFact]
    public async Task An_answer_that_breaks_off_does_not_end_the_view()
    {
        IPage page = await browser.OpenAsync(fleet.Address, "/");
        await Expect(page.Locator("#connection")).ToHaveTextAsync("live");
        await page.RouteAsync(new System.Text.RegularExpressions.Regex("/api/sensor\\?"), route => route.FulfillAsync(new() { Status = 200, ContentType = "application/json", Body = "{\"now\":" }), new() { Times = 1 });
        await page.EvaluateAsync("location.hash = '#/sensor/pump_060'");
        await Expect(page.Locator("main h2")).ToHaveTextAsync("pump_060");
        await fleet.SendAsync("pump_060", Fleet120.Readings, Level(60));
        await Expect(page.Locator(".line")).ToContainTextAsync("next: ");
        await page.CloseAsync();
    }

    [ChromiumFact]
    public async Task The_list_of_alarms_is_worked_by_keys_and_a_shelved_one_is_silent()
    {
        await fleet.SendAsync("pump_040", Fleet120.Readings, -300);
        await fleet.UntilAlarmAsync("pump_040");
        IPage page = await browser.OpenAsync(fleet.Address, "/#/alarms");
        ILocator row = page.Locator("tr", new() { HasText = "pump_040" });
        await Expect(row).ToContainTextAsync("open");
        await row.FocusAsync();
        await page.Keyboard.PressAsync("s");
        await Expect(row).ToContainTextAsync("shelved");
        await row.FocusAsync();
        await page.Keyboard.PressAsync("a");
        await Expect(row).ToContainTextAsync("acknowledged");
        await row.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("main h2")).ToHaveTextAsync("pump_040");
        await page.GoBackAsync();
        await Expect(page.Locator("main h2")).ToHaveTextAsync("Alarms");
        await page.CloseAsync();
    }

    [ChromiumFact]
    public async Task The_picture_of_the_fleet_is_small()
    {
        await fleet.SendAsync("pump_012", Fleet120.Readings, Level(12) + 8);
        await fleet.SendAsync("pump_025", Fleet120.Readings, Level(25) - 8);
        IPage page = await browser.OpenAsync(fleet.Address, "/");
        await Expect(page.Locator("[data-sensor=pump_025]")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("Alarm"));
        string file = Environment.GetEnvironmentVariable("EXMC_WRITE_PICTURES") is null
            ? Path.Combine(Path.GetTempPath(), $"exmc-fleet-{Guid.NewGuid():N}.png")
            : Path.Combine(Exmc.TestSupport.FolderAbove.Repository(), "docs", "images", "fleet.png");
        await page.SetViewportSizeAsync(1000, 600);
        byte[] picture = await page.ScreenshotAsync(new() { Path = file });
        Assert.InRange(picture.Length, 10_000, 150_000);
        if (Environment.GetEnvironmentVariable("EXMC_WRITE_PICTURES") is null)
        {
            File.Delete(file);
        }

        await page.CloseAsync();
    }

    private static double Level(int sensor) => new Random(sensor).Next(10, 90);
}
