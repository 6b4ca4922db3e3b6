// Weights of mesquite bushes.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Log weight on log volume, area, shape and height, d = 7 (Gelman and Hill 2007, chapter 4).</summary>
[Model]
public sealed partial class LogmesquiteLogvash
{
    /// <summary>Weight of the leaves, grams.</summary>
    [Data(Lower = 0)]
    public required Vector Weight { get; init; }

    /// <summary>Longer diameter of the canopy, metres.</summary>
    [Data]
    public required Vector Diam1 { get; init; }

    /// <summary>Shorter diameter of the canopy, metres.</summary>
    [Data]
    public required Vector Diam2 { get; init; }

    /// <summary>Height of the canopy, metres.</summary>
    [Data]
    public required Vector CanopyHeight { get; init; }

    /// <summary>Total height, metres.</summary>
    [Data]
    public required Vector TotalHeight { get; init; }

    /// <summary>Group of measurements, 0 or 1.</summary>
    [Data]
    public required Vector Group { get; init; }

    [Parameter]
    private Vector Beta => Flat().Repeat(6);

    [Parameter]
    private Real Sigma => Flat().Truncated(lower: 0);

    private Vector Area => Diam1 * Diam2;

    [Observed(nameof(Weight))]
    private Vector Replicated => LogNormal(
        Beta[0] + Beta[1] * Log(Area * CanopyHeight) + Beta[2] * Log(Area) + Beta[3] * Log(Diam1 / Diam2) + Beta[4] * Log(TotalHeight) + Beta[5] * Group,
        Sigma);
}
