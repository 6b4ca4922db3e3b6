// A sensor whose level follows its readings, with Student-t noise.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>
/// y[t] ~ StudentT(nu, level[t], sigma), level[t + 1] = level[t] + kappa u[t], with u[t] the score of the likelihood, which is the error where it
/// is small and fades where it is large: an outlier does not carry the level away (Harvey 2013, Dynamic Models for Volatility and Heavy Tails,
/// section 3.1). A missing reading updates nothing.
/// </summary>
[Model]
public sealed partial class StudentLevel
{
    /// <summary>Readings of the window, in units of their standard deviation; NaN is a missing one.</summary>
    [Data(AllowMissing = true)]
    public required Vector Y { get; init; }

    [Parameter]
    private Real Start => Normal(0, 2);

    /// <summary>Share of an error that the level takes over; above 1 the readings go on in the direction of their last step.</summary>
    [Parameter]
    private Real Kappa => Normal(0.5, 0.5).Truncated(0, 1.5);

    [Parameter]
    private Real Sigma => HalfNormal(1);

    /// <summary>Degrees of freedom beyond 2, so that the variance exists (Juarez and Steel 2010 for the prior).</summary>
    [Parameter]
    private Real Excess => Gamma(2, 0.1);

    private Real Nu => 2 + Excess;

    /// <summary>Readings are rounded: no spread is below a hundredth of the window's.</summary>
    private Real Scale => Sqrt(Square(Sigma) + 1e-4);

    /// <summary>Level at each reading and at the next one.</summary>
    private Vector Level
    {
        get
        {
            Vector level = new Vector(Y.Length + 1);
            Real now = Start, precision = 1 / (Nu * Square(Scale));
            for (int t = 0; t < Y.Length; t++)
            {
                level[t] = now;
                if (!IsMissing(Y[t]))
                {
                    Real error = Y[t] - now;
                    now += Kappa * error / (1 + Square(error) * precision);
                }
            }

            level[Y.Length] = now;
            return level;
        }
    }

    [Observed(nameof(Y))]
    private Vector Replicated => StudentT(Nu, Level[..^1], Scale);

    [Forecast]
    private Real Next => StudentT(Nu, Level[Y.Length], Scale);
}
