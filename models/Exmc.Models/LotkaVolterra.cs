// Predators and prey: du/dt = (alpha - beta v) u, dv/dt = (-gamma + delta u) v, theta = (alpha, beta, gamma, delta);
// log y[n, k] ~ Normal(log z[k](t[n]), sigma[k]), and so the initial counts at t = 0.
// Lotka (1925), Elements of Physical Biology; Carpenter (2018), "Predator-Prey Population Dynamics", Stan case studies.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Counts of prey and predators by the equations of Lotka and Volterra.</summary>
[Model(Name = "lotka_volterra")]
public sealed partial class LotkaVolterra
{
    /// <summary>Times of the counts after the initial one, in years.</summary>
    [Data]
    public required Vector Ts { get; init; }

    /// <summary>Initial counts of prey and predators, in thousands.</summary>
    [Data(Lower = 0)]
    public required Vector YInit { get; init; }

    /// <summary>Counts of prey and predators, a row for each time.</summary>
    [Data(Lower = 0)]
    public required Matrix Y { get; init; }

    /// <summary>Relative and absolute tolerance of the solution; 1e-6 where it is not given.</summary>
    [Data(Optional = true, Lower = 0)]
    public double Tolerance { get; init; }

    private Vector PriorMean => [1, 0.05, 1, 0.05];

    private Vector PriorDeviation => [0.5, 0.05, 0.5, 0.05];

    [Parameter]
    private Vector Theta => Normal(PriorMean, PriorDeviation).Truncated(lower: 0);

    [Parameter]
    private Vector ZInit => LogNormal(Log(10), 1).Repeat(2);

    [Parameter]
    private Vector Sigma => LogNormal(-1, 1).Repeat(2);

    /// <summary>Logarithms, so that small populations keep their digits: the density is smooth where an absolute tolerance would be noise.</summary>
    private Matrix LogPopulation => SolveOde(Change, Log(ZInit), 0, Ts, Tolerance > 0 ? Tolerance : 1e-6, Tolerance > 0 ? Tolerance : 1e-6);

    [Observed(nameof(YInit))]
    private Vector InitialCounts => LogNormal(Log(ZInit), Sigma);

    [Observed(nameof(Y))]
    private Matrix Counts => LogNormal(LogPopulation, OuterProduct(Fill(1, Y.Rows), Sigma));

    [OdeSystem]
    private Vector Change(Real time, Vector logZ) => [Theta[0] - (Theta[1] * Exp(logZ[1])), -Theta[2] + (Theta[3] * Exp(logZ[0]))];
}
