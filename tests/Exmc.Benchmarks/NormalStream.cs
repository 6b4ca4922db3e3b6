// Standard normal readings.
using static Exmc.Numerics.SpecialFunctions;

namespace Exmc.Benchmarks;

internal sealed class NormalStream(int seed)
{
    private readonly Random _random = new(seed);

    public double Next() => NormalQuantile((_random.NextInt64(1L << 52) + 0.5) / (1L << 52));
}
