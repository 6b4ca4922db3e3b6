// Regression with outliers: y[i] ~ StudentT(nu, alpha + beta x[i], sigma).
// Lange, Little and Taylor (1989), Journal of the American Statistical Association 84; prior of nu: Juarez and Steel (2010).
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Regression whose errors have heavy tails.</summary>
[Model]
public sealed partial class RobustRegression
{
    /// <summary>Regressor.</summary>
    [Data]
    public required Vector X { get; init; }

    /// <summary>Readings.</summary>
    [Data]
    public required Vector Y { get; init; }

    [Parameter]
    private Real Alpha => Normal(0, 1);

    [Parameter]
    private Real Beta => Normal(0, 1);

    [Parameter]
    private Real Nu => Gamma(2, 0.1);

    [Parameter]
    private Real Sigma => HalfNormal(1);

    [Observed(nameof(Y))]
    private Vector Replicated => StudentT(Nu, Alpha + Beta * X, Sigma);
}
