// The model of the README.
using static Exmc.Distributions;

namespace Exmc.Aot.Sample;

/// <summary>Rubin's eight schools.</summary>
[Model]
public sealed partial class EightSchools
{
    [Data] public required Vector Effect { get; init; }
    [Data] public required Vector StandardError { get; init; }

    [Parameter] Real Mu => Normal(0, 5);
    [Parameter] Real Tau => HalfCauchy(5);
    [Parameter] Vector Theta => Normal(Mu, Tau).Repeat(Effect.Length);

    [Observed(nameof(Effect))] Vector Replicated => Normal(Theta, StandardError);
}
