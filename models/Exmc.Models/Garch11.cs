// Generalised autoregressive conditional heteroscedasticity.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>GARCH(1, 1), d = 4 (Bollerslev 1986); the bound of beta1 keeps the variance stationary.</summary>
[Model]
public sealed partial class Garch11
{
    /// <summary>Returns.</summary>
    [Data]
    public required Vector Y { get; init; }

    /// <summary>Volatility at the first reading.</summary>
    [Data(Name = "sigma1", Lower = 0)]
    public required double FirstVolatility { get; init; }

    [Parameter]
    private Real Mu => Flat();

    [Parameter]
    private Real Alpha0 => Flat().Truncated(lower: 0);

    [Parameter]
    private Real Alpha1 => Flat().Truncated(0, 1);

    [Parameter]
    private Real Beta1 => Flat().Truncated(0, 1 - Alpha1);

    private Vector Volatility
    {
        get
        {
            Vector h = new Vector(Y.Length);
            h[0] = FirstVolatility;
            for (int t = 1; t < Y.Length; t++)
            {
                h[t] = Sqrt(Alpha0 + Alpha1 * Square(Y[t - 1] - Mu) + Beta1 * Square(h[t - 1]));
            }

            return h;
        }
    }

    [Observed(nameof(Y))]
    private Vector Replicated => Normal(Mu, Volatility);
}
