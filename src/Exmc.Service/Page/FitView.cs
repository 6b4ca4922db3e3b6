// A sensor's fit, as the page shows it.
using Exmc.Fleet.Live;

namespace Exmc.Service.Page;

/// <summary>See <see cref="LiveFit"/> and <see cref="FitDetail"/>.</summary>
internal sealed record FitView(
    long Number, DateTime At, string Rung, string Why, string Model, double MinEss, int Divergences, double Milliseconds, double? RHat, double? ParetoK)
{
    public static FitView Of(LiveFit fit) => new(
        fit.Number,
        fit.At,
        fit.Rung.ToString().ToLowerInvariant(),
        fit.Why,
        fit.Model,
        Math.Round(fit.MinEss, 1),
        fit.Divergences,
        Math.Round(fit.Milliseconds, 1),
        Rounded(fit.Detail?.RHat),
        Rounded(fit.Detail?.ParetoK));

    // Draws that all weigh the same have a tail shape of minus infinity: nothing to show.
    private static double? Rounded(double? value) => value is { } number && double.IsFinite(number) ? Math.Round(number, 3) : null;
}
