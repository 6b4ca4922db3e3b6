// Packed products and triangular factors of data against plain sums.
using Exmc.Numerics;

namespace Exmc.Tests;

public class PackedMatrixTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(8, 6)]
    [InlineData(64, 5)]
    [InlineData(77, 9)]
    [InlineData(200, 26)]
    public void A_product_and_its_adjoint_are_the_sums_that_define_them(int rows, int columns)
    {
        (double[] matrix, double[] vector, double[] seed) = (Random(rows * columns, 1), Random(columns, 2), Random(rows, 3));
        int padded = (rows + 7) / 8 * 8;
        double[] panels = new double[padded * columns];
        double[] product = [.. Enumerable.Repeat(double.NaN, padded)];
        PackedMatrix.Pack(rows, columns, ref matrix[0], ref panels[0]);
        PackedMatrix.Multiply(padded, columns, ref panels[0], ref vector[0], ref product[0]);
        for (int i = 0; i < padded; i++)
        {
            double expected = i < rows ? Enumerable.Range(0, columns).Sum(j => matrix[(i * columns) + j] * vector[j]) : 0.0;
            Assert.Equal(expected, product[i], 1e-13 * columns);
        }

        double[] adjoint = [.. seed, .. new double[padded - rows]];
        double[] result = [.. vector];
        PackedMatrix.MultiplyAdjoint(padded, columns, ref panels[0], ref adjoint[0], ref result[0]);
        for (int j = 0; j < columns; j++)
        {
            double expected = vector[j] + Enumerable.Range(0, rows).Sum(i => matrix[(i * columns) + j] * seed[i]);
            Assert.Equal(expected, result[j], 1e-13 * rows);
        }

        double[] byPanels = new double[padded], sums = new double[8 * columns], added = [.. vector];
        for (int first = 0; first < padded; first += 64)
        {
            PackedMatrix.MultiplyPanel(padded, columns, first, ref panels[0], ref vector[0], ref byPanels[first]);
            PackedMatrix.AddPanelAdjoint(padded, columns, first, ref panels[0], ref adjoint[first], ref sums[0]);
        }

        PackedMatrix.AddColumnSums(columns, ref sums[0], ref added[0]);
        Assert.Equal(product, byPanels);
        Assert.Equal(result, added);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 4)]
    [InlineData(64, 3)]
    [InlineData(65, 3)]
    [InlineData(300, 12)]
    [InlineData(3, 5)]
    public void A_triangular_factor_has_the_cross_products_of_its_matrix(int rows, int columns)
    {
        double[] matrix = Random(rows * columns, 4);
        double[] r = new double[columns * columns];
        GramFactor.Factor(rows, columns, columns, ref matrix[0], ref r[0]);
        for (int i = 0; i < columns; i++)
        {
            Assert.All(Enumerable.Range(0, i), j => Assert.Equal(0.0, r[(i * columns) + j]));
            for (int j = 0; j < columns; j++)
            {
                double expected = Enumerable.Range(0, rows).Sum(k => matrix[(k * columns) + i] * matrix[(k * columns) + j]);
                Assert.Equal(expected, Enumerable.Range(0, columns).Sum(k => r[(k * columns) + i] * r[(k * columns) + j]), 1e-14 * rows);
            }
        }
    }

    /// <summary>
    /// Years, a constant and readings that both explain but for 1e-3: the residuals are 2e6 times smaller than what cancels in them. Cross products
    /// would keep no more than three digits of them.
    /// </summary>
    [Fact]
    public void Residuals_of_ill_scaled_columns_keep_their_digits()
    {
        const int Rows = 62;
        double[] noise = Random(Rows, 5);
        double[] design = new double[Rows * 3];
        double expected = 0.0;
        for (int i = 0; i < Rows; i++)
        {
            double year = 1952 + i;
            double reading = 3.0 + (year / 1024) + (Math.Round(noise[i] * 1024) / 1048576);
            (design[i * 3], design[(i * 3) + 1], design[(i * 3) + 2]) = (1.0, year, reading);
            expected += Math.Pow(reading - 3.0 - (year / 1024), 2);
        }

        double[] r = new double[9];
        GramFactor.Factor(Rows, 3, 3, ref design[0], ref r[0]);
        double[] coefficients = [-3.0, -1.0 / 1024, 1.0];
        double sum = Enumerable.Range(0, 3).Sum(i => Math.Pow(Enumerable.Range(0, 3).Sum(j => r[(i * 3) + j] * coefficients[j]), 2));

        // Rounding of the columns' lengths, 1e-16 of 8 * 5, over residuals of 5e-4 * 8.
        Assert.Equal(1.0, sum / expected, 1e-10);
    }

    [Fact]
    public void Columns_that_depend_on_each_other_or_are_zero_are_no_exception()
    {
        double[] matrix = [1, 2, 0, 2, 4, 0, 3, 6, 0, 4, 8, 0];
        double[] r = new double[9];
        GramFactor.Factor(4, 3, 3, ref matrix[0], ref r[0]);
        Assert.Equal(Math.Sqrt(30), Math.Abs(r[0]), 1e-14);
        Assert.Equal(2 * r[0], r[1], 1e-13);
        Assert.Equal(0.0, r[4], 1e-14);
        Assert.Equal([0.0, 0.0, 0.0], [r[2], r[5], r[8]]);
    }

    private static double[] Random(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
    }
}
