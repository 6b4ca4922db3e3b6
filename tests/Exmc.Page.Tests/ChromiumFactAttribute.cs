// Tests that need a browser.
using Xunit;

namespace Exmc.Page.Tests;

/// <summary>A fact that opens pages in an installed Chromium; skipped where there is none. EXMC_CHROMIUM names another program.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Program is null ? "There is no Chromium: apt-get install chromium, or set EXMC_CHROMIUM to its program." : null;

    /// <summary>The browser's program; null when there is none.</summary>
    public static string? Program => new[] { Environment.GetEnvironmentVariable("EXMC_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);
}
