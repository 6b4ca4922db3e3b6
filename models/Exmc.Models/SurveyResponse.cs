// Answers to a survey by category: logit P(y = 1) = alpha + age[i] + region[i] + beta female[i].
// Gelman and Little (1997), Poststratification into many categories using hierarchical logistic regression.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Hierarchical logistic regression on categories, of which few combinations occur: equal respondents are counted.</summary>
[Model]
public sealed partial class SurveyResponse
{
    /// <summary>Number of age groups.</summary>
    [Data]
    public required int Ages { get; init; }

    /// <summary>Number of regions.</summary>
    [Data]
    public required int Regions { get; init; }

    /// <summary>Age group of each respondent, 0-based.</summary>
    [Data]
    public required int[] Age { get; init; }

    /// <summary>Region of each respondent, 0-based.</summary>
    [Data]
    public required int[] Region { get; init; }

    /// <summary>1 for women.</summary>
    [Data]
    public required Vector Female { get; init; }

    /// <summary>Answers, 1 for yes.</summary>
    [Data(Lower = 0, Upper = 1)]
    public required int[] Y { get; init; }

    [Parameter]
    private Real Alpha => Normal(0, 1.5);

    [Parameter]
    private Real Beta => Normal(0, 1);

    [Parameter]
    private Real AgeScale => HalfNormal(1);

    [Parameter]
    private Real RegionScale => HalfNormal(1);

    [Parameter(NonCentered = true)]
    private Vector OfAge => Normal(0, AgeScale).Repeat(Ages);

    [Parameter(NonCentered = true)]
    private Vector OfRegion => Normal(0, RegionScale).Repeat(Regions);

    [Observed(nameof(Y))]
    private int[] Replicated => BernoulliLogit(Alpha + OfAge[Age] + OfRegion[Region] + Beta * Female);
}
