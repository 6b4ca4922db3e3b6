// Log earnings on height and sex.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Regression of log earnings with an interaction, d = 5 (Gelman and Hill 2007, chapter 4).</summary>
[Model]
public sealed partial class LogearnInteraction
{
    /// <summary>Yearly earnings, dollars, positive.</summary>
    [Data(Lower = 0)]
    public required Vector Earn { get; init; }

    /// <summary>Height, inches.</summary>
    [Data]
    public required Vector Height { get; init; }

    /// <summary>1 for men, 0 for women.</summary>
    [Data]
    public required Vector Male { get; init; }

    [Parameter]
    private Vector Beta => Flat().Repeat(4);

    [Parameter]
    private Real Sigma => Flat().Truncated(lower: 0);

    [Observed(nameof(Earn))]
    private Vector Replicated => LogNormal(Beta[0] + Beta[1] * Height + Beta[2] * Male + Beta[3] * (Height * Male), Sigma);
}
