// Predictive tails and intervals.
using Exmc.Fleet;
using Xunit;

namespace Exmc.Fleet.Tests;

public class ScoringTests
{
    private static readonly ForecastDistribution Standard = new(ForecastFamily.Normal, 0, 1, 0);

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(1.959963984540054, 0.05)]
    [InlineData(-1.959963984540054, 0.05)]
    [InlineData(-6.0, 1.973175290075396e-9)]
    [InlineData(20.0, 5.507248237212467e-89)]
    public void The_tail_of_one_normal_is_two_sided(double x, double tail) => Assert.Equal(tail, new Prediction([Standard]).Tail(x), 1e-9 * tail);

    [Fact]
    public void A_mixture_averages_the_distribution_functions()
    {
        Prediction mixture = new([new(ForecastFamily.Normal, -1, 1, 0), new(ForecastFamily.Normal, 1, 1, 0)]);
        Assert.Equal(0.5, mixture.Cdf(0), 12);
        Assert.Equal(0.5 * (Standard.Cdf(3) + Standard.Cdf(1)), mixture.Cdf(2), 12);
    }

    [Theory]
    [InlineData(0.00005)]
    [InlineData(0.3)]
    [InlineData(0.99995)]
    public void A_quantile_inverts_the_distribution_function(double p)
    {
        Prediction mixture = new([new(ForecastFamily.Normal, -1, 0.5, 0), new(ForecastFamily.Normal, 2, 1, 0), new(ForecastFamily.StudentT, 4, 0, 1)]);
        Assert.Equal(p, mixture.Cdf(mixture.Quantile(p)), 1e-8);
    }
}
