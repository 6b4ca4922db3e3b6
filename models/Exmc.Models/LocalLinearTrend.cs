// A level with a slope, both of which drift; readings may be missing.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>
/// y[t] = level[t] + Normal(0, sigma), level[t] = level[t - 1] + slope[t - 1] + Normal(0, sigma_level), slope[t] = slope[t - 1] + Normal(0, sigma_slope):
/// the states are integrated out by the Kalman filter (Durbin and Koopman 2012, Time Series Analysis by State Space Methods, 3.2).
/// </summary>
[Model]
public sealed partial class LocalLinearTrend
{
    /// <summary>Readings at equal intervals, in units of their standard deviation; NaN where there is none.</summary>
    [Data(AllowMissing = true)]
    public required Vector Y { get; init; }

    /// <summary>Standard deviation of a reading about its level.</summary>
    [Parameter]
    private Real Sigma => HalfNormal(1);

    /// <summary>Standard deviation of the level's drift from reading to reading.</summary>
    [Parameter]
    private Real SigmaLevel => HalfNormal(0.5);

    /// <summary>Standard deviation of the slope's drift from reading to reading.</summary>
    [Parameter]
    private Real SigmaSlope => HalfNormal(0.1);

    private Matrix Transition
    {
        get
        {
            Matrix t = new Matrix(2, 2);
            t[0, 0] = 1;
            t[0, 1] = 1;
            t[1, 1] = 1;
            return t;
        }
    }

    [Observed(nameof(Y))]
    private Vector Replicated => LinearGaussianStateSpace(
        design: [1, 0],
        sigma: Sigma,
        transition: Transition,
        stateCovariance: DiagonalMatrix([Square(SigmaLevel), Square(SigmaSlope)]),
        initialMean: [0, 0],
        initialCovariance: DiagonalMatrix([4, 0.25]),
        n: Y.Length);
}
