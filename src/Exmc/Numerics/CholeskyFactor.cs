// The Cholesky factor of a dense matrix and its adjoint, for generated densities.
using System.Runtime.CompilerServices;

namespace Exmc.Numerics;

/// <summary>Lower Cholesky factors, row-major. A matrix that is not positive definite gives NaN, which ends an evaluation as not finite.</summary>
public static class CholeskyFactor
{
    /// <summary>Writes the lower factor L of the n by n matrix A = L L^T, zeros above the diagonal.</summary>
    public static void Factor(int n, ref double matrix, ref double factor)
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = At(ref matrix, (i * n) + j);
                for (int k = 0; k < j; k++)
                {
                    rest -= At(ref factor, (i * n) + k) * At(ref factor, (j * n) + k);
                }

                At(ref factor, (i * n) + j) = i == j ? Math.Sqrt(rest) : rest / At(ref factor, (j * n) + j);
            }

            for (int j = i + 1; j < n; j++)
            {
                At(ref factor, (i * n) + j) = 0.0;
            }
        }
    }

    /// <summary>Adds the adjoint of A to <paramref name="matrixAdjoint"/>; the adjoint of L is used up (Murray 2016, arXiv:1602.07527, section 3).</summary>
    public static void Adjoint(int n, ref double factor, ref double factorAdjoint, ref double matrixAdjoint)
    {
        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = i; j >= 0; j--)
            {
                double diagonal = At(ref factor, (j * n) + j);
                double share;
                if (i == j)
                {
                    share = 0.5 * At(ref factorAdjoint, (i * n) + i) / diagonal;
                }
                else
                {
                    double own = At(ref factorAdjoint, (i * n) + j);
                    At(ref factorAdjoint, (j * n) + j) -= own * At(ref factor, (i * n) + j) / diagonal;
                    share = own / diagonal;
                }

                At(ref matrixAdjoint, (i * n) + j) += share;
                for (int k = 0; k < j; k++)
                {
                    At(ref factorAdjoint, (i * n) + k) -= share * At(ref factor, (j * n) + k);
                    At(ref factorAdjoint, (j * n) + k) -= share * At(ref factor, (i * n) + k);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref double At(ref double first, int index) => ref Unsafe.Add(ref first, index);
}
