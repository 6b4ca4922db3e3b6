// A level that walks and a seasonal pattern that sums to zero: y[t] ~ Normal(level[t] + season[t mod period], sigma).
// Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, chapter 2.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Local level with a fixed seasonal pattern.</summary>
[Model]
public sealed partial class LocalLevelSeasonal
{
    /// <summary>Readings, one per step; NaN where missing.</summary>
    [Data(AllowMissing = true)]
    public required Vector Y { get; init; }

    /// <summary>Steps of one season.</summary>
    [Data(Lower = 2)]
    public required int Period { get; init; }

    [Parameter]
    private Real Start => Normal(0, 5);

    [Parameter]
    private Vector Step => Normal(0, 1).Repeat(Y.Length);

    /// <summary>Folded, like the noise: the posterior reaches zero when either explains all that varies.</summary>
    [Parameter(Folded = true)]
    private Real Drift => HalfNormal(0.5);

    [Parameter]
    private SumToZero Season => Normal(0, 2).Repeat(Period);

    [Parameter(Folded = true)]
    private Real Sigma => HalfNormal(1);

    [Deterministic]
    private Vector Level
    {
        get
        {
            Vector level = new(Y.Length);
            Real now = Start;
            for (int t = 0; t < Y.Length; t++)
            {
                now += Drift * Step[t];
                level[t] = now;
            }

            return level;
        }
    }

    private Vector Mean
    {
        get
        {
            Vector mean = new(Y.Length);
            for (int t = 0; t < Y.Length; t++)
            {
                mean[t] = Level[t] + Season[t % Period];
            }

            return mean;
        }
    }

    [Observed(nameof(Y))]
    private Vector Replicated => Normal(Mean, Sigma);
}
