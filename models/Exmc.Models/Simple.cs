// Normal readings with unknown mean and scale.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Normal mean and scale, d = 2.</summary>
[Model]
public sealed partial class Simple
{
    /// <summary>Readings.</summary>
    [Data]
    public required Vector Y { get; init; }

    [Parameter]
    private Real Mu => Normal(0, 10);

    [Parameter]
    private Real Sigma => Exponential(1);

    [Observed(nameof(Y))]
    private Vector Replicated => Normal(Mu, Sigma).Repeat(Y.Length);
}
