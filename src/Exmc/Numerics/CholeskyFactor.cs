// The Cholesky factor of a dense matrix, for generated densities.
using System.Runtime.Intrinsics;

namespace Exmc.Numerics;

/// <summary>
/// Lower Cholesky factors, row-major, of which the lower triangle of the matrix is read. A matrix that is not positive definite
/// gives NaN, which ends an evaluation as not finite.
/// </summary>
public static partial class CholeskyFactor
{
    private const int Width = 8;

    /// <summary>Writes the lower factor L of the n by n matrix A = L L^T, zeros above the diagonal.</summary>
    public static void Factor(int n, ref double matrix, ref double factor)
    {
        for (int j = 0; j < n; j++)
        {
            ref double row = ref At(ref factor, j * n);
            double diagonal = Math.Sqrt(At(ref matrix, (j * n) + j) - Dot(j, ref row, ref row));
            double inverse = 1.0 / diagonal;
            At(ref row, j) = diagonal;
            for (int k = j + 1; k < n; k++)
            {
                At(ref row, k) = 0.0;
            }

            // Column j, four rows at a time: they share the loads of row j.
            int i = j + 1;
            for (; i <= n - 4; i += 4)
            {
                FourDots(n, i, j, ref factor, ref row, out double d0, out double d1, out double d2, out double d3);
                At(ref factor, (i * n) + j) = (At(ref matrix, (i * n) + j) - d0) * inverse;
                At(ref factor, ((i + 1) * n) + j) = (At(ref matrix, ((i + 1) * n) + j) - d1) * inverse;
                At(ref factor, ((i + 2) * n) + j) = (At(ref matrix, ((i + 2) * n) + j) - d2) * inverse;
                At(ref factor, ((i + 3) * n) + j) = (At(ref matrix, ((i + 3) * n) + j) - d3) * inverse;
            }

            for (; i < n; i++)
            {
                At(ref factor, (i * n) + j) = (At(ref matrix, (i * n) + j) - Dot(j, ref At(ref factor, i * n), ref row)) * inverse;
            }
        }
    }

    private static void FourDots(int n, int i, int count, ref double factor, ref double row, out double d0, out double d1, out double d2, out double d3)
    {
        ref double r0 = ref At(ref factor, i * n);
        ref double r1 = ref At(ref factor, (i + 1) * n);
        ref double r2 = ref At(ref factor, (i + 2) * n);
        ref double r3 = ref At(ref factor, (i + 3) * n);
        Vector512<double> s0 = Vector512<double>.Zero, s1 = s0, s2 = s0, s3 = s0;
        int k = 0;
        for (; k <= count - Width; k += Width)
        {
            Vector512<double> shared = Vector512.LoadUnsafe(ref row, (nuint)k);
            s0 += shared * Vector512.LoadUnsafe(ref r0, (nuint)k);
            s1 += shared * Vector512.LoadUnsafe(ref r1, (nuint)k);
            s2 += shared * Vector512.LoadUnsafe(ref r2, (nuint)k);
            s3 += shared * Vector512.LoadUnsafe(ref r3, (nuint)k);
        }

        (d0, d1, d2, d3) = (Lanes.Sum(s0), Lanes.Sum(s1), Lanes.Sum(s2), Lanes.Sum(s3));
        for (; k < count; k++)
        {
            double shared = At(ref row, k);
            d0 += shared * At(ref r0, k);
            d1 += shared * At(ref r1, k);
            d2 += shared * At(ref r2, k);
            d3 += shared * At(ref r3, k);
        }
    }

    private static double Dot(int count, ref double a, ref double b)
    {
        Vector512<double> sums = Vector512<double>.Zero;
        int k = 0;
        for (; k <= count - Width; k += Width)
        {
            sums += Vector512.LoadUnsafe(ref a, (nuint)k) * Vector512.LoadUnsafe(ref b, (nuint)k);
        }

        double sum = Lanes.Sum(sums);
        for (; k < count; k++)
        {
            sum += At(ref a, k) * At(ref b, k);
        }

        return sum;
    }
}
