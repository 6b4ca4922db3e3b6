// A sensor: local linear trend, autoregressive disturbance and a regressor, the latent states integrated out.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>
/// y[t] = level[t] + ar[t] + beta x[t] + noise; the level follows a trend whose slope walks at random, ar is a stationary AR(1).
/// The states are integrated out by a Kalman filter (Durbin and Koopman 2012, section 4.3); a missing reading updates nothing.
/// </summary>
[Model]
public sealed partial class Sensor
{
    /// <summary>Readings of the window; NaN is a missing one.</summary>
    [Data(AllowMissing = true)]
    public required Vector Y { get; init; }

    /// <summary>Regressor at each reading.</summary>
    [Data]
    public required Vector X { get; init; }

    /// <summary>Regressor at the next reading.</summary>
    [Data(Optional = true)]
    public double XNext { get; init; }

    [Parameter(Folded = true)]
    private Real SigmaObs => HalfNormal(1);

    [Parameter(Folded = true)]
    private Real SigmaLevel => HalfNormal(0.5);

    [Parameter(Folded = true)]
    private Real SigmaSlope => HalfNormal(0.1);

    [Parameter]
    private Real Phi => Normal(0.5, 0.5).Truncated(-1, 1);

    [Parameter(Folded = true)]
    private Real SigmaAr => HalfNormal(1);

    [Parameter]
    private Real Beta => Normal(0, 2);

    [Parameter]
    private Real Level0 => Normal(0, 10);

    [Parameter]
    private Real Slope0 => Normal(0, 0.5);

    [Factor]
    private Real LogLikelihood => Filter().LogLikelihood;

    [Forecast]
    private Real Next
    {
        get
        {
            var (_, mean, variance) = Filter();
            return Normal(mean + Beta * XNext, Sqrt(variance));
        }
    }

    /// <summary>Log likelihood of the readings; mean, without the regressor, and variance of the next one.</summary>
    private (Real LogLikelihood, Real Mean, Real Variance) Filter()
    {
        Real noise = Square(SigmaObs), qLevel = Square(SigmaLevel), qSlope = Square(SigmaSlope), qAr = Square(SigmaAr), phi2 = Square(Phi);
        Real level = Level0, slope = Slope0, ar = 0;

        // Covariance of the states: the level and the slope start known, the disturbance in its stationary law.
        Real p11 = 0, p12 = 0, p13 = 0, p22 = 0, p23 = 0, p33 = qAr / (1 - phi2);
        Real logLikelihood = 0;

        for (int t = 0; t < Y.Length; t++)
        {
            if (!IsMissing(Y[t]))
            {
                Real innovation = Y[t] - (level + ar + Beta * X[t]);
                Real c1 = p11 + p13, c2 = p12 + p23, c3 = p13 + p33;
                Real variance = c1 + c3 + noise;
                Real precision = 1 / variance;
                Real k1 = c1 * precision, k2 = c2 * precision, k3 = c3 * precision;

                logLikelihood += -0.5 * (Square(innovation) * precision + Log(variance) + LogTwoPi);
                level += k1 * innovation;
                slope += k2 * innovation;
                ar += k3 * innovation;
                p11 -= k1 * c1;
                p12 -= k1 * c2;
                p13 -= k1 * c3;
                p22 -= k2 * c2;
                p23 -= k2 * c3;
                p33 -= k3 * c3;
            }

            level += slope;
            ar *= Phi;
            p11 += 2 * p12 + p22 + qLevel;
            p12 += p22;
            p13 = Phi * (p13 + p23);
            p22 += qSlope;
            p23 *= Phi;
            p33 = phi2 * p33 + qAr;
        }

        return (logLikelihood, level + ar, p11 + 2 * p13 + p33 + noise);
    }

    private const double LogTwoPi = 1.8378770664093453;
}
