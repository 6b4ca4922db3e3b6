// An epidemic of susceptible, infectious and recovered people: dS/dt = -beta I S / N, dI/dt = beta I S / N - gamma I, dR/dt = gamma I;
// people in bed on a day ~ NegativeBinomial2(I(t), phi). Kermack and McKendrick (1927), Proceedings of the Royal Society A 115;
// Grinsztajn, Semenova, Margossian and Riou (2021), Statistics in Medicine 40(27).
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>People infected on each day of an epidemic.</summary>
[Model]
public sealed partial class SirEpidemic
{
    /// <summary>Days of the counts, after day 0.</summary>
    [Data]
    public required Vector Day { get; init; }

    /// <summary>People infectious on each of the days.</summary>
    [Data(Lower = 0)]
    public required int[] Cases { get; init; }

    /// <summary>Number of people.</summary>
    [Data(Lower = 1)]
    public required double Population { get; init; }

    /// <summary>People infectious on day 0.</summary>
    [Data(Lower = 0)]
    public required double Infected { get; init; }

    /// <summary>Contacts of an infectious person that would infect, per day.</summary>
    [Parameter]
    private Real Beta => Normal(2, 1).Truncated(lower: 0);

    /// <summary>Rate of recovery, per day.</summary>
    [Parameter]
    private Real Gamma => Normal(0.4, 0.5).Truncated(lower: 0);

    [Parameter]
    private Real InversePhi => Exponential(5);

    [Deterministic]
    private Real ReproductionNumber => Beta / Gamma;

    private Matrix People => SolveOde(Change, [Population - Infected, Infected, 0], 0, Day, relativeTolerance: 1e-8, absoluteTolerance: 1e-8);

    [Observed(nameof(Cases))]
    private int[] Replicated => NegativeBinomial2(People.Column(1), 1 / InversePhi);

    [OdeSystem]
    private Vector Change(Real day, Vector people)
    {
        Real infections = Beta * people[1] * people[0] / Population;
        Real recoveries = Gamma * people[1];
        return [-infections, infections - recoveries, recoveries];
    }
}
