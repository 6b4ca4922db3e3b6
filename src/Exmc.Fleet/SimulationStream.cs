// Random numbers of the simulator.
namespace Exmc.Fleet;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014), keyed by seed and sensor: a sensor's series does not depend on the others.</summary>
internal sealed class SimulationStream(ulong seed, int sensor)
{
    private ulong _state = Mix(seed ^ Mix((ulong)sensor + 0x9E3779B97F4A7C15UL));

    /// <summary>Uniform in (0, 1).</summary>
    public double Uniform()
    {
        _state += 0x9E3779B97F4A7C15UL;
        return ((Mix(_state) >> 12) + 0.5) / (1UL << 52);
    }

    public double Uniform(double lower, double upper) => lower + ((upper - lower) * Uniform());

    /// <summary>Integer in [0, count).</summary>
    public int Index(int count) => (int)(Uniform() * count);

    /// <summary>Standard normal (Box and Muller 1958).</summary>
    public double Normal() => Math.Sqrt(-2.0 * Math.Log(Uniform())) * Math.Cos(2.0 * Math.PI * Uniform());

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
