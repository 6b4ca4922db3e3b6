// Earnings on height.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Regression of earnings on height, d = 3 (Gelman and Hill 2007, chapter 4).</summary>
[Model]
public sealed partial class EarnHeight
{
    /// <summary>Yearly earnings, dollars.</summary>
    [Data]
    public required Vector Earn { get; init; }

    /// <summary>Height, inches.</summary>
    [Data]
    public required Vector Height { get; init; }

    [Parameter]
    private Vector Beta => Flat().Repeat(2);

    [Parameter]
    private Real Sigma => Flat().Truncated(lower: 0);

    [Observed(nameof(Earn))]
    private Vector Replicated => Normal(Beta[0] + Beta[1] * Height, Sigma);
}
