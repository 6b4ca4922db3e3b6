// Readings from one of K regimes, which change as a Markov chain: y[t] ~ Normal(mu[s[t]], sigma[s[t]]), P(s[t] = k | s[t - 1] = j) = transition[j, k].
// The regimes are summed out. Hamilton (1989), Econometrica 57(2); Stan User's Guide, "Hidden Markov Models".
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>A Gaussian hidden Markov model with ordered means, the probability of each regime at each time, and the most probable sequence.</summary>
[Model]
public sealed partial class RegimeSwitching
{
    /// <summary>Readings.</summary>
    [Data]
    public required Vector Y { get; init; }

    /// <summary>Number of regimes.</summary>
    [Data(Lower = 1)]
    public required int Regimes { get; init; }

    [Parameter]
    private Rows<Simplex> Transition => Dirichlet(Fill(2, Regimes)).Repeat(Regimes);

    [Parameter]
    private Simplex Initial => Dirichlet(Fill(1, Regimes));

    [Parameter]
    private Ordered Mu => Normal(0, 5).Repeat(Regimes);

    [Parameter]
    private Vector Sigma => HalfNormal(2).Repeat(Regimes);

    private Matrix LogEmission
    {
        get
        {
            Matrix emission = new(Y.Length, Regimes);
            for (int t = 0; t < Y.Length; t++)
            {
                for (int k = 0; k < Regimes; k++)
                {
                    emission[t, k] = LogDensity(Y[t], Normal(Mu[k], Sigma[k]));
                }
            }

            return emission;
        }
    }

    [Factor]
    private Real LogLikelihood => HiddenMarkov.LogLikelihood(LogEmission, Transition, Initial);

    /// <summary>Probability of each regime at each time given all readings.</summary>
    [Deterministic]
    private Matrix RegimeProbability => HiddenMarkov.StateProbabilities(LogEmission, Transition, Initial);

    /// <summary>The most probable sequence of regimes.</summary>
    [Deterministic]
    private Vector Regime => HiddenMarkov.MostProbableStates(LogEmission, Transition, Initial);
}
