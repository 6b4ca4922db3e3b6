// Two groups that share their noise.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Two group means under a common prior, shared noise, d = 5.</summary>
[Model]
public sealed partial class Medium
{
    /// <summary>Readings of the first group.</summary>
    [Data(Name = "ya")]
    public required Vector First { get; init; }

    /// <summary>Readings of the second group.</summary>
    [Data(Name = "yb")]
    public required Vector Second { get; init; }

    [Parameter]
    private Real MuGlobal => Normal(0, 10);

    [Parameter]
    private Real SigmaGlobal => Exponential(1);

    [Parameter]
    private Real Alpha => Normal(MuGlobal, SigmaGlobal);

    [Parameter]
    private Real Beta => Normal(MuGlobal, SigmaGlobal);

    [Parameter]
    private Real SigmaObs => Exponential(2);

    [Observed(nameof(First))]
    private Vector FirstReplicated => Normal(Alpha, SigmaObs).Repeat(First.Length);

    [Observed(nameof(Second))]
    private Vector SecondReplicated => Normal(Beta, SigmaObs).Repeat(Second.Length);
}
