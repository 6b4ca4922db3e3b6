// Smooth regression on a long series, by a Gaussian process with a fixed basis.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>
/// y[t] ~ Normal(f(x[t]), sigma), f a Gaussian process with squared exponential covariance by a Hilbert space basis: O(n m) in place of O(n^3)
/// (Riutort-Mayol et al. 2023, Statistics and Computing 33).
/// </summary>
[Model]
public sealed partial class ApproximateGaussianProcess
{
    private const int Count = 20;

    /// <summary>Points, within (-1, 1).</summary>
    [Data(Lower = -1, Upper = 1)]
    public required Vector X { get; init; }

    /// <summary>Readings.</summary>
    [Data]
    public required Vector Y { get; init; }

    /// <summary>Length of the process, in units of x.</summary>
    [Parameter]
    private Real Rho => InverseGamma(5, 2);

    /// <summary>Standard deviation of the process.</summary>
    [Parameter]
    private Real Alpha => HalfNormal(1);

    [Parameter]
    private Vector Z => Normal(0, 1).Repeat(Count);

    [Parameter]
    private Real Sigma => HalfNormal(1);

    private Matrix Basis => HilbertSpace.Basis(X, Count, 1.5);

    [Deterministic]
    private Vector F => Basis * (HilbertSpace.SquaredExponentialScales(Count, 1.5, Alpha, Rho) * Z);

    [Observed(nameof(Y))]
    private Vector Replicated => Normal(F, Sigma);
}
