// Logistic regression.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Logistic regression on k columns, d = k + 1.</summary>
[Model]
public sealed partial class Logistic
{
    /// <summary>Regressors, one row per outcome.</summary>
    [Data(Name = "X")]
    public required Matrix X { get; init; }

    /// <summary>Outcomes, 0 or 1.</summary>
    [Data(Lower = 0, Upper = 1)]
    public required int[] Y { get; init; }

    [Parameter]
    private Real Alpha => Normal(0, 10);

    [Parameter]
    private Vector Beta => Normal(0, 10).Repeat(X.Columns);

    [Observed(nameof(Y))]
    private int[] Replicated => BernoulliLogit(Alpha + X * Beta);
}
