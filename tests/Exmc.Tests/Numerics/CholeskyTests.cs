// The Cholesky factor and its adjoint, against MathNet.Numerics and differences, below, at and above the block size.
using Exmc.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Exmc.Tests;

public class CholeskyTests
{
    public static TheoryData<int> Sizes => [1, 2, 7, 8, 9, 31, 32, 33, 64, 65, 100];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_factor_is_that_of_MathNet(int n)
    {
        double[] matrix = Covariance(n, 1);
        double[] factor = Factor(n, matrix);
        Matrix<double> expected = Matrix<double>.Build.Dense(n, n, (i, j) => matrix[(Math.Max(i, j) * n) + Math.Min(i, j)]).Cholesky().Factor;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                Assert.Equal(expected[i, j], factor[(i * n) + j], 1e-12);
            }
        }
    }

    /// <summary>Of a weighted sum of the factor's elements, along random symmetric directions.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_adjoint_is_that_of_differences(int n)
    {
        Random random = new(n);
        double[] matrix = Covariance(n, 2);
        double[] weights = [.. Enumerable.Range(0, n * n).Select(_ => random.NextDouble() - 0.5)];
        double Weighted(double[] a)
        {
            double[] factor = Factor(n, a);
            double sum = 0.0;
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    sum += weights[(i * n) + j] * factor[(i * n) + j];
                }
            }

            return sum;
        }

        double[] l = Factor(n, matrix);
        double[] factorAdjoint = [.. weights];
        double[] adjoint = new double[n * n];
        CholeskyFactor.Adjoint(n, ref l[0], ref factorAdjoint[0], ref adjoint[0]);
        for (int trial = 0; trial < 5; trial++)
        {
            double[] direction = [.. Enumerable.Range(0, n * n).Select(_ => random.NextDouble() - 0.5)];
            double expected = 0.0;
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    expected += adjoint[(i * n) + j] * direction[(i * n) + j];
                }
            }

            const double Step = 1e-4;
            double At(double h) => Weighted([.. matrix.Select((value, k) => value + (h * direction[k]))]);
            double numerical = ((8.0 * (At(Step) - At(-Step))) - (At(2 * Step) - At(-2 * Step))) / (12.0 * Step);
            Assert.Equal(numerical, expected, 1e-7 * Math.Max(1.0, Math.Abs(numerical)));
        }
    }

    [Fact]
    public void A_matrix_that_is_not_positive_definite_gives_no_number() =>
        Assert.True(double.IsNaN(Factor(2, [1.0, 0.0, 2.0, 1.0])[3]));

    private static double[] Factor(int n, double[] matrix)
    {
        double[] factor = new double[n * n];
        CholeskyFactor.Factor(n, ref matrix[0], ref factor[0]);
        return factor;
    }

    /// <summary>A well-conditioned covariance; what stands above the diagonal must not matter.</summary>
    private static double[] Covariance(int n, int seed)
    {
        Random random = new(seed);
        double[] x = [.. Enumerable.Range(0, n).Select(_ => 10.0 * random.NextDouble())];
        return
        [
            .. Enumerable.Range(0, n * n).Select(k => (k / n, k % n)).Select(place =>
                place.Item1 < place.Item2 ? double.NaN : Math.Exp(-0.5 * Math.Pow(x[place.Item1] - x[place.Item2], 2.0)) + (place.Item1 == place.Item2 ? 1.0 : 0.0)),
        ];
    }
}
