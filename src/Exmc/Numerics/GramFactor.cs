// Triangular factors of the cross products of data, when they are bound.
using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>
/// R with R'R = A'A for a matrix A, n by p by rows, so that R x is as long as A x: Householder reflections, block of rows after block
/// of rows, never the products themselves (Golub and Van Loan 2013, Matrix Computations, 5.2 and 6.5). Columns of any scale keep
/// their digits, and columns that depend on each other are no exception. It allocates nothing once its pool is warm.
/// </summary>
public static class GramFactor
{
    private const int Width = 8;
    private const int BlockRows = 64;

    /// <summary>Stores R by rows.</summary>
    /// <param name="rows">Rows n of A.</param>
    /// <param name="columns">Columns p of A.</param>
    /// <param name="rowsOfFactor">Rows of R: p for an upper triangle; n, where n is less than p, for A itself.</param>
    /// <param name="matrix">First element of A.</param>
    /// <param name="result">First element of R.</param>
    public static void Factor(int rows, int columns, int rowsOfFactor, ref double matrix, ref double result)
    {
        ReadOnlySpan<double> a = MemoryMarshal.CreateReadOnlySpan(ref matrix, rows * columns);
        Span<double> r = MemoryMarshal.CreateSpan(ref result, rowsOfFactor * columns);
        if (rowsOfFactor < columns)
        {
            a.CopyTo(r);
            return;
        }

        r.Clear();
        double[] block = ArrayPool<double>.Shared.Rent(BlockRows * columns);
        for (int first = 0; first < rows; first += BlockRows)
        {
            int count = Math.Min(BlockRows, rows - first);
            int height = (count + Width - 1) / Width * Width;
            for (int j = 0; j < columns; j++)
            {
                Span<double> column = block.AsSpan(j * BlockRows, height);
                for (int i = 0; i < count; i++)
                {
                    column[i] = a[((first + i) * columns) + j];
                }

                column[count..].Clear();
            }

            Absorb(ref result, columns, ref MemoryMarshal.GetArrayDataReference(block), height);
        }

        ArrayPool<double>.Shared.Return(block);
    }

    /// <summary>Reflects the rows of a block, stored by columns, into the triangle; there are a multiple of eight of them, the last ones zeros.</summary>
    private static void Absorb(ref double r, int columns, ref double block, int height)
    {
        for (int j = 0; j < columns; j++)
        {
            ref double column = ref Unsafe.Add(ref block, j * BlockRows);
            ref double diagonal = ref Unsafe.Add(ref r, (j * columns) + j);
            double largest = Math.Max(Math.Abs(diagonal), Largest(ref column, height));
            if (largest == 0.0)
            {
                continue;
            }

            // v = [pivot, column] / largest is reflected to [norm, 0]: H = I - v v' / (norm (norm + |pivot|)) with its first element moved away from zero.
            double pivot = diagonal / largest;
            double rest = Scaled(ref column, height, largest);
            if (rest == 0.0)
            {
                continue;
            }

            double norm = Math.Sqrt((pivot * pivot) + rest);
            double signed = pivot >= 0 ? norm : -norm;
            double head = pivot + signed;
            double scale = 1.0 / (norm * (norm + Math.Abs(pivot)));
            diagonal = -signed * largest;
            ref double tops = ref Unsafe.Add(ref r, j * columns);
            if (height == BlockRows)
            {
                ReflectWhole(j, columns, head, scale, ref tops, ref block);
            }
            else
            {
                for (int k = j + 1; k < columns; k++)
                {
                    ref double other = ref Unsafe.Add(ref block, k * BlockRows);
                    ref double top = ref Unsafe.Add(ref tops, k);
                    double along = ((head * top) + Product(ref column, ref other, height)) * scale;
                    top -= along * head;
                    Subtract(along, ref column, ref other, height);
                }
            }
        }
    }

    /// <summary>Reflects the columns after j of a whole block, with column j in eight registers.</summary>
    private static void ReflectWhole(int j, int columns, double head, double scale, ref double tops, ref double block)
    {
        ref double column = ref Unsafe.Add(ref block, j * BlockRows);
        Vector512<double> c0 = Vector512.LoadUnsafe(ref column), c1 = Vector512.LoadUnsafe(ref column, 8), c2 = Vector512.LoadUnsafe(ref column, 16), c3 = Vector512.LoadUnsafe(ref column, 24);
        Vector512<double> c4 = Vector512.LoadUnsafe(ref column, 32), c5 = Vector512.LoadUnsafe(ref column, 40), c6 = Vector512.LoadUnsafe(ref column, 48), c7 = Vector512.LoadUnsafe(ref column, 56);
        for (int k = j + 1; k < columns; k++)
        {
            ref double other = ref Unsafe.Add(ref block, k * BlockRows);
            Vector512<double> x0 = Vector512.LoadUnsafe(ref other), x1 = Vector512.LoadUnsafe(ref other, 8), x2 = Vector512.LoadUnsafe(ref other, 16), x3 = Vector512.LoadUnsafe(ref other, 24);
            Vector512<double> x4 = Vector512.LoadUnsafe(ref other, 32), x5 = Vector512.LoadUnsafe(ref other, 40), x6 = Vector512.LoadUnsafe(ref other, 48), x7 = Vector512.LoadUnsafe(ref other, 56);
            Vector512<double> even = Vector512.MultiplyAddEstimate(c6, x6, Vector512.MultiplyAddEstimate(c4, x4, Vector512.MultiplyAddEstimate(c2, x2, c0 * x0)));
            Vector512<double> odd = Vector512.MultiplyAddEstimate(c7, x7, Vector512.MultiplyAddEstimate(c5, x5, Vector512.MultiplyAddEstimate(c3, x3, c1 * x1)));
            ref double top = ref Unsafe.Add(ref tops, k);
            double along = ((head * top) + Lanes.Sum(even + odd)) * scale;
            top -= along * head;
            Vector512<double> factor = Vector512.Create(-along);
            Vector512.MultiplyAddEstimate(factor, c0, x0).StoreUnsafe(ref other);
            Vector512.MultiplyAddEstimate(factor, c1, x1).StoreUnsafe(ref other, 8);
            Vector512.MultiplyAddEstimate(factor, c2, x2).StoreUnsafe(ref other, 16);
            Vector512.MultiplyAddEstimate(factor, c3, x3).StoreUnsafe(ref other, 24);
            Vector512.MultiplyAddEstimate(factor, c4, x4).StoreUnsafe(ref other, 32);
            Vector512.MultiplyAddEstimate(factor, c5, x5).StoreUnsafe(ref other, 40);
            Vector512.MultiplyAddEstimate(factor, c6, x6).StoreUnsafe(ref other, 48);
            Vector512.MultiplyAddEstimate(factor, c7, x7).StoreUnsafe(ref other, 56);
        }
    }

    private static double Largest(ref double column, int height)
    {
        Vector512<double> largest = Vector512<double>.Zero;
        for (int i = 0; i < height; i += Width)
        {
            largest = Vector512.Max(largest, Vector512.Abs(Vector512.LoadUnsafe(ref column, (nuint)i)));
        }

        double result = 0.0;
        for (int lane = 0; lane < Width; lane++)
        {
            result = Math.Max(result, largest[lane]);
        }

        return result;
    }

    /// <summary>Divides a column; gives the sum of its squares.</summary>
    private static double Scaled(ref double column, int height, double divisor)
    {
        Vector512<double> squares = Vector512<double>.Zero;
        for (int i = 0; i < height; i += Width)
        {
            Vector512<double> x = Vector512.LoadUnsafe(ref column, (nuint)i) / Vector512.Create(divisor);
            x.StoreUnsafe(ref column, (nuint)i);
            squares = Vector512.MultiplyAddEstimate(x, x, squares);
        }

        return Lanes.Sum(squares);
    }

    private static double Product(ref double a, ref double b, int height)
    {
        Vector512<double> even = Vector512<double>.Zero, odd = even;
        int i = 0;
        for (; i <= height - (2 * Width); i += 2 * Width)
        {
            even = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref a, (nuint)i), Vector512.LoadUnsafe(ref b, (nuint)i), even);
            odd = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref a, (nuint)(i + Width)), Vector512.LoadUnsafe(ref b, (nuint)(i + Width)), odd);
        }

        if (i < height)
        {
            even = Vector512.MultiplyAddEstimate(Vector512.LoadUnsafe(ref a, (nuint)i), Vector512.LoadUnsafe(ref b, (nuint)i), even);
        }

        return Lanes.Sum(even + odd);
    }

    /// <summary>Subtracts a multiple of a column from another.</summary>
    private static void Subtract(double multiple, ref double column, ref double other, int height)
    {
        Vector512<double> factor = Vector512.Create(-multiple);
        for (int i = 0; i < height; i += Width)
        {
            Vector512.MultiplyAddEstimate(factor, Vector512.LoadUnsafe(ref column, (nuint)i), Vector512.LoadUnsafe(ref other, (nuint)i)).StoreUnsafe(ref other, (nuint)i);
        }
    }
}
