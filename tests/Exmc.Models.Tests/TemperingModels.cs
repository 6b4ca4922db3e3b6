// Models whose evidence is known.
using static Exmc.Distributions;

namespace Exmc.Models.Tests;

[Model]
public sealed partial class KnownNoiseRegression
{
    [Data] public required Matrix X { get; init; }
    [Data] public required Vector Y { get; init; }
    [Data] public required double Sigma { get; init; }

    [Parameter] Vector Beta => Normal(0, 2).Repeat(X.Columns);

    [Observed(nameof(Y))] Vector Replicated => Normal(X * Beta, Sigma);
}

[Model]
public sealed partial class BetaBinomialCounts
{
    [Data] public required int[] Y { get; init; }

    [Parameter] Real P => Beta(2, 3);

    [Observed(nameof(Y))] int[] Replicated => Binomial(20, P).Repeat(Y.Length);
}

[Model]
public sealed partial class GammaPoissonCounts
{
    [Data] public required int[] Y { get; init; }

    [Parameter] Real Rate => Gamma(1.5, 0.5);

    [Observed(nameof(Y))] int[] Replicated => Poisson(Rate).Repeat(Y.Length);
}

/// <summary>Only the square of X is observed: two modes, of unequal prior weight.</summary>
[Model]
public sealed partial class SquaredReading
{
    [Data] public required Vector Y { get; init; }

    [Parameter] Real X => Normal(1, 3);
    [Parameter] Real Z => Normal(X, 1);

    [Observed(nameof(Y))] Vector Replicated => Normal(Square(X), 0.2).Repeat(Y.Length);
}

[Model]
public sealed partial class ImproperMean
{
    [Data] public required Vector Y { get; init; }

    [Parameter] Real Mu => Flat();

    [Observed(nameof(Y))] Vector Replicated => Normal(Mu, 1).Repeat(Y.Length);
}
