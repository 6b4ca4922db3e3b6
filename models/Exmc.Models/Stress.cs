// Three groups, each with its own noise.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Three group means under a common prior, own noise scales, d = 8.</summary>
[Model]
public sealed partial class Stress
{
    /// <summary>Readings of the first group.</summary>
    [Data]
    public required Vector Y1 { get; init; }

    /// <summary>Readings of the second group.</summary>
    [Data]
    public required Vector Y2 { get; init; }

    /// <summary>Readings of the third group.</summary>
    [Data]
    public required Vector Y3 { get; init; }

    [Parameter]
    private Real MuPop => Normal(0, 10);

    [Parameter]
    private Real SigmaPop => Exponential(1);

    [Parameter]
    private Vector G => Normal(MuPop, SigmaPop).Repeat(3);

    [Parameter]
    private Vector S => Exponential(1).Repeat(3);

    [Observed(nameof(Y1))]
    private Vector Replicated1 => Normal(G[0], S[0]).Repeat(Y1.Length);

    [Observed(nameof(Y2))]
    private Vector Replicated2 => Normal(G[1], S[1]).Repeat(Y2.Length);

    [Observed(nameof(Y3))]
    private Vector Replicated3 => Normal(G[2], S[2]).Repeat(Y3.Length);
}
