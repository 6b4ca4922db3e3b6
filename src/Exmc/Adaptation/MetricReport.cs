// The metric that a warm-up left.
using System.Globalization;

namespace Exmc;

/// <summary>The metric that a warm-up left, and what the choice rested on.</summary>
/// <param name="Kind">Its shape.</param>
/// <param name="Rank">Directions with variances of their own when it is of low rank or dense by choice; 0 when diagonal or when nobody counted.</param>
/// <param name="HeldOutGain">
/// How much smaller the Fisher distance |y + s|^2 of a draw y and its score s, whitened, was with those directions than with the diagonal alone, on draws
/// that the estimate had not seen; NaN when it was not measured.
/// </param>
public sealed record MetricReport(MetricKind Kind, int Rank, double HeldOutGain)
{
    /// <summary>A diagonal that nothing was compared with.</summary>
    public static MetricReport None { get; } = new(MetricKind.Diagonal, 0, double.NaN);

    /// <inheritdoc/>
    public override string ToString() => double.IsNaN(HeldOutGain)
        ? $"{Kind}"
        : string.Create(CultureInfo.InvariantCulture, $"{Kind} with {Rank} directions, held-out gain {HeldOutGain:G3}");
}
