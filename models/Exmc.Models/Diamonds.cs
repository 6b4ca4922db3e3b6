// posteriordb: diamonds.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Linear regression on centred columns; column 0 of the design is the intercept (a model of brms, Buerkner 2017).</summary>
[Model(Name = "diamonds-diamonds")]
public sealed partial class Diamonds
{
    /// <summary>Outcomes.</summary>
    [Data(Name = "Y")]
    public required Vector Outcome { get; init; }

    /// <summary>Design matrix, ones in column 0.</summary>
    [Data(Name = "X")]
    public required Matrix Design { get; init; }

    [Parameter(Name = "b", Design = nameof(Centred))]
    private Vector Slope => Normal(0, 1).Repeat(Design.Columns - 1);

    [Parameter(Name = "Intercept")]
    private Real Intercept => StudentT(3, 8, 10);

    [Parameter]
    private Real Sigma => HalfStudentT(3, 10);

    /// <summary>The columns behind the ones, less their means. Of data alone: computed once per binding.</summary>
    private Matrix Centred
    {
        get
        {
            Vector means = new Vector(Design.Columns);
            for (int k = 0; k < Design.Columns; k++)
            {
                means[k] = Mean(Design.Column(k));
            }

            Matrix x = new Matrix(Design.Rows, Design.Columns - 1);
            for (int i = 0; i < Design.Rows; i++)
            {
                for (int k = 1; k < Design.Columns; k++)
                {
                    x[i, k - 1] = Design[i, k] - means[k];
                }
            }

            return x;
        }
    }

    [Observed(nameof(Outcome))]
    private Vector Replicated => Normal(Intercept + Centred * Slope, Sigma);
}
