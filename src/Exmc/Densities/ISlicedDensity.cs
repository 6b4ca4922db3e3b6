// A density whose loops over many rows of data are cut into slices.
namespace Exmc;

/// <summary>Runs slices of the loops of a generated density; slices of one loop run on several threads at once.</summary>
public interface ISlicedDensity
{
    /// <summary>Runs some iterations of a loop.</summary>
    /// <param name="loop">Number of the loop.</param>
    /// <param name="from">First iteration.</param>
    /// <param name="until">One after the last iteration; at least eight after the first.</param>
    /// <param name="position">The position of the evaluation.</param>
    /// <param name="gradient">Its gradient; a slice changes elements of its own iterations alone.</param>
    /// <param name="sums">First of the slice's own sums, which it overwrites.</param>
    void RunSlice(int loop, int from, int until, ReadOnlySpan<double> position, Span<double> gradient, ref double sums);
}
