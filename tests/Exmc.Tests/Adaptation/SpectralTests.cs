// Eigenvalues and the spectral mean of covariances.
using Exmc.Numerics;
using FsCheck.Xunit;

namespace Exmc.Tests;

public class SpectralTests
{
    private static double[] Covariance(RandomStream stream, int n, double floor)
    {
        double[] factor = [.. Enumerable.Range(0, n * n).Select(_ => NormalVariates.Next(stream))];
        return [.. Enumerable.Range(0, n * n).Select(at => Enumerable.Range(0, n).Sum(k => factor[(at / n * n) + k] * factor[(at % n * n) + k]) + (at / n == at % n ? floor : 0))];
    }

    private static double[] Multiply(int n, double[] a, double[] b) =>
        [.. Enumerable.Range(0, n * n).Select(at => Enumerable.Range(0, n).Sum(k => a[(at / n * n) + k] * b[(k * n) + (at % n)]))];

    private static double Largest(IEnumerable<double> values) => values.Max(Math.Abs);

    [Property(MaxTest = 60)]
    public void Eigenvectors_are_orthonormal_and_give_the_matrix_back(int seed, byte size)
    {
        int n = 1 + (size % 40);
        double[] matrix = Covariance(new((ulong)seed, 0, 0), n, seed % 3);
        double[] vectors = [.. matrix];
        double[] values = new double[n];
        Assert.True(SymmetricEigen.TryFactor(n, vectors, values));
        double scale = Largest(matrix);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double product = Enumerable.Range(0, n).Sum(k => vectors[(i * n) + k] * vectors[(j * n) + k]);
                Assert.InRange(product - (i == j ? 1 : 0), -1e-12, 1e-12);
                double entry = Enumerable.Range(0, n).Sum(k => values[k] * vectors[(k * n) + i] * vectors[(k * n) + j]);
                Assert.InRange((entry - matrix[(i * n) + j]) / scale, -1e-12, 1e-12);
            }
        }
    }

    [Fact]
    public void Eigenvalues_of_special_matrices_are_exact_and_a_number_that_is_not_finite_is_refused()
    {
        double[] values = new double[3];
        Assert.True(SymmetricEigen.TryFactor(3, new double[9], values));
        Assert.All(values, value => Assert.Equal(0, value));
        Assert.True(SymmetricEigen.TryFactor(3, [2, 1, 0, 1, 2, 0, 0, 0, 5], values));
        Assert.Equal([1, 3, 5], values.Order().Select(value => Math.Round(value, 13)));
        Assert.False(SymmetricEigen.TryFactor(1, [double.NaN], values));
        Assert.True(SymmetricEigen.TryFactor(0, [], []));
    }

    /// <remarks>Invariant 32: diag(1, 4, 8) and diag(1, 1, 1/2) give diag(1, 2, 4).</remarks>
    [Fact]
    public void The_spectral_mean_of_diagonals_is_known()
    {
        double[] mean = new double[9];
        Assert.True(SpectralMean.TrySolve(3, [1, 0, 0, 0, 4, 0, 0, 0, 8], [1, 0, 0, 0, 1, 0, 0, 0, 0.5], mean));
        double[] expected = [1, 0, 0, 0, 2, 0, 0, 0, 4];
        Assert.All(mean.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 13));
    }

    [Property(MaxTest = 60)]
    public void The_spectral_mean_solves_its_equation_and_its_inverse_that_of_swapped_roles(int seed, byte size)
    {
        int n = 1 + (size % 12);
        RandomStream stream = new((ulong)seed, 0, 0);
        double[] draws = Covariance(stream, n, 0.5);
        double[] scores = Covariance(stream, n, 0.5);
        double[] mean = new double[n * n];
        double[] swapped = new double[n * n];
        Assert.True(SpectralMean.TrySolve(n, draws, scores, mean));
        double[] product = Multiply(n, Multiply(n, mean, scores), mean);
        Assert.True(Largest(product.Zip(draws, (a, b) => a - b)) <= 1e-8 * Largest(draws));
        Assert.True(SpectralMean.TrySolve(n, scores, draws, swapped));
        double[] identity = Multiply(n, mean, swapped);
        Assert.All(Enumerable.Range(0, n * n), at => Assert.Equal(at / n == at % n ? 1 : 0, identity[at], 6));
    }

    [Fact]
    public void Scores_that_vary_in_no_direction_have_no_mean() =>
        Assert.False(SpectralMean.TrySolve(2, [1, 0, 0, 1], new double[4], new double[4]));
}
