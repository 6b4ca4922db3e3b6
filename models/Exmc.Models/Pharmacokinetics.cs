// Concentration of a drug that is absorbed at a first-order rate and eliminated by a process that saturates:
// dC/dt = k_a D exp(-k_a t) / V - (V_m / V) C / (K_m + C), C(0) = 0; log measured ~ Normal(log C(t), sigma).
// Gibaldi and Perrier (1982), Pharmacokinetics, ch. 7; one_comp_mm_elim_abs of posteriordb.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>One compartment with Michaelis-Menten elimination; stiff where absorption is much faster than elimination.</summary>
[Model]
public sealed partial class Pharmacokinetics
{
    /// <summary>Times of the measurements after the dose, in days.</summary>
    [Data]
    public required Vector Times { get; init; }

    /// <summary>Measured concentrations, in mg/L.</summary>
    [Data(Lower = 0)]
    public required Vector Concentration { get; init; }

    /// <summary>Dose, in mg.</summary>
    [Data(Lower = 0)]
    public required double Dose { get; init; }

    /// <summary>Volume of the compartment, in L.</summary>
    [Data(Lower = 0)]
    public required double Volume { get; init; }

    /// <summary>Rate of absorption, per day.</summary>
    [Parameter]
    private Real AbsorptionRate => HalfCauchy(1);

    /// <summary>Michaelis constant, in mg/L.</summary>
    [Parameter]
    private Real HalfSaturation => HalfCauchy(1);

    /// <summary>Largest rate of elimination, in mg per day.</summary>
    [Parameter]
    private Real LargestRate => HalfCauchy(1);

    [Parameter]
    private Real Sigma => HalfCauchy(1);

    private Vector Path => SolveStiffOde(Change, [0], 0, Times, relativeTolerance: 1e-8, absoluteTolerance: 1e-8).Column(0);

    [Observed(nameof(Concentration))]
    private Vector Replicated => LogNormal(Log(Path), Sigma);

    [OdeSystem]
    private Vector Change(Real time, Vector concentration)
    {
        Real absorbed = AbsorptionRate * Dose * Exp(-AbsorptionRate * time) / Volume;
        Real eliminated = LargestRate / Volume * concentration[0] / (HalfSaturation + concentration[0]);
        return [absorbed - eliminated];
    }
}
