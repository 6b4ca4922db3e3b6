// posteriordb: low_dim_gauss_mix.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>y[n] ~ theta N(mu1, sigma1) + (1 - theta) N(mu2, sigma2), ordered means against label switching (Stan User's Guide, "Finite Mixtures").</summary>
[Model(Name = "low_dim_gauss_mix-low_dim_gauss_mix")]
public sealed partial class GaussianMixture
{
    /// <summary>Readings.</summary>
    [Data]
    public required Vector Y { get; init; }

    [Parameter]
    private Ordered Mu => Normal(0, 2).Repeat(2);

    [Parameter]
    private Vector Sigma => HalfNormal(2).Repeat(2);

    [Parameter]
    private Real Theta => Beta(5, 5);

    [Factor]
    private Real Mixture
    {
        get
        {
            Real total = 0;
            for (int n = 0; n < Y.Length; n++)
            {
                total += LogMix(Theta, LogDensity(Y[n], Normal(Mu[0], Sigma[0])), LogDensity(Y[n], Normal(Mu[1], Sigma[1])));
            }

            return total;
        }
    }
}
