// Ratios of gamma functions half a unit apart, against values of mpmath 1.3 with 60 digits.
using Exmc.Numerics;

namespace Exmc.Tests;

public class GammaRatioTests
{
    [Theory]
    [InlineData(1e-9, -20.150900895408005366, 999999998.61370557989)]
    [InlineData(0.3, -0.94373831641823796107, 2.53751565549399464)]
    [InlineData(1.25, 0.013870715401327605506, 0.4749259869231265718)]
    [InlineData(3.7, 0.62048331029520191276, 0.14418535192508819002)]
    [InlineData(12.0, 1.2320396660625598623, 0.042533971299100031412)]
    [InlineData(250.0, 2.76023045926445495, 0.0020019999960000319995)]
    [InlineData(1e8, 9.2103403707261827361, 5.0000000125e-9)]
    public void Values_and_derivatives_are_those_of_many_digits(double x, double value, double derivative)
    {
        Assert.Equal(value, Lanes.LogGammaHalfStep(x), 1e-15 * Math.Max(1.0, Math.Abs(value)));
        Assert.Equal(derivative, Lanes.DigammaHalfStep(x), 2e-15 * derivative);
    }

    [Theory]
    [InlineData(0.0, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(-1.0, double.NaN, double.NaN)]
    [InlineData(double.NaN, double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, 0.0)]
    public void Ends_of_the_domain_are_limits(double x, double value, double derivative)
    {
        Assert.Equal(value, Lanes.LogGammaHalfStep(x));
        Assert.Equal(derivative, Lanes.DigammaHalfStep(x));
    }

    [Fact]
    public void The_least_arguments_do_not_underflow() =>
        Assert.Equal(Math.Log(1e-300) + (0.5 * Math.Log(Math.PI)), Lanes.LogGammaHalfStep(1e-300), 1e-12);
}
