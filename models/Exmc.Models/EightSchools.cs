// Eight schools with a half-normal scale: the benchmark.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Treatment effects of J schools, centred, half-normal scale, d = J + 2.</summary>
[Model]
public sealed partial class EightSchools
{
    /// <summary>Estimated effect of each school.</summary>
    [Data(Name = "y")]
    public required Vector Effect { get; init; }

    /// <summary>Standard error of each estimate.</summary>
    [Data(Name = "sigma")]
    public required Vector StandardError { get; init; }

    [Parameter]
    private Real Mu => Normal(0, 5);

    [Parameter]
    private Real Tau => HalfNormal(5);

    [Parameter]
    private Vector Theta => Normal(Mu, Tau).Repeat(Effect.Length);

    [Observed(nameof(Effect))]
    private Vector Replicated => Normal(Theta, StandardError);
}
