// Standard normal noise that depends on a number alone.
namespace Exmc.Fleet.Tests.Live;

internal sealed class SimulationStreamNoise(ulong key)
{
    private readonly Random _random = new(unchecked((int)(key * 2654435761)));

    public double Normal() => Math.Sqrt(-2.0 * Math.Log(1.0 - _random.NextDouble())) * Math.Cos(2.0 * Math.PI * _random.NextDouble());
}
