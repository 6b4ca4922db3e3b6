// Regression with an intercept per group: y[i] ~ Normal(alpha[group[i]] + beta x[i], sigma), alpha[j] ~ Normal(mu, tau).
// Gelman and Hill (2007), Data Analysis Using Regression and Multilevel Models, chapter 12.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Regression with an intercept per group, partially pooled; intercepts sampled in units of their scale.</summary>
[Model]
public sealed partial class HierarchicalRegression
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
    private Real Mu => Normal(0, 2);

    [Parameter]
    private Real Tau => HalfNormal(1);

    [Parameter(NonCentered = true)]
    private Vector Alpha => Normal(Mu, Tau).Repeat(Groups);

    [Parameter]
    private Real Beta => Normal(0, 1);

    [Parameter]
    private Real Sigma => HalfNormal(1);

    [Observed(nameof(Y))]
    private Vector Replicated => Normal(Alpha[Group] + Beta * X, Sigma);
}
