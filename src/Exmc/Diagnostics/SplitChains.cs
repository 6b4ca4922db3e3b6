// Equally long chains, each split into halves.
namespace Exmc;

/// <summary>Equally long chains stored one after the other.</summary>
/// <param name="Values">All draws, chain by chain.</param>
/// <param name="Count">Number of chains.</param>
internal readonly record struct SplitChains(double[] Values, int Count)
{
    /// <summary>Draws per chain.</summary>
    public int Length => Count == 0 ? 0 : Values.Length / Count;

    /// <summary>Halves each chain; the middle draw of an odd number is left out.</summary>
    public static SplitChains Split(ReadOnlySpan<double> pooled, int chains)
    {
        int length = pooled.Length / chains;
        int half = length / 2;
        double[] halves = new double[2 * chains * half];
        for (int chain = 0; chain < chains; chain++)
        {
            ReadOnlySpan<double> draws = pooled.Slice(chain * length, length);
            draws[..half].CopyTo(halves.AsSpan(2 * chain * half));
            draws[(length - half)..].CopyTo(halves.AsSpan(((2 * chain) + 1) * half));
        }

        return new(halves, 2 * chains);
    }

    public ReadOnlySpan<double> Chain(int index) => Values.AsSpan(index * Length, Length);
}
