// Products of packed matrices of data and vectors, eight lanes at once.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>
/// The products of <see cref="PackedMatrix"/> for eight vectors, each with a matrix of its own or all with the same one, which is then read
/// once. A lane adds in the order of a product by itself and has its bits.
/// </summary>
/// <remarks>Matrices stand one after the other, each of columns times rows elements; vectors and products are arrays by lanes.</remarks>
public static class LanePackedMatrix
{
    private const int Width = Lanes.Width;
    private const int PanelRows = 64;

    /// <summary>Writes the products with vectors.</summary>
    /// <param name="isShared">Whether the first matrix serves all lanes.</param>
    /// <param name="rows">Rows of a packed matrix, a multiple of eight.</param>
    /// <param name="columns">Columns, the length of a vector.</param>
    /// <param name="matrices">First element of the first packed matrix.</param>
    /// <param name="vectors">First element of the vectors.</param>
    /// <param name="products">First element of the products, of <paramref name="rows"/> elements each.</param>
    public static void Multiply(bool isShared, int rows, int columns, ref double matrices, ref double vectors, ref double products)
    {
        for (int first = 0; first < rows; first += PanelRows)
        {
            MultiplyPanel(isShared, rows, columns, first, ref matrices, ref vectors, ref Unsafe.Add(ref products, first * Width));
        }
    }

    /// <summary>Adds the products of the transposed matrices and the adjoints of products to the adjoints of the vectors.</summary>
    /// <param name="isShared">Whether the first matrix serves all lanes.</param>
    /// <param name="rows">Rows of a packed matrix, a multiple of eight.</param>
    /// <param name="columns">Columns, the length of a result.</param>
    /// <param name="matrices">First element of the first packed matrix.</param>
    /// <param name="adjoints">First element of the products' adjoints.</param>
    /// <param name="results">First element of what is added to.</param>
    public static void MultiplyAdjoint(bool isShared, int rows, int columns, ref double matrices, ref double adjoints, ref double results)
    {
        for (int j = 0; j < columns; j++)
        {
            LaneBlock sums = default;
            for (int first = 0; first < rows; first += PanelRows)
            {
                int height = Math.Min(PanelRows, rows - first);
                AddColumn(isShared, height, rows * columns, ref Unsafe.Add(ref matrices, (first * columns) + (j * height)), ref Unsafe.Add(ref adjoints, first * Width), ref LaneBlock.At(ref sums, 0));
            }

            Lanes.Add(ref results, j, LaneBlock.Sum(ref sums));
        }
    }

    /// <summary>Writes the products with vectors for one panel of rows.</summary>
    /// <param name="isShared">Whether the first matrix serves all lanes.</param>
    /// <param name="rows">Rows of a packed matrix, a multiple of eight.</param>
    /// <param name="columns">Columns, the length of a vector.</param>
    /// <param name="first">First row of the panel.</param>
    /// <param name="matrices">First element of the first packed matrix.</param>
    /// <param name="vectors">First element of the vectors.</param>
    /// <param name="products">First element of the panel's products.</param>
    public static void MultiplyPanel(bool isShared, int rows, int columns, int first, ref double matrices, ref double vectors, ref double products)
    {
        int height = Math.Min(PanelRows, rows - first);
        ref double panel = ref Unsafe.Add(ref matrices, first * columns);
        if (isShared)
        {
            SharedPanel.Multiply(height, columns, ref panel, ref vectors, ref products);
            return;
        }

        for (int row = 0; row < height; row += Width)
        {
            OwnRows(height, columns, rows * columns, ref Unsafe.Add(ref panel, row), ref vectors, ref Unsafe.Add(ref products, row * Width));
        }
    }

    /// <summary>Adds one panel's part of the adjoint products to eight sums of each column.</summary>
    /// <param name="isShared">Whether the first matrix serves all lanes.</param>
    /// <param name="rows">Rows of a packed matrix, a multiple of eight.</param>
    /// <param name="columns">Columns, the length of a result.</param>
    /// <param name="first">First row of the panel.</param>
    /// <param name="matrices">First element of the first packed matrix.</param>
    /// <param name="seeds">First element of the adjoints of the panel's products.</param>
    /// <param name="sums">First of the eight sums of the first column, by lanes; zero before the first panel.</param>
    public static void AddPanelAdjoint(bool isShared, int rows, int columns, int first, ref double matrices, ref double seeds, ref double sums)
    {
        int height = Math.Min(PanelRows, rows - first);
        ref double panel = ref Unsafe.Add(ref matrices, first * columns);
        if (isShared)
        {
            SharedPanel.AddAdjoint(height, columns, ref panel, ref seeds, ref sums);
            return;
        }

        for (int j = 0; j < columns; j++)
        {
            ref Vector512<double> block = ref Unsafe.As<double, Vector512<double>>(ref Unsafe.Add(ref sums, j * Width * Width));
            AddOwnColumns(height, rows * columns, ref Unsafe.Add(ref panel, j * height), ref seeds, ref block);
        }
    }

    /// <summary>Adds the eight sums of each column to the adjoints of the vectors.</summary>
    /// <param name="columns">Columns, the length of a result.</param>
    /// <param name="sums">First of the eight sums of the first column, by lanes.</param>
    /// <param name="results">First element of what is added to.</param>
    public static void AddColumnSums(int columns, ref double sums, ref double results)
    {
        for (int j = 0; j < columns; j++)
        {
            Lanes.Add(ref results, j, LaneBlock.Sum(ref Unsafe.As<double, LaneBlock>(ref Unsafe.Add(ref sums, j * Width * Width))));
        }
    }

    /// <summary>Eight rows of each matrix times its own vector.</summary>
    private static void OwnRows(int height, int columns, int size, ref double rows, ref double vectors, ref double product)
    {
        for (int lane = 0; lane < Width; lane++)
        {
            Vector512<double> sum = Vector512<double>.Zero;
            for (int j = 0; j < columns; j++)
            {
                Vector512<double> x = Vector512.Create(Unsafe.Add(ref vectors, (j * Width) + lane));
                sum = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref rows, (nuint)((lane * size) + (j * height))), x, sum);
            }

            for (int row = 0; row < Width; row++)
            {
                Unsafe.Add(ref product, (row * Width) + lane) = sum.GetElement(row);
            }
        }
    }

    /// <summary>Adds one column of a panel times the seeds to its eight sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddColumn(bool isShared, int height, int size, ref double column, ref double seeds, ref Vector512<double> sums)
    {
        if (isShared)
        {
            AddSharedColumn(height, ref column, ref seeds, ref sums);
        }
        else
        {
            AddOwnColumns(height, size, ref column, ref seeds, ref sums);
        }
    }

    private static void AddSharedColumn(int height, ref double column, ref double seeds, ref Vector512<double> sums)
    {
        Vector512<double> s0 = sums, s1 = Unsafe.Add(ref sums, 1), s2 = Unsafe.Add(ref sums, 2), s3 = Unsafe.Add(ref sums, 3);
        Vector512<double> s4 = Unsafe.Add(ref sums, 4), s5 = Unsafe.Add(ref sums, 5), s6 = Unsafe.Add(ref sums, 6), s7 = Unsafe.Add(ref sums, 7);
        for (int row = 0; row < height; row += Width)
        {
            s0 = Vector512.MultiplyAddEstimate(Lanes.Load(ref seeds, row), Vector512.Create(Unsafe.Add(ref column, row)), s0);
            s1 = Vector512.MultiplyAddEstimate(Lanes.Load(ref seeds, row + 1), Vector512.Create(Unsafe.Add(ref column, row + 1)), s1);
            s2 = Vector512.MultiplyAddEstimate(Lanes.Load(ref seeds, row + 2), Vector512.Create(Unsafe.Add(ref column, row + 2)), s2);
            s3 = Vector512.MultiplyAddEstimate(Lanes.Load(ref seeds, row + 3), Vector512.Create(Unsafe.Add(ref column, row + 3)), s3);
            s4 = Vector512.MultiplyAddEstimate(Lanes.Load(ref seeds, row + 4), Vector512.Create(Unsafe.Add(ref column, row + 4)), s4);
            s5 = Vector512.MultiplyAddEstimate(Lanes.Load(ref seeds, row + 5), Vector512.Create(Unsafe.Add(ref column, row + 5)), s5);
            s6 = Vector512.MultiplyAddEstimate(Lanes.Load(ref seeds, row + 6), Vector512.Create(Unsafe.Add(ref column, row + 6)), s6);
            s7 = Vector512.MultiplyAddEstimate(Lanes.Load(ref seeds, row + 7), Vector512.Create(Unsafe.Add(ref column, row + 7)), s7);
        }

        sums = s0;
        Unsafe.Add(ref sums, 1) = s1;
        Unsafe.Add(ref sums, 2) = s2;
        Unsafe.Add(ref sums, 3) = s3;
        Unsafe.Add(ref sums, 4) = s4;
        Unsafe.Add(ref sums, 5) = s5;
        Unsafe.Add(ref sums, 6) = s6;
        Unsafe.Add(ref sums, 7) = s7;
    }

    private static void AddOwnColumns(int height, int size, ref double column, ref double seeds, ref Vector512<double> sums)
    {
        for (int row = 0; row < height; row += Width)
        {
            for (int k = 0; k < Width; k++)
            {
                ref double element = ref Unsafe.Add(ref column, row + k);
                Vector512<double> own = Vector512.Create(
                    element, Unsafe.Add(ref element, size), Unsafe.Add(ref element, 2 * size), Unsafe.Add(ref element, 3 * size),
                    Unsafe.Add(ref element, 4 * size), Unsafe.Add(ref element, 5 * size), Unsafe.Add(ref element, 6 * size), Unsafe.Add(ref element, 7 * size));
                Unsafe.Add(ref sums, k) = Vector512.MultiplyAddEstimate(Lanes.Load(ref seeds, row + k), own, Unsafe.Add(ref sums, k));
            }
        }
    }
}
