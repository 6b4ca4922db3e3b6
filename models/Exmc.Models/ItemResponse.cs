// Two-parameter logistic item response: logit P(y = 1) = a[item] (theta[person] - b[item]).
// Birnbaum (1968), in Lord and Novick, Statistical Theories of Mental Test Scores.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Abilities of persons, and difficulties and discriminations of items, from right and wrong answers.</summary>
[Model]
public sealed partial class ItemResponse
{
    /// <summary>Number of persons.</summary>
    [Data]
    public required int Persons { get; init; }

    /// <summary>Number of items.</summary>
    [Data]
    public required int Items { get; init; }

    /// <summary>Person of each answer, 0-based.</summary>
    [Data]
    public required int[] Person { get; init; }

    /// <summary>Item of each answer, 0-based.</summary>
    [Data]
    public required int[] Item { get; init; }

    /// <summary>Answers, 1 when right.</summary>
    [Data(Lower = 0, Upper = 1)]
    public required int[] Y { get; init; }

    /// <summary>Ability; its scale is that of the standard normal.</summary>
    [Parameter]
    private Vector Theta => Normal(0, 1).Repeat(Persons);

    [Parameter]
    private Vector Difficulty => Normal(0, 1).Repeat(Items);

    [Parameter]
    private Vector Discrimination => LogNormal(0, 0.5).Repeat(Items);

    [Observed(nameof(Y))]
    private int[] Replicated => BernoulliLogit(Discrimination[Item] * (Theta[Person] - Difficulty[Item]));
}
