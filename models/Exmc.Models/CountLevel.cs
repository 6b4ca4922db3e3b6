// A sensor that counts.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>
/// y[t] ~ NegativeBinomial2(m[t], precision), m[t + 1] = m[t] + kappa (y[t] - m[t]): the expected count is the exponentially weighted mean of the
/// counts (Harvey and Fernandes 1989 for Poisson counts). A missing reading updates nothing. Counts are not standardized.
/// </summary>
[Model]
public sealed partial class CountLevel
{
    /// <summary>Counts of the window; NaN is a missing one.</summary>
    [Data(AllowMissing = true, Lower = 0)]
    public required Vector Y { get; init; }

    [Parameter]
    private Real Start => Gamma(0.5, 0.01);

    /// <summary>Weight of the last count.</summary>
    [Parameter]
    private Real Kappa => Beta(1, 2);

    /// <summary>The variance is m + m^2 / precision.</summary>
    [Parameter]
    private Real Precision => Gamma(2, 0.1);

    [Factor]
    private Real LogLikelihood => Smooth().LogLikelihood;

    [Forecast]
    private Real Next => NegativeBinomial2(Smooth().Mean, Precision);

    /// <summary>Log likelihood of the counts; expected next count.</summary>
    private (Real LogLikelihood, Real Mean) Smooth()
    {
        // After many zeros a count is rare, not impossible.
        Real mean = Start + 1e-3, logLikelihood = 0, normalizer = LogGamma(Precision);
        for (int t = 0; t < Y.Length; t++)
        {
            if (!IsMissing(Y[t]))
            {
                logLikelihood += LogGamma(Y[t] + Precision) - normalizer - LogGamma(Y[t] + 1) - Precision * Log1p(mean / Precision) - Y[t] * Log1p(Precision / mean);
                mean += Kappa * (Y[t] + 1e-3 - mean);
            }
        }

        return (logLikelihood, mean);
    }
}
