// Party identification in the National Election Study.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Regression of party identification, d = 10 (Gelman and Hill 2007, chapter 4).</summary>
[Model]
public sealed partial class Nes
{
    /// <summary>Party identification, 1 (strong Democrat) to 7 (strong Republican).</summary>
    [Data(Name = "partyid7")]
    public required Vector PartyId { get; init; }

    /// <summary>Ideology, 1 to 7.</summary>
    [Data]
    public required Vector RealIdeo { get; init; }

    /// <summary>Race, 0 or 1.</summary>
    [Data]
    public required Vector RaceAdj { get; init; }

    /// <summary>Age group, 1 to 4.</summary>
    [Data(Name = "age_discrete")]
    public required int[] AgeGroup { get; init; }

    /// <summary>Education, 1 to 4.</summary>
    [Data(Name = "educ1")]
    public required Vector Education { get; init; }

    /// <summary>Gender, 1 or 2.</summary>
    [Data]
    public required Vector Gender { get; init; }

    /// <summary>Income group, 1 to 5.</summary>
    [Data]
    public required Vector Income { get; init; }

    [Parameter]
    private Vector Beta => Flat().Repeat(9);

    [Parameter]
    private Real Sigma => Flat().Truncated(lower: 0);

    private Vector Effects =>
        Beta[0] + Beta[1] * RealIdeo + Beta[2] * RaceAdj + Beta[3] * IsAge(2) + Beta[4] * IsAge(3) + Beta[5] * IsAge(4)
        + Beta[6] * Education + Beta[7] * Gender + Beta[8] * Income;

    [Observed(nameof(PartyId))]
    private Vector Replicated => Normal(Effects, Sigma);

    private Vector IsAge(int group)
    {
        Vector indicator = new Vector(AgeGroup.Length);
        for (int i = 0; i < AgeGroup.Length; i++)
        {
            indicator[i] = AgeGroup[i] == group ? 1 : 0;
        }

        return indicator;
    }
}
