// The loops of a density over many rows of data, cut into slices that threads share.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc;

/// <summary>
/// Runs the slices of a loop, each with sums of its own, and adds the sums in the order of the slices. How a loop is cut depends on its number of
/// iterations alone: the bits are the same for any number of threads.
/// </summary>
/// <remarks>One per density; not for two threads at once.</remarks>
public sealed class SlicedLoops
{
    private const int Line = 8;

    /// <summary>A slice is a multiple of this many iterations, the rows of a panel of a packed matrix.</summary>
    private const int Panel = 64;
    private const int MostSlices = 32;
    private readonly double[] _invariants;
    private readonly ForkJoin _threads;
    private double[] _sums = [];
    private ISlicedDensity _density = null!;
    private int _loop;
    private int _from;
    private int _until;
    private int _stride;
    private nint _position;
    private nint _gradient;
    private int _positionLength;
    private int _gradientLength;

    /// <param name="invariants">Most scalars from before a loop that its slices read.</param>
    public SlicedLoops(int invariants)
    {
        _invariants = new double[invariants];
        _threads = new ForkJoin(RunSlice);
    }

    /// <summary>Most threads that run the slices of a loop, the calling one included; at least 1. Does not change any bit.</summary>
    public int Threads
    {
        get => _threads.Threads;
        set => _threads.Threads = value;
    }

    /// <summary>A scalar from before a loop, by its place among those that the loop reads.</summary>
    public double this[int invariant]
    {
        get => _invariants[invariant];
        set => _invariants[invariant] = value;
    }

    /// <summary>Makes room for the sums of a loop of that many iterations; keeps what is large enough.</summary>
    /// <param name="iterations">Iterations of the loop, at least 128.</param>
    /// <param name="sums">Sums of a slice.</param>
    public void Reserve(int iterations, int sums) => DensityBuffers.ResizeAligned(ref _sums, Cut(iterations).Count * Stride(sums));

    /// <summary>Runs all iterations of a loop.</summary>
    /// <param name="density">Runs a slice.</param>
    /// <param name="loop">Number of the loop.</param>
    /// <param name="from">First iteration.</param>
    /// <param name="until">One after the last iteration.</param>
    /// <param name="sums">Sums of a slice; room is reserved.</param>
    /// <param name="position">The position of the evaluation.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <returns>The first of the sums over all slices.</returns>
    public unsafe ref double Run(ISlicedDensity density, int loop, int from, int until, int sums, ReadOnlySpan<double> position, Span<double> gradient)
    {
        _density = density;
        _loop = loop;
        _from = from;
        _until = until;
        _stride = Stride(sums);
        _positionLength = position.Length;
        _gradientLength = gradient.Length;
        int count = Cut(until - from).Count;
        fixed (double* positions = position, gradients = gradient)
        {
            _position = (nint)positions;
            _gradient = (nint)gradients;
            _threads.Run(count);
        }

        ref double totals = ref DensityBuffers.Aligned(_sums);
        Add(count, ref totals);
        return ref totals;
    }

    /// <summary>Iterations of a slice and number of slices; the last one has what is left, and the next to it what would be fewer than eight.</summary>
    internal static (int Length, int Count) Cut(int iterations)
    {
        int length = (int)(((long)iterations + (MostSlices * Panel) - 1) / (MostSlices * Panel)) * Panel;
        return (length, Math.Max(1, (int)(((long)iterations + length - Line) / length)));
    }

    private static int Stride(int sums) => (sums + Line - 1) / Line * Line;

    private unsafe void RunSlice(int slice)
    {
        (int length, int count) = Cut(_until - _from);
        int from = _from + (slice * length);
        int until = slice == count - 1 ? _until : from + length;
        ref double sums = ref Unsafe.Add(ref DensityBuffers.Aligned(_sums), slice * _stride);
        _density.RunSlice(_loop, from, until, new ReadOnlySpan<double>((double*)_position, _positionLength), new Span<double>((double*)_gradient, _gradientLength), ref sums);
    }

    /// <summary>Adds the sums of all slices to those of the first, in order.</summary>
    private void Add(int count, ref double totals)
    {
        for (int k = 0; k < _stride; k += Line)
        {
            Vector512<double> total = Vector512.LoadUnsafe(ref totals, (nuint)k);
            for (int slice = 1; slice < count; slice++)
            {
                total += Vector512.LoadUnsafe(ref totals, (nuint)((slice * _stride) + k));
            }

            total.StoreUnsafe(ref totals, (nuint)k);
        }
    }
}
