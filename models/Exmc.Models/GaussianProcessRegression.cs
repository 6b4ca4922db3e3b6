// posteriordb: gp_regr.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Regression by a Gaussian process with squared exponential covariance; sigma is the added variance (Stan User's Guide, "Gaussian Processes").</summary>
[Model(Name = "gp_pois_regr-gp_regr")]
public sealed partial class GaussianProcessRegression
{
    /// <summary>Points.</summary>
    [Data]
    public required Vector X { get; init; }

    /// <summary>Readings.</summary>
    [Data]
    public required Vector Y { get; init; }

    [Parameter]
    private Real Rho => Gamma(25, 4);

    [Parameter]
    private Real Alpha => HalfNormal(2);

    [Parameter]
    private Real Sigma => HalfNormal(1);

    [Observed(nameof(Y))]
    private Vector Replicated => MultivariateNormal(new Vector(X.Length), AddDiagonal(SquaredExponential(X, Alpha, Rho), Sigma));
}
