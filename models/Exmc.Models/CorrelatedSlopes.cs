// Intercepts and slopes that vary together: y[i] ~ Normal(mu0 + b[g,0] + (mu1 + b[g,1]) x[i], sigma), b[g] = diag(scale) L z[g],
// L the Cholesky factor of an LKJ(2) correlation. Gelman and Hill (2007), chapter 13; Lewandowski, Kurowicka and Joe (2009).
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Mixed effects with correlated intercepts and slopes.</summary>
[Model]
public sealed partial class CorrelatedSlopes
{
    /// <summary>Number of groups.</summary>
    [Data]
    public required int Groups { get; init; }

    /// <summary>Group of each reading, 0-based.</summary>
    [Data]
    public required int[] Group { get; init; }

    /// <summary>Regressor.</summary>
    [Data]
    public required Vector X { get; init; }

    /// <summary>Readings.</summary>
    [Data]
    public required Vector Y { get; init; }

    [Parameter]
    private Vector Mu => Normal(0, 1).Repeat(2);

    [Parameter]
    private Vector Scale => HalfNormal(1).Repeat(2);

    [Parameter]
    private CholeskyCorrelation Factor => LkjCholesky(2, 2);

    [Parameter]
    private Matrix Z => Normal(0, 1).Repeat(Groups, 2);

    [Parameter]
    private Real Sigma => HalfNormal(1);

    private Matrix Effects => Z * Transpose(Factor);

    [Deterministic]
    private Vector Intercept => Mu[0] + Scale[0] * Effects.Column(0);

    [Deterministic]
    private Vector Slope => Mu[1] + Scale[1] * Effects.Column(1);

    /// <summary>Correlation of intercepts and slopes.</summary>
    [Deterministic]
    private Real Correlation => Factor[1, 0];

    [Observed(nameof(Y))]
    private Vector Replicated => Normal(Intercept[Group] + Slope[Group] * X, Sigma);
}
