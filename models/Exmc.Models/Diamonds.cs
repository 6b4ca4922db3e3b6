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

    [Parameter(Name = "b")]
    private Vector Slope => Normal(0, 1).Repeat(Design.Columns - 1);

    [Parameter(Name = "Intercept")]
    private Real Intercept => StudentT(3, 8, 10);

    [Parameter]
    private Real Sigma => HalfStudentT(3, 10);

    /// <summary>The slopes behind a zero for the column of ones.</summary>
    private Vector Coefficients
    {
        get
        {
            Vector all = new Vector(Design.Columns);
            for (int k = 1; k < Design.Columns; k++)
            {
                all[k] = Slope[k - 1];
            }

            return all;
        }
    }

    /// <summary>Of data alone: computed once per binding.</summary>
    private Vector ColumnMeans
    {
        get
        {
            Vector means = new Vector(Design.Columns);
            for (int k = 0; k < Design.Columns; k++)
            {
                means[k] = Mean(Design.Column(k));
            }

            return means;
        }
    }

    [Observed(nameof(Outcome))]
    private Vector Replicated => Normal(Design * Coefficients + (Intercept - Dot(ColumnMeans, Coefficients)), Sigma);
}
