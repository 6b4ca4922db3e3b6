// Bayesian linear regression.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Linear regression with normal priors, d = D + 1.</summary>
[Model]
public sealed partial class Blr
{
    /// <summary>Regressors, one row per reading.</summary>
    [Data(Name = "X")]
    public required Matrix X { get; init; }

    /// <summary>Readings.</summary>
    [Data]
    public required Vector Y { get; init; }

    [Parameter]
    private Vector Beta => Normal(0, 10).Repeat(X.Columns);

    [Parameter]
    private Real Sigma => HalfNormal(10);

    [Observed(nameof(Y))]
    private Vector Replicated => Normal(X * Beta, Sigma);
}
