// The triangular factor of data, against exact sums of squares.
using System.Numerics;
using Exmc.Numerics;
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Tests.Numerics;

public class GramFactorTests
{
    /// <summary>Heights around whole blocks and whole vectors.</summary>
    public static TheoryData<int, int> Shapes => new() { { 1, 1 }, { 3, 2 }, { 7, 7 }, { 63, 5 }, { 64, 5 }, { 65, 5 }, { 72, 9 }, { 127, 3 }, { 200, 26 }, { 1001, 4 } };

    /// <summary>
    /// Columns like those of earnings and of temperatures by year: a constant, years beside their spread, incomes, and one that almost
    /// depends on the others. The length of A x is found exactly, also where x makes almost all of it cancel.
    /// </summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_factor_keeps_lengths_of_badly_scaled_columns(int rows, int columns)
    {
        double[] a = Data(rows, columns);
        double[] r = Factor(rows, columns, a);
        for (int i = 0; i < columns; i++)
        {
            Assert.All(r.Skip(i * columns).Take(i), below => Assert.Equal(0.0, below));
        }

        Random random = new(3);
        for (int trial = 0; trial < 20; trial++)
        {
            double[] x = [.. Enumerable.Range(0, columns).Select(j => Math.Round(random.NextDouble() - 0.5, 3) / Math.Max(1.0, Math.Abs(a[j])))];
            if (trial % 2 == 0 && columns > 1)
            {
                // The second column less its first element times the first.
                x = [-a[1], 1.0, .. new double[columns - 2]];
            }

            double expected = Length(rows, columns, a, x), actual = Length(columns, columns, r, x);
            double size = Enumerable.Range(0, columns).Sum(j => Math.Abs(x[j]) * Length(rows, columns, a, [.. Enumerable.Range(0, columns).Select(k => k == j ? 1.0 : 0.0)]));
            Assert.True(Math.Abs(actual - expected) <= 1e-14 * Math.Sqrt(rows) * size, $"{actual}, not {expected}, of size {size}");
        }
    }

    [Fact]
    public void Rows_beside_a_wide_matrix_stay_as_they_are()
    {
        double[] a = Data(3, 5), r = new double[15];
        GramFactor.Factor(3, 5, 3, ref a[0], ref r[0]);
        Assert.Equal(a, r);
    }

    [Fact]
    public void Columns_of_zeros_and_columns_that_depend_on_each_other_are_no_exception()
    {
        double[] a = [.. Enumerable.Range(0, 100).SelectMany(i => new[] { i + 1.0, 0.0, 3.0 * (i + 1.0), 1.0 })];
        double[] r = Factor(100, 4, a);
        Assert.All(r, element => Assert.True(double.IsFinite(element)));
        double[] x = [-3.0, 5.0, 1.0, 2.0];
        Assert.Equal(20.0, Length(4, 4, r, x), 1e-11);
    }

    [Fact]
    public void Nothing_is_allocated_once_the_pool_is_warm()
    {
        double[] a = Data(150, 6), r = new double[36];
        void Run() => GramFactor.Factor(150, 6, 6, ref a[0], ref r[0]);
        Run();
        Assert.Equal(0, Allocation.OfBatch(10, Run));
    }

    private static double[] Factor(int rows, int columns, double[] a)
    {
        // What stood in the result before is of no account.
        double[] r = [.. Enumerable.Repeat(double.NaN, Math.Min(rows, columns) * columns)];
        GramFactor.Factor(rows, columns, Math.Min(rows, columns), ref a[0], ref r[0]);
        return r;
    }

    private static double[] Data(int rows, int columns)
    {
        Random random = new(1);
        double[] a = new double[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double noise = random.NextDouble();
                a[(i * columns) + j] = (j % 5) switch { 0 => 1.0, 1 => 1952.0 + (i % 62), 2 => 30000.0 * noise * noise, 3 => a[(i * columns) + j - 2] + (1e-6 * noise), _ => 1e-4 * noise };
            }
        }

        return a;
    }

    /// <summary>The length of A x from exact sums: doubles are integers times powers of two.</summary>
    private static double Length(int rows, int columns, double[] a, double[] x)
    {
        const int Shift = 300;
        static BigInteger Exact(double value)
        {
            long bits = BitConverter.DoubleToInt64Bits(value);
            int exponent = (int)((bits >> 52) & 0x7FF);
            BigInteger mantissa = (bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52);
            BigInteger scaled = exponent == 0 ? BigInteger.Zero : exponent - 1075 + Shift >= 0 ? mantissa << (exponent - 1075 + Shift) : mantissa >> (1075 - Shift - exponent);
            return bits < 0 ? -scaled : scaled;
        }

        BigInteger squares = BigInteger.Zero;
        for (int i = 0; i < rows; i++)
        {
            BigInteger sum = BigInteger.Zero;
            for (int j = 0; j < columns; j++)
            {
                sum += Exact(a[(i * columns) + j]) * Exact(x[j]);
            }

            squares += sum * sum;
        }

        return Math.Exp(0.5 * (BigInteger.Log(BigInteger.Max(squares, BigInteger.One)) - (4 * Shift * Math.Log(2.0))));
    }
}
