// Sparse regression: beta[k] = tau lambda[k] z[k], half-Cauchy local and global scales.
// Carvalho, Polson and Scott (2010), Biometrika 97.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Regression in which most coefficients are close to zero.</summary>
[Model]
public sealed partial class Horseshoe
{
    /// <summary>Regressors, one row per reading.</summary>
    [Data(Name = "X")]
    public required Matrix X { get; init; }

    /// <summary>Readings.</summary>
    [Data]
    public required Vector Y { get; init; }

    [Parameter]
    private Real Alpha => Normal(0, 2);

    [Parameter]
    private Vector Z => Normal(0, 1).Repeat(X.Columns);

    [Parameter]
    private Vector Lambda => HalfCauchy(1).Repeat(X.Columns);

    [Parameter]
    private Real Tau => HalfCauchy(0.1);

    [Parameter]
    private Real Sigma => HalfNormal(2);

    [Deterministic]
    private Vector Beta => Tau * Lambda * Z;

    [Observed(nameof(Y))]
    private Vector Replicated => Normal(Alpha + X * Beta, Sigma);
}
