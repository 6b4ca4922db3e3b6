// Gaussian processes by a fixed basis, in the language of models. Added as source to every project that uses the generator.
#nullable enable
using static Exmc.Distributions;

namespace Exmc
{
    /// <summary>
    /// A Gaussian process on an interval as the sum of count basis functions: Basis(x, count, boundary) * (scales * z), z standard normal.
    /// Riutort-Mayol, Buerkner, Andersen, Solin and Vehtari (2023), Statistics and Computing 33; their equations in brackets.
    /// </summary>
    [Microsoft.CodeAnalysis.Embedded]
    internal static class HilbertSpace
    {
        /// <summary>The basis functions (columns) at the points (rows) [5, 6].</summary>
        /// <param name="x">Points, centred about 0.</param>
        /// <param name="count">Number of basis functions; more for shorter lengths of the process.</param>
        /// <param name="boundary">Half the length of the interval of the basis; 1.2 to 2.5 times the largest |x|, more for longer lengths.</param>
        [ModelFunction]
        public static Matrix Basis(Vector x, int count, Real boundary)
        {
            Matrix basis = new Matrix(x.Length, count);
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < count; j++)
                {
                    basis[i, j] = Sin(Frequency(j, boundary) * (x[i] + boundary)) / Sqrt(boundary);
                }
            }

            return basis;
        }

        /// <summary>Standard deviations of the weights of the basis functions for the covariance SquaredExponential(x, alpha, rho) [1].</summary>
        [ModelFunction]
        public static Vector SquaredExponentialScales(int count, Real boundary, Real alpha, Real rho)
        {
            Vector scales = new Vector(count);
            for (int j = 0; j < count; j++)
            {
                scales[j] = alpha * Sqrt(rho) * 1.5832334870861595 * Exp(-0.25 * Square(rho * Frequency(j, boundary)));
            }

            return scales;
        }

        /// <summary>Standard deviations of the weights of the basis functions for the covariance Matern32(x, alpha, rho) [2].</summary>
        [ModelFunction]
        public static Vector Matern32Scales(int count, Real boundary, Real alpha, Real rho)
        {
            Vector scales = new Vector(count);
            for (int j = 0; j < count; j++)
            {
                scales[j] = alpha * 4.5590141139095440 * Pow(rho, -1.5) / (3 / Square(rho) + Square(Frequency(j, boundary)));
            }

            return scales;
        }

        /// <summary>Standard deviations of the weights of the basis functions for the covariance Matern52(x, alpha, rho) [3].</summary>
        [ModelFunction]
        public static Vector Matern52Scales(int count, Real boundary, Real alpha, Real rho)
        {
            Vector scales = new Vector(count);
            for (int j = 0; j < count; j++)
            {
                scales[j] = alpha * 17.266800427409010 * Pow(rho, -2.5) / Pow(5 / Square(rho) + Square(Frequency(j, boundary)), 1.5);
            }

            return scales;
        }

        /// <summary>Root of eigenvalue j, counted from 0 [5].</summary>
        [ModelFunction]
        private static Real Frequency(int j, Real boundary) => (j + 1) * 1.5707963267948966 / boundary;
    }
}
