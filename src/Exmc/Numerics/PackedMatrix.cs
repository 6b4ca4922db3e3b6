// Products of a matrix of data and a vector, eight rows at a time.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Exmc.Numerics;

/// <summary>
/// A matrix in panels of 64 rows, by columns inside a panel, the last panel as high as what is left: its rows are rounded up to a multiple of
/// eight with zeros. A product adds the columns in their order, its adjoint the rows k, k + 8, k + 16, ... in theirs, then the
/// eight sums: the bits depend on nothing else.
/// </summary>
public static class PackedMatrix
{
    private const int Width = 8;
    private const int PanelRows = 64;

    /// <summary>Elements of a matrix that the third-level cache hardly holds, 16 MB: its panels are asked for two ahead, or memory would rest while rows are computed. Smaller ones lose by it.</summary>
    private const int LeastFetched = 1 << 21;

    /// <summary>Packs a matrix given by rows.</summary>
    /// <param name="rows">Rows of the matrix.</param>
    /// <param name="columns">Columns of the matrix.</param>
    /// <param name="matrix">First element, by rows.</param>
    /// <param name="panels">First element of the packed matrix: columns times rows rounded up to a multiple of eight.</param>
    public static void Pack(int rows, int columns, ref double matrix, ref double panels)
    {
        int padded = (rows + Width - 1) / Width * Width;
        MemoryMarshal.CreateSpan(ref panels, padded * columns).Clear();
        for (int i = 0; i < rows; i++)
        {
            int first = i / PanelRows * PanelRows;
            int height = Math.Min(PanelRows, padded - first);
            for (int j = 0; j < columns; j++)
            {
                Unsafe.Add(ref panels, (first * columns) + (j * height) + (i - first)) = Unsafe.Add(ref matrix, (i * columns) + j);
            }
        }
    }

    /// <summary>Writes the product with a vector.</summary>
    /// <param name="rows">Rows of the packed matrix, a multiple of eight.</param>
    /// <param name="columns">Columns, the length of the vector.</param>
    /// <param name="panels">First element of the packed matrix.</param>
    /// <param name="vector">First element of the vector.</param>
    /// <param name="product">First element of the product, whose length is <paramref name="rows"/>.</param>
    public static void Multiply(int rows, int columns, ref double panels, ref double vector, ref double product)
    {
        int first = 0;
        for (; first <= rows - PanelRows; first += PanelRows)
        {
            Panel(columns, ref Unsafe.Add(ref panels, first * columns), ref vector, ref Unsafe.Add(ref product, first));
        }

        int height = rows - first;
        for (int row = 0; row < height; row += Width)
        {
            Eight(height, columns, ref Unsafe.Add(ref panels, (first * columns) + row), ref vector, ref Unsafe.Add(ref product, first + row));
        }
    }

    /// <summary>Adds the product of the transposed matrix and the adjoint of a product to the adjoint of the vector.</summary>
    /// <param name="rows">Rows of the packed matrix, a multiple of eight.</param>
    /// <param name="columns">Columns, the length of the result.</param>
    /// <param name="panels">First element of the packed matrix.</param>
    /// <param name="adjoint">First element of the product's adjoint.</param>
    /// <param name="result">First element of what is added to.</param>
    public static void MultiplyAdjoint(int rows, int columns, ref double panels, ref double adjoint, ref double result)
    {
        int j = 0;
        for (; j <= columns - 4; j += 4)
        {
            Vector512<double> s0 = Vector512<double>.Zero, s1 = s0, s2 = s0, s3 = s0;
            for (int first = 0; first < rows; first += PanelRows)
            {
                int height = Math.Min(PanelRows, rows - first);
                ref double column = ref Unsafe.Add(ref panels, (first * columns) + (j * height));
                for (int row = 0; row < height; row += Width)
                {
                    Vector512<double> seed = Vector512.LoadUnsafe(ref adjoint, (nuint)(first + row));
                    s0 = Vector512.MultiplyAddEstimate(seed, Vector512.LoadUnsafe(ref column, (nuint)row), s0);
                    s1 = Vector512.MultiplyAddEstimate(seed, Vector512.LoadUnsafe(ref column, (nuint)(row + height)), s1);
                    s2 = Vector512.MultiplyAddEstimate(seed, Vector512.LoadUnsafe(ref column, (nuint)(row + (2 * height))), s2);
                    s3 = Vector512.MultiplyAddEstimate(seed, Vector512.LoadUnsafe(ref column, (nuint)(row + (3 * height))), s3);
                }
            }

            Unsafe.Add(ref result, j) += Lanes.Sum(s0);
            Unsafe.Add(ref result, j + 1) += Lanes.Sum(s1);
            Unsafe.Add(ref result, j + 2) += Lanes.Sum(s2);
            Unsafe.Add(ref result, j + 3) += Lanes.Sum(s3);
        }

        for (; j < columns; j++)
        {
            Vector512<double> sum = Vector512<double>.Zero;
            for (int first = 0; first < rows; first += PanelRows)
            {
                int height = Math.Min(PanelRows, rows - first);
                ref double column = ref Unsafe.Add(ref panels, (first * columns) + (j * height));
                for (int row = 0; row < height; row += Width)
                {
                    sum = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref adjoint, (nuint)(first + row)), Vector512.LoadUnsafe(ref column, (nuint)row), sum);
                }
            }

            Unsafe.Add(ref result, j) += Lanes.Sum(sum);
        }
    }

    /// <summary>Writes the product with a vector for one panel of rows.</summary>
    /// <param name="rows">Rows of the packed matrix, a multiple of eight.</param>
    /// <param name="columns">Columns, the length of the vector.</param>
    /// <param name="first">First row of the panel.</param>
    /// <param name="panels">First element of the packed matrix.</param>
    /// <param name="vector">First element of the vector.</param>
    /// <param name="product">First element of the panel's product.</param>
    public static void MultiplyPanel(int rows, int columns, int first, ref double panels, ref double vector, ref double product)
    {
        if ((long)rows * columns >= LeastFetched && first <= rows - (3 * PanelRows))
        {
            Fetch(ref Unsafe.Add(ref panels, (first + (2 * PanelRows)) * columns), columns * PanelRows);
        }

        Multiply(Math.Min(PanelRows, rows - first), columns, ref Unsafe.Add(ref panels, first * columns), ref vector, ref product);
    }

    /// <summary>Adds one panel's part of the adjoint product to eight sums of each column; the bits are those of <see cref="MultiplyAdjoint"/>.</summary>
    /// <param name="rows">Rows of the packed matrix, a multiple of eight.</param>
    /// <param name="columns">Columns, the length of the result.</param>
    /// <param name="first">First row of the panel.</param>
    /// <param name="panels">First element of the packed matrix.</param>
    /// <param name="seeds">First element of the adjoint of the panel's product.</param>
    /// <param name="sums">First of the eight sums of the first column; zero before the first panel.</param>
    public static void AddPanelAdjoint(int rows, int columns, int first, ref double panels, ref double seeds, ref double sums)
    {
        int height = Math.Min(PanelRows, rows - first);
        ref double column = ref Unsafe.Add(ref panels, first * columns);
        if (height < PanelRows)
        {
            for (int j = 0; j < columns; j++)
            {
                Vector512<double> sum = Vector512.LoadUnsafe(ref sums, (nuint)(j * Width));
                for (int row = 0; row < height; row += Width)
                {
                    sum = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref seeds, (nuint)row), Vector512.LoadUnsafe(ref column, (nuint)row), sum);
                }

                sum.StoreUnsafe(ref sums, (nuint)(j * Width));
                column = ref Unsafe.Add(ref column, height);
            }

            return;
        }

        Vector512<double> r0 = Vector512.LoadUnsafe(ref seeds), r1 = Vector512.LoadUnsafe(ref seeds, 8), r2 = Vector512.LoadUnsafe(ref seeds, 16), r3 = Vector512.LoadUnsafe(ref seeds, 24);
        Vector512<double> r4 = Vector512.LoadUnsafe(ref seeds, 32), r5 = Vector512.LoadUnsafe(ref seeds, 40), r6 = Vector512.LoadUnsafe(ref seeds, 48), r7 = Vector512.LoadUnsafe(ref seeds, 56);
        for (int j = 0; j < columns; j++)
        {
            Vector512<double> sum = Vector512.LoadUnsafe(ref sums, (nuint)(j * Width));
            sum = Vector512.MultiplyAddEstimate(r0, Vector512.LoadUnsafe(ref column), sum);
            sum = Vector512.MultiplyAddEstimate(r1, Vector512.LoadUnsafe(ref column, 8), sum);
            sum = Vector512.MultiplyAddEstimate(r2, Vector512.LoadUnsafe(ref column, 16), sum);
            sum = Vector512.MultiplyAddEstimate(r3, Vector512.LoadUnsafe(ref column, 24), sum);
            sum = Vector512.MultiplyAddEstimate(r4, Vector512.LoadUnsafe(ref column, 32), sum);
            sum = Vector512.MultiplyAddEstimate(r5, Vector512.LoadUnsafe(ref column, 40), sum);
            sum = Vector512.MultiplyAddEstimate(r6, Vector512.LoadUnsafe(ref column, 48), sum);
            sum = Vector512.MultiplyAddEstimate(r7, Vector512.LoadUnsafe(ref column, 56), sum);
            sum.StoreUnsafe(ref sums, (nuint)(j * Width));
            column = ref Unsafe.Add(ref column, PanelRows);
        }
    }

    /// <summary>Adds the eight sums of each column to the adjoint of the vector.</summary>
    /// <param name="columns">Columns, the length of the result.</param>
    /// <param name="sums">First of the eight sums of the first column.</param>
    /// <param name="result">First element of what is added to.</param>
    public static void AddColumnSums(int columns, ref double sums, ref double result)
    {
        for (int j = 0; j < columns; j++)
        {
            Unsafe.Add(ref result, j) += Lanes.Sum(Vector512.LoadUnsafe(ref sums, (nuint)(j * Width)));
        }
    }

    /// <summary>Asks for elements to come to the second-level cache; it changes nothing but times.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe void Fetch(ref double first, int count)
    {
        if (Sse.IsSupported)
        {
            for (int k = 0; k < count; k += Width)
            {
                // An address that the collector makes stale is no harm: nothing is read there.
                Sse.Prefetch1(Unsafe.AsPointer(ref Unsafe.Add(ref first, k)));
            }
        }
    }

    /// <summary>A whole panel: eight vectors of eight rows side by side, which hides the latency of their sums.</summary>
    private static void Panel(int columns, ref double panel, ref double vector, ref double product)
    {
        Vector512<double> s0 = Vector512<double>.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        for (int j = 0; j < columns; j++)
        {
            Vector512<double> x = Vector512.Create(Unsafe.Add(ref vector, j));
            s0 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref panel), x, s0);
            s1 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref panel, 8), x, s1);
            s2 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref panel, 16), x, s2);
            s3 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref panel, 24), x, s3);
            s4 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref panel, 32), x, s4);
            s5 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref panel, 40), x, s5);
            s6 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref panel, 48), x, s6);
            s7 = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref panel, 56), x, s7);
            panel = ref Unsafe.Add(ref panel, PanelRows);
        }

        s0.StoreUnsafe(ref product);
        s1.StoreUnsafe(ref product, 8);
        s2.StoreUnsafe(ref product, 16);
        s3.StoreUnsafe(ref product, 24);
        s4.StoreUnsafe(ref product, 32);
        s5.StoreUnsafe(ref product, 40);
        s6.StoreUnsafe(ref product, 48);
        s7.StoreUnsafe(ref product, 56);
    }

    /// <summary>Eight rows of a panel of some height.</summary>
    private static void Eight(int height, int columns, ref double rows, ref double vector, ref double product)
    {
        Vector512<double> sum = Vector512<double>.Zero;
        for (int j = 0; j < columns; j++)
        {
            sum = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref rows, (nuint)(j * height)), Vector512.Create(Unsafe.Add(ref vector, j)), sum);
        }

        sum.StoreUnsafe(ref product);
    }
}
