// Gaussian process on 200 points: the benchmark.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Gaussian process regression, squared exponential covariance, marginal likelihood; sigma is the noise's standard deviation.</summary>
[Model]
public sealed partial class Gp200
{
    /// <summary>Points.</summary>
    [Data]
    public required Vector X { get; init; }

    /// <summary>Readings.</summary>
    [Data]
    public required Vector Y { get; init; }

    [Parameter]
    private Real Rho => InverseGamma(5, 5);

    [Parameter]
    private Real Alpha => HalfNormal(1);

    [Parameter]
    private Real Sigma => HalfNormal(1);

    [Observed(nameof(Y))]
    private Vector Replicated => MultivariateNormal(new Vector(X.Length), AddDiagonal(SquaredExponential(X, Alpha, Rho), Square(Sigma) + 1e-8));
}
