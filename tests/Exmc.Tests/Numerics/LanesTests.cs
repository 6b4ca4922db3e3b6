// Functions of eight lanes against the scalar ones.
using System.Runtime.Intrinsics;
using Exmc.Numerics;

namespace Exmc.Tests;

public class LanesTests
{
    [Fact]
    public void The_exponential_is_that_of_Math_to_two_units_in_the_last_place()
    {
        Random random = new(1);
        for (int k = 0; k < 200_000; k++)
        {
            double x = k % 3 == 0 ? (random.NextDouble() - 0.5) * 1400 : k % 3 == 1 ? (random.NextDouble() - 0.5) * 4 : (random.NextDouble() - 0.5) * 1e-6;
            double expected = Math.Exp(x);
            double actual = Exp(x);
            Assert.True(Math.Abs(actual - expected) <= 2 * Math.BitIncrement(expected) - (2 * expected) + double.Epsilon, $"exp({x:R}) is {actual:R}, not {expected:R}");
        }
    }

    [Theory]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0.0)]
    [InlineData(710.0, double.PositiveInfinity)]
    [InlineData(1e300, double.PositiveInfinity)]
    [InlineData(-1e300, 0.0)]
    [InlineData(-750.0, 0.0)]
    [InlineData(0.0, 1.0)]
    public void The_exponential_of_special_values(double x, double expected) => Assert.Equal(expected, Exp(x));

    [Theory]
    [InlineData(-720.0)]
    [InlineData(-740.0)]
    [InlineData(709.7)]
    public void The_exponential_underflows_gradually(double x) => Assert.InRange(Exp(x) / Math.Exp(x), 1 - 1e-2, 1 + 1e-2);

    private static double Exp(double x) => Lanes.Exp(Vector512.Create(0.0, 1.0, x, 2.0, x, -1.0, x, 3.0)).GetElement(4);
}
