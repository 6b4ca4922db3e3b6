// Poisson regression with a log link: y[i] ~ Poisson(exposure[i] exp(alpha + x[i] beta)).
// McCullagh and Nelder (1989), Generalized Linear Models, chapter 6.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Counts with an exposure and regressors.</summary>
[Model]
public sealed partial class PoissonRegression
{
    /// <summary>Regressors, one row per count.</summary>
    [Data(Name = "X")]
    public required Matrix X { get; init; }

    /// <summary>Exposure of each count.</summary>
    [Data(Lower = 0)]
    public required Vector Exposure { get; init; }

    /// <summary>Counts.</summary>
    [Data]
    public required int[] Y { get; init; }

    [Parameter]
    private Real Alpha => Normal(0, 1);

    [Parameter]
    private Vector Beta => Normal(0, 0.5).Repeat(X.Columns);

    [Observed(nameof(Y))]
    private int[] Replicated => PoissonLog(Log(Exposure) + Alpha + X * Beta);
}
