// Eight schools as in Rubin (1981), non-centred.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Treatment effects of J schools by standardised effects.</summary>
[Model]
public sealed partial class EightSchoolsNoncentered
{
    /// <summary>Estimated effect of each school.</summary>
    [Data(Name = "y")]
    public required Vector Effect { get; init; }

    /// <summary>Standard error of each estimate.</summary>
    [Data(Name = "sigma")]
    public required Vector StandardError { get; init; }

    [Parameter]
    private Vector ThetaTrans => Normal(0, 1).Repeat(Effect.Length);

    [Parameter]
    private Real Mu => Normal(0, 5);

    [Parameter]
    private Real Tau => HalfCauchy(5);

    [Deterministic]
    private Vector Theta => Mu + Tau * ThetaTrans;

    [Observed(nameof(Effect))]
    private Vector Replicated => Normal(Theta, StandardError);
}
