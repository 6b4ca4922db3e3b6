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
    [InlineData(-1.09375, double.NaN, double.NaN)]
    [InlineData(double.NegativeInfinity, double.NaN, double.NaN)]
    [InlineData(double.NaN, double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, 0.0)]
    public void Ends_of_the_domain_are_limits(double x, double value, double derivative)
    {
        Assert.Equal(value, Lanes.LogGammaHalfStep(x));
        Assert.Equal(derivative, Lanes.DigammaHalfStep(x));
    }

    [Fact]
    public void Negative_zero_is_zero()
    {
        Assert.Equal(double.NegativeInfinity, Lanes.LogGammaHalfStep(double.NegativeZero));
        Assert.Equal(double.PositiveInfinity, Lanes.DigammaHalfStep(double.NegativeZero));
    }

    [Theory]
    [InlineData(double.Epsilon)]
    [InlineData(3e-310)]
    [InlineData(2.3e-308)]
    [InlineData(3.8e-121)]
    [InlineData(3.9e-121)]
    [InlineData(1e-20)]
    public void Small_arguments_have_the_limit_of_the_ratio(double x)
    {
        // gamma(x + 1/2) / gamma(x) = x sqrt(pi) (1 + O(x)).
        double expected = Math.Log(x) + (0.5 * Math.Log(Math.PI));
        Assert.Equal(expected, Lanes.LogGammaHalfStep(x), 5e-16 * Math.Abs(expected));
        Assert.Equal(1.0 / x, Lanes.DigammaHalfStep(x), 5e-16 / x);
    }

    [Theory]
    [InlineData(1e17)]
    [InlineData(2.5e120)]
    [InlineData(2.6e120)]
    [InlineData(1e200)]
    [InlineData(double.MaxValue)]
    public void Great_arguments_have_the_limit_of_the_ratio(double x)
    {
        // gamma(x + 1/2) / gamma(x) = sqrt(x) (1 + O(1 / x)).
        double expected = 0.5 * Math.Log(x);
        Assert.Equal(expected, Lanes.LogGammaHalfStep(x), 5e-16 * expected);
        Assert.Equal(0.5 / x, Lanes.DigammaHalfStep(x), 5e-16 * (0.5 / x));
    }
}
