// A sensor whose level walks at random, with normal noise.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>
/// y[t] = level[t] + Normal(0, sigma_obs), level[t + 1] = level[t] + Normal(0, sigma_level): the level is integrated out by a Kalman filter
/// (Durbin and Koopman 2012, chapter 2); a missing reading updates nothing.
/// </summary>
[Model]
public sealed partial class LocalLevel
{
    /// <summary>Readings of the window, in units of their standard deviation; NaN is a missing one.</summary>
    [Data(AllowMissing = true)]
    public required Vector Y { get; init; }

    /// <summary>Folded: the posterior reaches zero when the walk explains all that varies.</summary>
    [Parameter(Folded = true)]
    private Real SigmaObs => HalfNormal(1);

    [Parameter(Folded = true)]
    private Real SigmaLevel => HalfNormal(0.5);

    [Factor]
    private Real LogLikelihood => Filter().LogLikelihood;

    [Forecast]
    private Real Next
    {
        get
        {
            var (_, mean, variance) = Filter();
            return Normal(mean, Sqrt(variance));
        }
    }

    /// <summary>Log likelihood of the readings; mean and variance of the next one.</summary>
    private (Real LogLikelihood, Real Mean, Real Variance) Filter()
    {
        // Readings are rounded: no spread is below a hundredth of the window's.
        Real noise = Square(SigmaObs) + 1e-4, walk = Square(SigmaLevel);
        Real level = 0, p = 9, logLikelihood = 0;
        for (int t = 0; t < Y.Length; t++)
        {
            if (!IsMissing(Y[t]))
            {
                Real innovation = Y[t] - level;
                Real variance = p + noise;
                Real gain = p / variance;
                logLikelihood += -0.5 * (Square(innovation) / variance + Log(variance) + LogTwoPi);
                level += gain * innovation;
                p *= 1 - gain;
            }

            p += walk;
        }

        return (logLikelihood, level, p + noise);
    }

    private const double LogTwoPi = 1.8378770664093453;
}
