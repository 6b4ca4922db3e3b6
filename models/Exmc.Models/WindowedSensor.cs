// The sensor of a rolling window: its initial level and slope are integrated out, so that no parameter belongs to the window's first reading.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>
/// The model of <see cref="Sensor"/> with the same priors, level and slope before the first reading integrated out with the other states. When the
/// window moves, all parameters keep their meaning, so draws of one window can be reweighted to the next. Level and slope are still reported, drawn
/// from their distribution given the parameters (de Jong 1991, The diffuse Kalman filter, Annals of Statistics 19).
/// </summary>
[Model]
public sealed partial class WindowedSensor
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

    /// <summary>Level and slope before the first reading, given the parameters and all readings of the window.</summary>
    [Generated]
    private Vector InitialState
    {
        get
        {
            // The filter for a start at zero, and what each innovation loses when level or slope start at one instead.
            Real noise = Square(SigmaObs), qLevel = Square(SigmaLevel), qSlope = Square(SigmaSlope), qAr = Square(SigmaAr), phi2 = Square(Phi);
            Real level = 0, slope = 0, ar = 0;
            Real levelOfLevel = 1, slopeOfLevel = 0, arOfLevel = 0, levelOfSlope = 0, slopeOfSlope = 1, arOfSlope = 0;
            Real p11 = 0, p12 = 0, p13 = 0, p22 = 0, p23 = 0, p33 = qAr / (1 - phi2);

            // Precision of (level, slope) and the precision times their mean; their priors come first.
            Real s11 = 1 / LevelVariance, s12 = 0, s22 = 1 / SlopeVariance, b1 = 0, b2 = 0;
            for (int t = 0; t < Y.Length; t++)
            {
                if (!IsMissing(Y[t]))
                {
                    Real c1 = p11 + p13, c2 = p12 + p23, c3 = p13 + p33;
                    Real precision = 1 / (c1 + c3 + noise);
                    Real k1 = c1 * precision, k2 = c2 * precision, k3 = c3 * precision;
                    Real innovation = Y[t] - (level + ar + Beta * X[t]);
                    Real v1 = levelOfLevel + arOfLevel, v2 = levelOfSlope + arOfSlope;
                    s11 += Square(v1) * precision;
                    s12 += v1 * v2 * precision;
                    s22 += Square(v2) * precision;
                    b1 += v1 * innovation * precision;
                    b2 += v2 * innovation * precision;
                    level += k1 * innovation;
                    slope += k2 * innovation;
                    ar += k3 * innovation;
                    levelOfLevel -= k1 * v1;
                    slopeOfLevel -= k2 * v1;
                    arOfLevel -= k3 * v1;
                    levelOfSlope -= k1 * v2;
                    slopeOfSlope -= k2 * v2;
                    arOfSlope -= k3 * v2;
                    p11 -= k1 * c1;
                    p12 -= k1 * c2;
                    p13 -= k1 * c3;
                    p22 -= k2 * c2;
                    p23 -= k2 * c3;
                    p33 -= k3 * c3;
                }

                level += slope;
                ar *= Phi;
                levelOfLevel += slopeOfLevel;
                arOfLevel *= Phi;
                levelOfSlope += slopeOfSlope;
                arOfSlope *= Phi;
                p11 += 2 * p12 + p22 + qLevel;
                p12 += p22;
                p13 = Phi * (p13 + p23);
                p22 += qSlope;
                p23 *= Phi;
                p33 = phi2 * p33 + qAr;
            }

            Real determinant = s11 * s22 - Square(s12);
            Real slope0 = Draw(Normal((s11 * b2 - s12 * b1) / determinant, Sqrt(s11 / determinant)));
            Real level0 = Draw(Normal((b1 - s12 * slope0) / s11, 1 / Sqrt(s11)));
            return [level0, slope0];
        }
    }

    /// <summary>Log likelihood of the readings; mean, without the regressor, and variance of the next one.</summary>
    private (Real LogLikelihood, Real Mean, Real Variance) Filter()
    {
        Real noise = Square(SigmaObs), qLevel = Square(SigmaLevel), qSlope = Square(SigmaSlope), qAr = Square(SigmaAr), phi2 = Square(Phi);
        Real level = 0, slope = 0, ar = 0;
        Real p11 = LevelVariance, p12 = 0, p13 = 0, p22 = SlopeVariance, p23 = 0, p33 = qAr / (1 - phi2);
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

    // Variances of the priors Normal(0, 10) of the level and Normal(0, 0.5) of the slope.
    private const double LevelVariance = 100;
    private const double SlopeVariance = 0.25;
    private const double LogTwoPi = 1.8378770664093453;
}
