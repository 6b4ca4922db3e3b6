// The adjoint of the Cholesky factor, in blocks.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>Adjoints of lower Cholesky factors: Murray (2016), arXiv:1602.07527, section 3.3.</summary>
public static partial class CholeskyFactor
{
    private const int Block = 32;

    /// <summary>Adds the adjoint of A to the lower triangle of <paramref name="matrixAdjoint"/>; the adjoint of L is used up.</summary>
    public static void Adjoint(int n, ref double factor, ref double factorAdjoint, ref double matrixAdjoint)
    {
        for (int end = n; end > 0; end -= Block)
        {
            int start = Math.Max(0, end - Block);
            int size = end - start;
            int below = n - end;
            ref double d = ref At(ref factor, (start * n) + start);
            ref double dBar = ref At(ref factorAdjoint, (start * n) + start);
            ref double r = ref At(ref factor, start * n);
            ref double rBar = ref At(ref factorAdjoint, start * n);
            ref double b = ref At(ref factor, end * n);
            ref double bBar = ref At(ref factorAdjoint, end * n);
            ref double c = ref At(ref b, start);
            ref double cBar = ref At(ref bBar, start);

            SolveRight(n, below, size, ref d, ref cBar);
            SubtractProduct(below, size, start, ref cBar, n, 1, ref r, n, ref bBar, n);
            SubtractProduct(size, below, size, ref cBar, 1, n, ref c, n, ref dBar, n);
            Unblocked(n, size, ref d, ref dBar);
            SubtractProduct(size, below, start, ref cBar, 1, n, ref b, n, ref rBar, n);
            SubtractSymmetric(n, size, start, ref dBar, ref r, ref rBar);
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                At(ref matrixAdjoint, (i * n) + j) += At(ref factorAdjoint, (i * n) + j);
            }
        }
    }

    /// <summary>X with X D = C, in place of C, row by row.</summary>
    private static void SolveRight(int n, int rows, int size, ref double d, ref double c)
    {
        for (int i = 0; i < rows; i++)
        {
            ref double row = ref At(ref c, i * n);
            for (int k = size - 1; k >= 0; k--)
            {
                double x = At(ref row, k) / At(ref d, (k * n) + k);
                At(ref row, k) = x;
                Subtract(k, x, ref At(ref d, k * n), ref row);
            }
        }
    }

    /// <summary>The adjoint of one diagonal block, in place of that of its factor; the diagonal is halved.</summary>
    private static void Unblocked(int n, int size, ref double d, ref double dBar)
    {
        for (int i = size - 1; i >= 0; i--)
        {
            ref double row = ref At(ref d, i * n);
            ref double rowBar = ref At(ref dBar, i * n);
            for (int j = i; j >= 0; j--)
            {
                ref double other = ref At(ref d, j * n);
                ref double otherBar = ref At(ref dBar, j * n);
                double share = At(ref rowBar, j) / At(ref other, j);
                if (i == j)
                {
                    share *= 0.5;
                }
                else
                {
                    At(ref otherBar, j) -= share * At(ref row, j);
                }

                At(ref rowBar, j) = share;
                Subtract(j, share, ref other, ref rowBar);
                Subtract(j, share, ref row, ref otherBar);
            }
        }
    }

    /// <summary>rBar -= (D + D^T) r, D the adjoint of a diagonal block, of which the lower triangle is read.</summary>
    private static void SubtractSymmetric(int n, int size, int columns, ref double dBar, ref double r, ref double rBar)
    {
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double share = At(ref dBar, (i * n) + j);
                Subtract(columns, share, ref At(ref r, j * n), ref At(ref rBar, i * n));
                Subtract(columns, share, ref At(ref r, i * n), ref At(ref rBar, j * n));
            }
        }
    }

    /// <summary>c -= a b; the strides of a say whether it is read by rows or by columns.</summary>
    private static void SubtractProduct(
        int rows, int inner, int columns, ref double a, int aRow, int aInner, ref double b, int bRow, ref double c, int cRow)
    {
        int j = 0;
        for (; j <= columns - (2 * Width); j += 2 * Width)
        {
            int i = 0;
            for (; i <= rows - 2; i += 2)
            {
                ref double c0 = ref At(ref c, (i * cRow) + j);
                ref double c1 = ref At(ref c, ((i + 1) * cRow) + j);
                Vector512<double> s00 = Vector512.LoadUnsafe(ref c0), s01 = Vector512.LoadUnsafe(ref c0, Width);
                Vector512<double> s10 = Vector512.LoadUnsafe(ref c1), s11 = Vector512.LoadUnsafe(ref c1, Width);
                for (int k = 0; k < inner; k++)
                {
                    ref double bk = ref At(ref b, (k * bRow) + j);
                    Vector512<double> b0 = Vector512.LoadUnsafe(ref bk), b1 = Vector512.LoadUnsafe(ref bk, Width);
                    Vector512<double> a0 = Vector512.Create(At(ref a, (i * aRow) + (k * aInner)));
                    Vector512<double> a1 = Vector512.Create(At(ref a, ((i + 1) * aRow) + (k * aInner)));
                    s00 -= a0 * b0;
                    s01 -= a0 * b1;
                    s10 -= a1 * b0;
                    s11 -= a1 * b1;
                }

                s00.StoreUnsafe(ref c0);
                s01.StoreUnsafe(ref c0, Width);
                s10.StoreUnsafe(ref c1);
                s11.StoreUnsafe(ref c1, Width);
            }

            for (; i < rows; i++)
            {
                for (int k = 0; k < inner; k++)
                {
                    Subtract(2 * Width, At(ref a, (i * aRow) + (k * aInner)), ref At(ref b, (k * bRow) + j), ref At(ref c, (i * cRow) + j));
                }
            }
        }

        for (int i = 0; i < rows && j < columns; i++)
        {
            for (int k = 0; k < inner; k++)
            {
                Subtract(columns - j, At(ref a, (i * aRow) + (k * aInner)), ref At(ref b, (k * bRow) + j), ref At(ref c, (i * cRow) + j));
            }
        }
    }

    /// <summary>target -= scale * source, over the first elements.</summary>
    private static void Subtract(int count, double scale, ref double source, ref double target)
    {
        Vector512<double> scales = Vector512.Create(scale);
        int k = 0;
        for (; k <= count - Width; k += Width)
        {
            (Vector512.LoadUnsafe(ref target, (nuint)k) - (scales * Vector512.LoadUnsafe(ref source, (nuint)k))).StoreUnsafe(ref target, (nuint)k);
        }

        for (; k < count; k++)
        {
            At(ref target, k) -= scale * At(ref source, k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref double At(ref double first, int index) => ref Unsafe.Add(ref first, index);
}
