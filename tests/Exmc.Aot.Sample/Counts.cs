// Counts with a log link: its loop takes fused multiply-adds where the machine has them, so that draws tell instruction sets apart.
using static Exmc.Distributions;

namespace Exmc.Aot.Sample;

/// <summary>Poisson regression on one regressor.</summary>
[Model]
public sealed partial class Counts
{
    [Data] public required Vector X { get; init; }
    [Data] public required int[] Y { get; init; }

    [Parameter] Real Intercept => Normal(0, 1);
    [Parameter] Real Slope => Normal(0, 1);

    [Observed(nameof(Y))] int[] Replicated => PoissonLog(Intercept + X * Slope);

    /// <summary>The model on a fixed series of counts.</summary>
    /// <param name="length">Number of counts.</param>
    public static Counts OfLength(int length) => new()
    {
        X = Enumerable.Range(0, length).Select(i => i / (double)length).ToArray(),
        Y = [.. Enumerable.Range(0, length).Select(i => (i * i % 7) + (i / 16))],
    };
}
