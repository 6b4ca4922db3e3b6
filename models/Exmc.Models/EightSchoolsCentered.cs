// Eight schools as in Rubin (1981), centred.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Treatment effects of J schools, centred: its funnel defeats the sampler, which warns.</summary>
[Model]
public sealed partial class EightSchoolsCentered
{
    /// <summary>Estimated effect of each school.</summary>
    [Data(Name = "y")]
    public required Vector Effect { get; init; }

    /// <summary>Standard error of each estimate.</summary>
    [Data(Name = "sigma")]
    public required Vector StandardError { get; init; }

    [Parameter]
    private Vector Theta => Normal(Mu, Tau).Repeat(Effect.Length);

    [Parameter]
    private Real Mu => Normal(0, 5);

    [Parameter]
    private Real Tau => HalfCauchy(5);

    [Observed(nameof(Effect))]
    private Vector Replicated => Normal(Theta, StandardError);
}
