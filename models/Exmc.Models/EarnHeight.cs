// Earnings on height.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Regression of earnings on height, d = 3 (Gelman and Hill 2007, chapter 4).</summary>
[Model]
public sealed partial class EarnHeight
{
    /// <summary>Yearly earnings, dollars.</summary>
    [Data]
    public required Vector Earn { get; init; }

    /// <summary>Height, inches.</summary>
    [Data]
    public required Vector Height { get; init; }

    [Parameter(Design = nameof(Predictors))]
    private Vector Beta => Flat().Repeat(2);

    [Parameter]
    private Real Sigma => Flat().Truncated(lower: 0);

    private Matrix Predictors
    {
        get
        {
            Matrix x = new Matrix(Earn.Length, 2);
            for (int i = 0; i < Earn.Length; i++)
            {
                x[i, 0] = 1;
                x[i, 1] = Height[i];
            }

            return x;
        }
    }

    [Observed(nameof(Earn))]
    private Vector Replicated => Normal(Predictors * Beta, Sigma);
}
