// Autoregression of order K.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Autoregression on the last K readings, d = K + 2.</summary>
[Model(Name = "arK")]
public sealed partial class ArK
{
    /// <summary>Order.</summary>
    [Data(Name = "K", Lower = 1)]
    public required int Order { get; init; }

    /// <summary>Readings; the first K only condition.</summary>
    [Data]
    public required Vector Y { get; init; }

    [Parameter]
    private Real Alpha => Normal(0, 10);

    [Parameter]
    private Vector Beta => Normal(0, 10).Repeat(Order);

    [Parameter]
    private Real Sigma => HalfCauchy(2.5);

    [Factor]
    private Real LogLikelihood => LogDensity(Y[Order..], Normal(Mean(), Sigma));

    private Vector Mean()
    {
        Vector mean = new Vector(Y.Length - Order);
        for (int t = Order; t < Y.Length; t++)
        {
            Real sum = Alpha;
            for (int k = 0; k < Order; k++)
            {
                sum += Beta[k] * Y[t - 1 - k];
            }

            mean[t - Order] = sum;
        }

        return mean;
    }
}
