// Triangular factors of the cross products of data, when they are bound.
using System.Buffers;
using System.Runtime.InteropServices;

namespace Exmc.Numerics;

/// <summary>
/// R with R'R = A'A for a matrix A, n by p by rows, so that R x is as long as A x: Householder reflections, block of rows after block
/// of rows, never the products themselves (Golub and Van Loan 2013, Matrix Computations, 5.2 and 6.5). Columns of any scale keep
/// their digits, and columns that depend on each other are no exception. It allocates nothing once its pool is warm.
/// </summary>
public static class GramFactor
{
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
            for (int i = 0; i < count; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    block[(j * BlockRows) + i] = a[((first + i) * columns) + j];
                }
            }

            Absorb(r, columns, block, count);
        }

        ArrayPool<double>.Shared.Return(block);
    }

    /// <summary>Reflects the rows of a block, stored by columns, into the triangle.</summary>
    private static void Absorb(Span<double> r, int columns, Span<double> block, int count)
    {
        for (int j = 0; j < columns; j++)
        {
            Span<double> column = block.Slice(j * BlockRows, count);
            double largest = Math.Abs(r[(j * columns) + j]);
            foreach (double x in column)
            {
                largest = Math.Max(largest, Math.Abs(x));
            }

            if (largest == 0.0)
            {
                continue;
            }

            // v = [pivot, column] / largest is reflected to [norm, 0]: H = I - v v' / (norm (norm + |pivot|)) with its first element moved away from zero.
            double pivot = r[(j * columns) + j] / largest;
            double rest = 0.0;
            for (int i = 0; i < count; i++)
            {
                column[i] /= largest;
                rest += column[i] * column[i];
            }

            if (rest == 0.0)
            {
                continue;
            }

            double norm = Math.Sqrt((pivot * pivot) + rest);
            double signed = pivot >= 0 ? norm : -norm;
            double head = pivot + signed;
            double scale = 1.0 / (norm * (norm + Math.Abs(pivot)));
            r[(j * columns) + j] = -signed * largest;
            for (int k = j + 1; k < columns; k++)
            {
                Span<double> other = block.Slice(k * BlockRows, count);
                ref double top = ref r[(j * columns) + k];
                double along = head * top;
                for (int i = 0; i < count; i++)
                {
                    along += column[i] * other[i];
                }

                along *= scale;
                top -= along * head;
                for (int i = 0; i < count; i++)
                {
                    other[i] -= along * column[i];
                }
            }
        }
    }
}
