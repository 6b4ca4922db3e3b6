// Children's test scores on their mothers' schooling and IQ.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Regression with an interaction, d = 5 (Gelman and Hill 2007, chapter 3).</summary>
[Model]
public sealed partial class KidscoreInteraction
{
    /// <summary>Test scores.</summary>
    [Data]
    public required Vector KidScore { get; init; }

    /// <summary>Whether the mother finished high school, 0 or 1.</summary>
    [Data]
    public required Vector MomHs { get; init; }

    /// <summary>The mother's IQ.</summary>
    [Data]
    public required Vector MomIq { get; init; }

    [Parameter(Design = nameof(Predictors))]
    private Vector Beta => Flat().Repeat(4);

    [Parameter]
    private Real Sigma => HalfCauchy(2.5);

    private Matrix Predictors
    {
        get
        {
            Matrix x = new Matrix(KidScore.Length, 4);
            for (int i = 0; i < KidScore.Length; i++)
            {
                x[i, 0] = 1;
                x[i, 1] = MomHs[i];
                x[i, 2] = MomIq[i];
                x[i, 3] = MomHs[i] * MomIq[i];
            }

            return x;
        }
    }

    [Observed(nameof(KidScore))]
    private Vector Replicated => Normal(Predictors * Beta, Sigma);
}
