// Distribution functions of forecasts and their inverses.
using MathNet.Numerics.Distributions;

namespace Exmc.Tests;

public class ForecastDistributionTests
{
    public static TheoryData<ForecastFamily, double, double, double> Families => new()
    {
        { ForecastFamily.Normal, 1000, 2, 0 },
        { ForecastFamily.HalfNormal, 2, 0, 0 },
        { ForecastFamily.StudentT, 4, 1000, 3 },
        { ForecastFamily.StudentT, 1, 0, 1 },
        { ForecastFamily.HalfStudentT, 3, 2, 0 },
        { ForecastFamily.Cauchy, -1, 2, 0 },
        { ForecastFamily.HalfCauchy, 2, 0, 0 },
        { ForecastFamily.LogNormal, 0.5, 0.7, 0 },
        { ForecastFamily.Exponential, 0.3, 0, 0 },
        { ForecastFamily.Gamma, 2.5, 1.5, 0 },
        { ForecastFamily.InverseGamma, 3, 2, 0 },
        { ForecastFamily.Beta, 2, 5, 0 },
        { ForecastFamily.Uniform, -2, 3, 0 },
        { ForecastFamily.Laplace, 1, 2, 0 },
        { ForecastFamily.Logistic, 1, 2, 0 },
        { ForecastFamily.Weibull, 1.5, 3, 0 },
        { ForecastFamily.Poisson, 7.5, 0, 0 },
        { ForecastFamily.Poisson, 0.2, 0, 0 },
        { ForecastFamily.NegativeBinomial2, 40, 1.5, 0 },
    };

    [Theory]
    [MemberData(nameof(Families))]
    public void A_quantile_inverts_the_distribution_function(ForecastFamily family, double a, double b, double c)
    {
        ForecastDistribution distribution = new(family, a, b, c);
        foreach (double p in new[] { 1e-4, 0.05, 0.3, 0.5, 0.8, 0.95, 0.9999 })
        {
            Assert.Equal(p, distribution.Cdf(distribution.Quantile(p)), 1e-7);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => distribution.Quantile(1.2));
    }

    [Theory]
    [InlineData(-2.5)]
    [InlineData(0.4)]
    [InlineData(3.0)]
    public void Distribution_functions_agree_with_MathNet(double x)
    {
        Assert.Equal(Normal.CDF(1, 2, x), new ForecastDistribution(ForecastFamily.Normal, 1, 2, 0).Cdf(x), 12);
        Assert.Equal(StudentT.CDF(1, 2, 4, x), new ForecastDistribution(ForecastFamily.StudentT, 4, 1, 2).Cdf(x), 12);
        Assert.Equal(Cauchy.CDF(1, 2, x), new ForecastDistribution(ForecastFamily.Cauchy, 1, 2, 0).Cdf(x), 12);
        Assert.Equal(Laplace.CDF(1, 2, x), new ForecastDistribution(ForecastFamily.Laplace, 1, 2, 0).Cdf(x), 12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(11)]
    public void Half_of_a_count_s_own_probability_lies_below_it(int count)
    {
        // NegativeBinomial2(4, 2.5): sums over the probabilities p^r (1 - p)^k of MathNet, with p = 2.5 / 6.5.
        NegativeBinomial counts = new(2.5, 2.5 / 6.5);
        double below = Enumerable.Range(0, count).Sum(counts.Probability);
        ForecastDistribution forecast = new(ForecastFamily.NegativeBinomial2, 4, 2.5, 0);
        Assert.Equal(below + (0.5 * counts.Probability(count)), forecast.Cdf(count), 12);
        Assert.Equal(1.0, forecast.Cdf(count) + forecast.Survival(count), 12);

        Poisson poisson = new(4);
        ForecastDistribution rare = new(ForecastFamily.Poisson, 4, 0, 0);
        Assert.Equal(Enumerable.Range(0, count).Sum(poisson.Probability) + (0.5 * poisson.Probability(count)), rare.Cdf(count), 12);
        Assert.Equal(1.0, rare.Cdf(count) + rare.Survival(count), 12);
        Assert.Equal((0.0, 1.0), (rare.Cdf(-0.6), rare.Survival(-0.6)));
    }

    /// <remarks>mpmath 1.3; MathNet.Numerics gives 0.04752026441.</remarks>
    [Fact]
    public void A_Weibull_is_accurate_near_zero() =>
        Assert.Equal(0.047520266674320287, new ForecastDistribution(ForecastFamily.Weibull, 1.5, 3, 0).Cdf(0.4), 15);
}
