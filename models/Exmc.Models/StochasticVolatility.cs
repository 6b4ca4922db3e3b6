// Stochastic volatility of returns.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Student returns whose log scale walks at random, centred, d = T + 2.</summary>
[Model(Name = "sv")]
public sealed partial class StochasticVolatility
{
    /// <summary>Returns.</summary>
    [Data(Name = "r")]
    public required Vector Return { get; init; }

    [Parameter]
    private Real Sigma => Exponential(50);

    [Parameter]
    private Real Nu => Exponential(0.1);

    [Parameter(Name = "s")]
    private Vector LogScale => Flat().Repeat(Return.Length);

    [Factor]
    private Real Walk => LogDensity(LogScale[0], Normal(0, Sigma)) + LogDensity(LogScale[1..], Normal(LogScale[..^1], Sigma));

    [Observed(nameof(Return))]
    private Vector Replicated => StudentT(Nu, 0, Exp(LogScale));
}
