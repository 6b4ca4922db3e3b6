// One browser for all tests.
using Microsoft.Playwright;
using Xunit;

namespace Exmc.Page.Tests;

/// <summary>Starts the installed Chromium at the first page.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Opens a page. One that is probed, by waiting for expressions, lets its policy of contents be passed over.</summary>
    public async Task<IPage> OpenAsync(Uri address, string path, ColorScheme scheme = ColorScheme.Light, bool isProbed = false)
    {
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumFactAttribute.Program, Args = ["--no-sandbox"] });
        IPage page = await _browser.NewPageAsync(new() { BypassCSP = isProbed, ColorScheme = scheme, ViewportSize = new() { Width = 1280, Height = 800 } });
        page.SetDefaultTimeout(10_000);
        await page.GotoAsync(new Uri(address, path).ToString());
        return page;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }
}
