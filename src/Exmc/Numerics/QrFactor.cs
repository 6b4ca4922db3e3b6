// Thin QR factorisation of matrices of data, when they are bound.
using System.Runtime.InteropServices;

namespace Exmc.Numerics;

/// <summary>
/// X = Q R, X n by p by rows, the columns of Q orthonormal, R upper triangular with a positive diagonal: the modified Gram-Schmidt process
/// with every column orthogonalised twice (Giraud, Langou and Rozloznik 2005). A column that depends on those before it has no direction of
/// its own: its column of Q is zero, that of R one of the unit matrix times the largest norm of a column. It allocates.
/// </summary>
public static class QrFactor
{
    private const double RelativeRest = 1e-12;

    /// <summary>Stores Q, n by p by rows.</summary>
    public static void Orthonormal(int rows, int columns, ref double matrix, ref double result)
    {
        (double[][] q, _) = Factor(rows, columns, ref matrix);
        Span<double> output = MemoryMarshal.CreateSpan(ref result, rows * columns);
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < rows; i++)
            {
                output[(i * columns) + j] = q[j][i];
            }
        }
    }

    /// <summary>Stores R, p by p by rows.</summary>
    public static void Triangular(int rows, int columns, ref double matrix, ref double result)
    {
        (_, double[] r) = Factor(rows, columns, ref matrix);
        r.CopyTo(MemoryMarshal.CreateSpan(ref result, columns * columns));
    }

    private static (double[][] Columns, double[] Triangle) Factor(int rows, int columns, ref double matrix)
    {
        double[][] q = Transposed(rows, columns, MemoryMarshal.CreateReadOnlySpan(ref matrix, rows * columns));
        double[] r = new double[columns * columns];
        double largest = q.Select(column => Norm(column)).DefaultIfEmpty(0).Max();
        for (int j = 0; j < columns; j++)
        {
            double before = Norm(q[j]);
            for (int pass = 0; pass < 2; pass++)
            {
                for (int k = 0; k < j; k++)
                {
                    double along = Dot(q[k], q[j]);
                    r[(k * columns) + j] += along;
                    Subtract(q[j], along, q[k]);
                }
            }

            double rest = Norm(q[j]);
            bool isIndependent = rest > RelativeRest * before;
            r[(j * columns) + j] = isIndependent ? rest : largest > 0 ? largest : 1.0;
            for (int i = 0; i < rows; i++)
            {
                q[j][i] = isIndependent ? q[j][i] / rest : 0.0;
            }

            for (int k = 0; k < j && !isIndependent; k++)
            {
                r[(k * columns) + j] = 0.0;
            }
        }

        return (q, r);
    }

    private static double[][] Transposed(int rows, int columns, ReadOnlySpan<double> matrix)
    {
        double[][] result = new double[columns][];
        for (int j = 0; j < columns; j++)
        {
            result[j] = new double[rows];
            for (int i = 0; i < rows; i++)
            {
                result[j][i] = matrix[(i * columns) + j];
            }
        }

        return result;
    }

    private static double Norm(double[] x) => Math.Sqrt(Dot(x, x));

    private static double Dot(double[] x, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    private static void Subtract(double[] x, double factor, double[] y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] -= factor * y[i];
        }
    }
}
