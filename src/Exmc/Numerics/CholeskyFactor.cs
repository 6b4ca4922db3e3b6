// The Cholesky factor of a dense matrix and its adjoint, for generated densities.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>
/// Lower Cholesky factors, row-major, of which the lower triangle of the matrix is read. A matrix that is not positive definite
/// gives NaN, which ends an evaluation as not finite.
/// </summary>
public static class CholeskyFactor
{
    private const int Lanes = 8;

    /// <summary>Writes the lower factor L of the n by n matrix A = L L^T, zeros above the diagonal.</summary>
    public static void Factor(int n, ref double matrix, ref double factor)
    {
        for (int i = 0; i < n; i++)
        {
            ref double row = ref At(ref factor, i * n);
            for (int j = 0; j <= i; j++)
            {
                ref double other = ref At(ref factor, j * n);
                double rest = At(ref matrix, (i * n) + j) - Dot(j, ref row, ref other);
                At(ref row, j) = i == j ? Math.Sqrt(rest) : rest / At(ref other, j);
            }

            for (int j = i + 1; j < n; j++)
            {
                At(ref row, j) = 0.0;
            }
        }
    }

    /// <summary>Adds the adjoint of A to <paramref name="matrixAdjoint"/>; the adjoint of L is used up (Murray 2016, arXiv:1602.07527, section 3).</summary>
    public static void Adjoint(int n, ref double factor, ref double factorAdjoint, ref double matrixAdjoint)
    {
        for (int i = n - 1; i >= 0; i--)
        {
            ref double row = ref At(ref factor, i * n);
            ref double rowAdjoint = ref At(ref factorAdjoint, i * n);
            for (int j = i; j >= 0; j--)
            {
                ref double other = ref At(ref factor, j * n);
                ref double otherAdjoint = ref At(ref factorAdjoint, j * n);
                double diagonal = At(ref other, j);
                double share;
                if (i == j)
                {
                    share = 0.5 * At(ref rowAdjoint, i) / diagonal;
                }
                else
                {
                    share = At(ref rowAdjoint, j) / diagonal;
                    At(ref otherAdjoint, j) -= share * At(ref row, j);
                }

                At(ref matrixAdjoint, (i * n) + j) += share;
                Subtract(j, share, ref other, ref rowAdjoint);
                Subtract(j, share, ref row, ref otherAdjoint);
            }
        }
    }

    /// <summary>Sum of products of the first elements; two chains of additions hide their latency.</summary>
    private static double Dot(int count, ref double a, ref double b)
    {
        Vector512<double> even = Vector512<double>.Zero;
        Vector512<double> odd = Vector512<double>.Zero;
        int k = 0;
        for (; k <= count - (2 * Lanes); k += 2 * Lanes)
        {
            even += Vector512.LoadUnsafe(ref a, (nuint)k) * Vector512.LoadUnsafe(ref b, (nuint)k);
            odd += Vector512.LoadUnsafe(ref a, (nuint)(k + Lanes)) * Vector512.LoadUnsafe(ref b, (nuint)(k + Lanes));
        }

        for (; k <= count - Lanes; k += Lanes)
        {
            even += Vector512.LoadUnsafe(ref a, (nuint)k) * Vector512.LoadUnsafe(ref b, (nuint)k);
        }

        double sum = Vector512.Sum(even + odd);
        for (; k < count; k++)
        {
            sum += At(ref a, k) * At(ref b, k);
        }

        return sum;
    }

    /// <summary>target -= scale * source, over the first elements.</summary>
    private static void Subtract(int count, double scale, ref double source, ref double target)
    {
        Vector512<double> scales = Vector512.Create(scale);
        int k = 0;
        for (; k <= count - Lanes; k += Lanes)
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
