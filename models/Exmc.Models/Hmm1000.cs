// Hidden Markov model with three states: the benchmark.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>
/// Three hidden states with normal readings, integrated out by the scaled forward algorithm (Rabiner 1989, Proceedings of the IEEE
/// 77(2), section V.A); the first state is uniform.
/// </summary>
[Model]
public sealed partial class Hmm1000
{
    private const double LogSqrtTwoPi = 0.91893853320467274;

    /// <summary>Readings.</summary>
    [Data]
    public required Vector Y { get; init; }

    [Parameter]
    private Simplex From0 => Dirichlet(Fill(2, 3));

    [Parameter]
    private Simplex From1 => Dirichlet(Fill(2, 3));

    [Parameter]
    private Simplex From2 => Dirichlet(Fill(2, 3));

    [Parameter]
    private Ordered Mu => Normal(0, 5).Repeat(3);

    [Parameter]
    private Real Sigma => HalfNormal(2);

    /// <summary>Probabilities of the states are scaled to sum to one after each reading; densities by the largest of the three.</summary>
    [Factor]
    private Real LogLikelihood
    {
        get
        {
            Real p0 = 1.0 / 3, p1 = 1.0 / 3, p2 = 1.0 / 3, total = -Y.Length * (Log(Sigma) + LogSqrtTwoPi);
            for (int t = 0; t < Y.Length; t++)
            {
                Real d0 = -0.5 * Square((Y[t] - Mu[0]) / Sigma), d1 = -0.5 * Square((Y[t] - Mu[1]) / Sigma), d2 = -0.5 * Square((Y[t] - Mu[2]) / Sigma);
                Real largest = Max(d0, Max(d1, d2));
                Real q0 = p0 * Exp(d0 - largest), q1 = p1 * Exp(d1 - largest), q2 = p2 * Exp(d2 - largest);
                Real sum = q0 + q1 + q2, scale = 1 / sum;
                total += largest + Log(sum);
                p0 = scale * (q0 * From0[0] + q1 * From1[0] + q2 * From2[0]);
                p1 = scale * (q0 * From0[1] + q1 * From1[1] + q2 * From2[1]);
                p2 = scale * (q0 * From0[2] + q1 * From1[2] + q2 * From2[2]);
            }

            return total;
        }
    }
}
