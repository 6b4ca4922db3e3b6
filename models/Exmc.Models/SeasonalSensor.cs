// A sensor with a pattern of the day or the week, with Student-t noise.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>
/// y[t] ~ StudentT(nu, beta x[t] + d[t], sigma): x is what the sensor usually reads at that time of the day or week, d what it reads besides,
/// d[t + 1] = phi d[t] + kappa u[t], with u[t] the score of the likelihood, as in <see cref="StudentLevel"/>. A missing reading updates nothing.
/// </summary>
[Model]
public sealed partial class SeasonalSensor
{
    /// <summary>Readings of the window, in units of their standard deviation; NaN is a missing one.</summary>
    [Data(AllowMissing = true)]
    public required Vector Y { get; init; }

    /// <summary>Usual reading at each time, on the scale of the readings.</summary>
    [Data]
    public required Vector X { get; init; }

    /// <summary>Usual reading at the next time.</summary>
    [Data(Optional = true)]
    public double XNext { get; init; }

    [Parameter]
    private Real Start => Normal(0, 2);

    [Parameter]
    private Real Beta => Normal(0.5, 0.5);

    /// <summary>Share of the deviation from the pattern that stays to the next reading.</summary>
    [Parameter]
    private Real Phi => Distributions.Beta(4, 1);

    [Parameter]
    private Real Kappa => Normal(0.5, 0.5).Truncated(0, 1.5);

    [Parameter]
    private Real Sigma => HalfNormal(1);

    /// <summary>Degrees of freedom beyond 2.</summary>
    [Parameter]
    private Real Excess => Gamma(2, 0.1);

    private Real Nu => 2 + Excess;

    /// <summary>Readings are rounded: no spread is below a hundredth of the window's.</summary>
    private Real Scale => Sqrt(Square(Sigma) + 1e-4);

    /// <summary>Expected reading at each time, and the deviation from the pattern at the next one.</summary>
    private Vector Expected
    {
        get
        {
            Vector expected = new Vector(Y.Length + 1);
            Real deviation = Start, precision = 1 / (Nu * Square(Scale));
            for (int t = 0; t < Y.Length; t++)
            {
                Real now = deviation + Beta * X[t];
                expected[t] = now;
                deviation *= Phi;
                if (!IsMissing(Y[t]))
                {
                    Real error = Y[t] - now;
                    deviation += Kappa * error / (1 + Square(error) * precision);
                }
            }

            expected[Y.Length] = deviation;
            return expected;
        }
    }

    [Observed(nameof(Y))]
    private Vector Replicated => StudentT(Nu, Expected[..^1], Scale);

    [Forecast]
    private Real Next => StudentT(Nu, Expected[Y.Length] + Beta * XNext, Scale);
}
