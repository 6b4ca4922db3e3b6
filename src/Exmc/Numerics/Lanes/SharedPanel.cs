// Products of one packed matrix that all lanes share, a panel of rows at a time.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>
/// The kernels of <see cref="LanePackedMatrix"/> for a matrix that serves all lanes. Each element is read once, by the operation that multiplies by it;
/// what else is read, a vector or a sum, serves as many of them as registers allow. The order of additions is the same for any number at once.
/// </summary>
/// <remarks>A panel has columns of <c>height</c> rows, a multiple of eight; vectors, seeds, products and sums are by lanes.</remarks>
internal static class SharedPanel
{
    private const int Width = Lanes.Width;

    /// <summary>Writes the products of all rows, sixteen or eight at a time.</summary>
    public static void Multiply(int height, int columns, ref double panel, ref double vectors, ref double products)
    {
        int row = 0;
        for (; row + 16 <= height; row += 16)
        {
            SixteenRows(height, columns, ref Unsafe.Add(ref panel, row), ref vectors, ref Unsafe.Add(ref products, row * Width));
        }

        if (row < height)
        {
            EightRows(height, columns, ref Unsafe.Add(ref panel, row), ref vectors, ref Unsafe.Add(ref products, row * Width));
        }
    }

    /// <summary>Adds the products of the columns and the seeds to eight sums of each column, one for each row modulo eight.</summary>
    public static void AddAdjoint(int height, int columns, ref double panel, ref double seeds, ref double sums)
    {
        int row = 0;
        for (; row + 64 <= height; row += 64)
        {
            AddEight(height, columns, ref Unsafe.Add(ref panel, row), ref Unsafe.Add(ref seeds, row * Width), ref sums);
        }

        for (; row + 32 <= height; row += 32)
        {
            AddFour(height, columns, ref Unsafe.Add(ref panel, row), ref Unsafe.Add(ref seeds, row * Width), ref sums);
        }

        for (; row < height; row += Width)
        {
            AddOne(height, columns, ref Unsafe.Add(ref panel, row), ref Unsafe.Add(ref seeds, row * Width), ref sums);
        }
    }

    /// <summary>Sixteen rows times eight vectors.</summary>
    private static void SixteenRows(int height, int columns, ref double rows, ref double vectors, ref double products)
    {
        Vector512<double> s0 = Vector512<double>.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        Vector512<double> s8 = s0, s9 = s0, s10 = s0, s11 = s0, s12 = s0, s13 = s0, s14 = s0, s15 = s0;
        for (int j = 0; j < columns; j++)
        {
            Vector512<double> x = Lanes.Load(ref vectors, j);
            s0 = Vector512.MultiplyAddEstimate(Vector512.Create(rows), x, s0);
            s1 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 1)), x, s1);
            s2 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 2)), x, s2);
            s3 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 3)), x, s3);
            s4 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 4)), x, s4);
            s5 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 5)), x, s5);
            s6 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 6)), x, s6);
            s7 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 7)), x, s7);
            s8 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 8)), x, s8);
            s9 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 9)), x, s9);
            s10 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 10)), x, s10);
            s11 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 11)), x, s11);
            s12 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 12)), x, s12);
            s13 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 13)), x, s13);
            s14 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 14)), x, s14);
            s15 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 15)), x, s15);
            rows = ref Unsafe.Add(ref rows, height);
        }

        Lanes.Store(ref products, 0, s0);
        Lanes.Store(ref products, 1, s1);
        Lanes.Store(ref products, 2, s2);
        Lanes.Store(ref products, 3, s3);
        Lanes.Store(ref products, 4, s4);
        Lanes.Store(ref products, 5, s5);
        Lanes.Store(ref products, 6, s6);
        Lanes.Store(ref products, 7, s7);
        Lanes.Store(ref products, 8, s8);
        Lanes.Store(ref products, 9, s9);
        Lanes.Store(ref products, 10, s10);
        Lanes.Store(ref products, 11, s11);
        Lanes.Store(ref products, 12, s12);
        Lanes.Store(ref products, 13, s13);
        Lanes.Store(ref products, 14, s14);
        Lanes.Store(ref products, 15, s15);
    }

    /// <summary>Eight rows times eight vectors.</summary>
    private static void EightRows(int height, int columns, ref double rows, ref double vectors, ref double products)
    {
        Vector512<double> s0 = Vector512<double>.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        for (int j = 0; j < columns; j++)
        {
            Vector512<double> x = Lanes.Load(ref vectors, j);
            s0 = Vector512.MultiplyAddEstimate(Vector512.Create(rows), x, s0);
            s1 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 1)), x, s1);
            s2 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 2)), x, s2);
            s3 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 3)), x, s3);
            s4 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 4)), x, s4);
            s5 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 5)), x, s5);
            s6 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 6)), x, s6);
            s7 = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref rows, 7)), x, s7);
            rows = ref Unsafe.Add(ref rows, height);
        }

        Lanes.Store(ref products, 0, s0);
        Lanes.Store(ref products, 1, s1);
        Lanes.Store(ref products, 2, s2);
        Lanes.Store(ref products, 3, s3);
        Lanes.Store(ref products, 4, s4);
        Lanes.Store(ref products, 5, s5);
        Lanes.Store(ref products, 6, s6);
        Lanes.Store(ref products, 7, s7);
    }

    /// <summary>Sixty-four rows: the seeds of rows k, k + 8, ... stay in registers for all columns.</summary>
    private static void AddEight(int height, int columns, ref double panel, ref double seeds, ref double sums)
    {
        for (int k = 0; k < Width; k++)
        {
            Vector512<double> r0 = Lanes.Load(ref seeds, k), r1 = Lanes.Load(ref seeds, k + 8), r2 = Lanes.Load(ref seeds, k + 16), r3 = Lanes.Load(ref seeds, k + 24);
            Vector512<double> r4 = Lanes.Load(ref seeds, k + 32), r5 = Lanes.Load(ref seeds, k + 40), r6 = Lanes.Load(ref seeds, k + 48), r7 = Lanes.Load(ref seeds, k + 56);
            ref double column = ref Unsafe.Add(ref panel, k);
            for (int j = 0; j < columns; j++)
            {
                Vector512<double> sum = Lanes.Load(ref sums, (j * Width) + k);
                sum = Vector512.MultiplyAddEstimate(r0, Vector512.Create(column), sum);
                sum = Vector512.MultiplyAddEstimate(r1, Vector512.Create(Unsafe.Add(ref column, 8)), sum);
                sum = Vector512.MultiplyAddEstimate(r2, Vector512.Create(Unsafe.Add(ref column, 16)), sum);
                sum = Vector512.MultiplyAddEstimate(r3, Vector512.Create(Unsafe.Add(ref column, 24)), sum);
                sum = Vector512.MultiplyAddEstimate(r4, Vector512.Create(Unsafe.Add(ref column, 32)), sum);
                sum = Vector512.MultiplyAddEstimate(r5, Vector512.Create(Unsafe.Add(ref column, 40)), sum);
                sum = Vector512.MultiplyAddEstimate(r6, Vector512.Create(Unsafe.Add(ref column, 48)), sum);
                sum = Vector512.MultiplyAddEstimate(r7, Vector512.Create(Unsafe.Add(ref column, 56)), sum);
                Lanes.Store(ref sums, (j * Width) + k, sum);
                column = ref Unsafe.Add(ref column, height);
            }
        }
    }

    /// <summary>The same for thirty-two rows.</summary>
    private static void AddFour(int height, int columns, ref double panel, ref double seeds, ref double sums)
    {
        for (int k = 0; k < Width; k++)
        {
            Vector512<double> r0 = Lanes.Load(ref seeds, k), r1 = Lanes.Load(ref seeds, k + 8), r2 = Lanes.Load(ref seeds, k + 16), r3 = Lanes.Load(ref seeds, k + 24);
            ref double column = ref Unsafe.Add(ref panel, k);
            for (int j = 0; j < columns; j++)
            {
                Vector512<double> sum = Lanes.Load(ref sums, (j * Width) + k);
                sum = Vector512.MultiplyAddEstimate(r0, Vector512.Create(column), sum);
                sum = Vector512.MultiplyAddEstimate(r1, Vector512.Create(Unsafe.Add(ref column, 8)), sum);
                sum = Vector512.MultiplyAddEstimate(r2, Vector512.Create(Unsafe.Add(ref column, 16)), sum);
                sum = Vector512.MultiplyAddEstimate(r3, Vector512.Create(Unsafe.Add(ref column, 24)), sum);
                Lanes.Store(ref sums, (j * Width) + k, sum);
                column = ref Unsafe.Add(ref column, height);
            }
        }
    }

    /// <summary>Eight rows: their seeds stay in registers, and each adds to a sum of its own.</summary>
    private static void AddOne(int height, int columns, ref double panel, ref double seeds, ref double sums)
    {
        Vector512<double> r0 = Lanes.Load(ref seeds, 0), r1 = Lanes.Load(ref seeds, 1), r2 = Lanes.Load(ref seeds, 2), r3 = Lanes.Load(ref seeds, 3);
        Vector512<double> r4 = Lanes.Load(ref seeds, 4), r5 = Lanes.Load(ref seeds, 5), r6 = Lanes.Load(ref seeds, 6), r7 = Lanes.Load(ref seeds, 7);
        ref double column = ref panel;
        for (int j = 0; j < columns; j++)
        {
            ref double block = ref Unsafe.Add(ref sums, j * Width * Width);
            Lanes.Store(ref block, 0, Vector512.MultiplyAddEstimate(r0, Vector512.Create(column), Lanes.Load(ref block, 0)));
            Lanes.Store(ref block, 1, Vector512.MultiplyAddEstimate(r1, Vector512.Create(Unsafe.Add(ref column, 1)), Lanes.Load(ref block, 1)));
            Lanes.Store(ref block, 2, Vector512.MultiplyAddEstimate(r2, Vector512.Create(Unsafe.Add(ref column, 2)), Lanes.Load(ref block, 2)));
            Lanes.Store(ref block, 3, Vector512.MultiplyAddEstimate(r3, Vector512.Create(Unsafe.Add(ref column, 3)), Lanes.Load(ref block, 3)));
            Lanes.Store(ref block, 4, Vector512.MultiplyAddEstimate(r4, Vector512.Create(Unsafe.Add(ref column, 4)), Lanes.Load(ref block, 4)));
            Lanes.Store(ref block, 5, Vector512.MultiplyAddEstimate(r5, Vector512.Create(Unsafe.Add(ref column, 5)), Lanes.Load(ref block, 5)));
            Lanes.Store(ref block, 6, Vector512.MultiplyAddEstimate(r6, Vector512.Create(Unsafe.Add(ref column, 6)), Lanes.Load(ref block, 6)));
            Lanes.Store(ref block, 7, Vector512.MultiplyAddEstimate(r7, Vector512.Create(Unsafe.Add(ref column, 7)), Lanes.Load(ref block, 7)));
            column = ref Unsafe.Add(ref column, height);
        }
    }
}
