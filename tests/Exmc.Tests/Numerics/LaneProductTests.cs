// Sums of logarithms by running products, against logarithms one by one.
using System.Runtime.Intrinsics;
using Exmc.Numerics;

namespace Exmc.Tests;

public class LaneProductTests
{
    [Theory]
    [InlineData(0.9, 1.1)]
    [InlineData(1.0, 2.0)]
    [InlineData(1e-300, 1e-200)]
    [InlineData(1e200, 1e300)]
    [InlineData(5e-324, 1e-310)]
    [InlineData(1e-320, 1.7e308)]
    public void The_logarithm_of_a_product_is_the_sum_of_logarithms(double least, double most)
    {
        Random random = new(7);
        double[] factors = [.. Enumerable.Range(0, 8000).Select(_ => Math.Exp(Math.Log(least) + (random.NextDouble() * (Math.Log(most) - Math.Log(least)))))];
        double expected = Compensated(factors.Select(factor => Math.Log(factor))), size = factors.Sum(factor => Math.Abs(Math.Log(factor)) + 1.0);
        Assert.Equal(expected, OfLanes(factors), 1e-15 * size);
        Assert.Equal(expected, OneByOne(factors), 1e-15 * size);
    }

    [Theory]
    [InlineData(0.0, double.NegativeInfinity)]
    [InlineData(-1.0, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, double.NaN)]
    public void One_factor_without_a_finite_logarithm_decides(double factor, double expected)
    {
        double[] factors = [.. Enumerable.Repeat(3.0, 24)];
        for (int place = 0; place < factors.Length; place++)
        {
            double[] changed = [.. factors];
            changed[place] = factor;
            Assert.Equal(expected, OfLanes(changed));
            Assert.Equal(expected, OneByOne(changed));
        }
    }

    [Fact]
    public void Two_negative_factors_have_no_logarithm()
    {
        double[] factors = [.. Enumerable.Repeat(-2.0, 16)];
        Assert.Equal(double.NaN, OfLanes(factors));
        Assert.Equal(double.NaN, OneByOne(factors));
    }

    [Fact]
    public void A_zero_and_an_infinity_have_no_sum()
    {
        Assert.Equal(double.NaN, OneByOne([0.0, double.PositiveInfinity]));
        Assert.Equal(double.NaN, OfLanes([.. Enumerable.Repeat(0.0, 8), .. Enumerable.Repeat(double.PositiveInfinity, 8)]));
    }

    [Fact]
    public void A_lane_has_the_bits_of_a_single_product()
    {
        Random random = new(9);
        double[] factors = [.. Enumerable.Range(0, 400).Select(_ => Math.Exp((random.NextDouble() - 0.5) * 1400.0))];
        Vector512<double> product = Vector512<double>.One, exponent = Vector512<double>.Zero;
        double single = 1.0, singleExponent = 0.0;
        for (int k = 0; k < factors.Length - 1; k++)
        {
            // Other lanes leave the range at other times.
            product = Lanes.Times(product, Vector512.Create(factors[k]).WithElement(5, factors[k + 1]), ref exponent);
            single = Lanes.Times(single, factors[k], ref singleExponent);
            Assert.Equal(single, product[3]);
            Assert.Equal(singleExponent, exponent[3]);
        }
    }

    /// <summary>A sum without the rounding of its many additions (Kahan 1965, Communications of the ACM 8).</summary>
    private static double Compensated(IEnumerable<double> terms)
    {
        double sum = 0.0, lost = 0.0;
        foreach (double term in terms)
        {
            double corrected = term - lost, next = sum + corrected;
            lost = next - sum - corrected;
            sum = next;
        }

        return sum;
    }

    private static double OfLanes(double[] factors)
    {
        Vector512<double> product = Vector512<double>.One, exponent = Vector512<double>.Zero;
        for (int k = 0; k < factors.Length; k += 8)
        {
            product = Lanes.Times(product, Vector512.Create(factors.AsSpan(k, 8)), ref exponent);
        }

        return Lanes.LogOfProducts(product, exponent);
    }

    private static double OneByOne(double[] factors)
    {
        double product = 1.0, exponent = 0.0;
        foreach (double factor in factors)
        {
            product = Lanes.Times(product, factor, ref exponent);
        }

        return Lanes.LogOfProduct(product, exponent);
    }
}
