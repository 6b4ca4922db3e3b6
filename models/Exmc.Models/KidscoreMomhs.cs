// Children's test scores on their mothers' schooling.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Regression on one indicator, d = 3 (Gelman and Hill 2007, chapter 3).</summary>
[Model]
public sealed partial class KidscoreMomhs
{
    /// <summary>Test scores.</summary>
    [Data]
    public required Vector KidScore { get; init; }

    /// <summary>Whether the mother finished high school, 0 or 1.</summary>
    [Data]
    public required Vector MomHs { get; init; }

    [Parameter]
    private Vector Beta => Flat().Repeat(2);

    [Parameter]
    private Real Sigma => HalfCauchy(2.5);

    [Observed(nameof(KidScore))]
    private Vector Replicated => Normal(Beta[0] + Beta[1] * MomHs, Sigma);
}
