// Counts whose rate changes once, at an unknown time that is summed out: P(y) = sum over s of 1/T prod Poisson(y[t] | t < s ? early : late).
// Carlin, Gelfand and Smith (1992), Journal of the Royal Statistical Society C 41; Stan User's Guide, "Latent Discrete Parameters".
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>A Poisson rate that changes at an unknown time.</summary>
[Model]
public sealed partial class ChangePoint
{
    /// <summary>Counts in order of time.</summary>
    [Data(Lower = 0)]
    public required int[] Y { get; init; }

    [Parameter]
    private Real Early => Exponential(1);

    [Parameter]
    private Real Late => Exponential(1);

    /// <summary>log of the joint probability of the counts and a change before each time; moving the change by one swaps one term.</summary>
    private Vector LogJoint
    {
        get
        {
            Vector joint = new(Y.Length);
            Real sum = 0;
            for (int t = 0; t < Y.Length; t++)
            {
                sum += LogDensity(Y[t], Poisson(Late));
            }

            for (int s = 0; s < Y.Length; s++)
            {
                joint[s] = sum;
                sum += LogDensity(Y[s], Poisson(Early)) - LogDensity(Y[s], Poisson(Late));
            }

            return joint;
        }
    }

    [Factor]
    private Real LogLikelihood => LogSumExp(LogJoint) - Log(Y.Length);

    /// <summary>Probability that the change came just before each time.</summary>
    [Deterministic]
    private Vector Change => Exp(LogJoint - LogSumExp(LogJoint));
}
