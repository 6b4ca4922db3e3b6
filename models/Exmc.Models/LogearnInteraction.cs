// Log earnings on height and sex.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Regression of log earnings with an interaction, d = 5 (Gelman and Hill 2007, chapter 4).</summary>
[Model]
public sealed partial class LogearnInteraction
{
    /// <summary>Yearly earnings, dollars, positive.</summary>
    [Data(Lower = 0)]
    public required Vector Earn { get; init; }

    /// <summary>Height, inches.</summary>
    [Data]
    public required Vector Height { get; init; }

    /// <summary>1 for men, 0 for women.</summary>
    [Data]
    public required Vector Male { get; init; }

    [Parameter(Design = nameof(Predictors))]
    private Vector Beta => Flat().Repeat(4);

    [Parameter]
    private Real Sigma => Flat().Truncated(lower: 0);

    private Matrix Predictors
    {
        get
        {
            Matrix x = new Matrix(Earn.Length, 4);
            for (int i = 0; i < Earn.Length; i++)
            {
                x[i, 0] = 1;
                x[i, 1] = Height[i];
                x[i, 2] = Male[i];
                x[i, 3] = Height[i] * Male[i];
            }

            return x;
        }
    }

    [Observed(nameof(Earn))]
    private Vector Replicated => LogNormal(Predictors * Beta, Sigma);
}
