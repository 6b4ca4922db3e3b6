// A fact that needs R with the package posterior.
using Xunit;

namespace Exmc.Outputs.Tests;

/// <summary>A fact that needs R with the package posterior; skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Absence = new(Look);

    public RFactAttribute() => Skip = Absence.Value;

    private static string? Look()
    {
        try
        {
            (int code, _) = Fits.Run("Rscript", "-e", "library(posterior)");
            return code == 0 ? null : "R has no package 'posterior' (Debian: r-cran-posterior).";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "There is no Rscript (Debian: r-base-core, r-cran-posterior).";
        }
    }
}
