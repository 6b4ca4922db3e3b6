// Log densities of the priors alone.
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Models.Tests;

public class LogPriorTests
{
    public static TheoryData<string> Names => [.. Catalogue.Entries.Select(entry => entry.Name)];

    /// <summary>What the priors leave of the log density is the log likelihood with all its constants, but for factors.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_rest_of_the_density_is_the_likelihood(string name)
    {
        IDensity density = TestData.Model(name).Bind();
        double[] gradient = new double[density.Dimension];
        double[] readings = new double[density.ObservationCount];
        foreach (double[] position in TestData.Positions(density.Dimension, 3))
        {
            Assert.Equal(DensityStatus.Ok, density.LogPrior(position, gradient, out double prior));
            Assert.Equal(DensityStatus.Ok, density.Evaluate(position, gradient, out double all));
            density.LogLikelihood(position, readings);
            double likelihood = readings.Where(reading => !double.IsNaN(reading)).Sum();
            if (!Factors.Contains(name))
            {
                Assert.True(Math.Abs(all - prior - likelihood) <= 1e-9 * Math.Max(1, Math.Abs(all)), $"{all:R} - {prior:R} is not {likelihood:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_that_of_differences(string name)
    {
        IDensity density = TestData.Model(name).Bind();
        double[] gradient = new double[density.Dimension];
        double[] unused = new double[density.Dimension];
        double[] position = TestData.Positions(density.Dimension, 1)[0];
        density.LogPrior(position, gradient, out _);
        for (int k = 0; k < position.Length; k++)
        {
            double expected = TestData.Derivative(
                x =>
                {
                    density.LogPrior(x, unused, out double value);
                    return value;
                },
                position,
                k);
            Assert.True(Math.Abs(gradient[k] - expected) <= 1e-6 * Math.Max(1, Math.Abs(expected)), $"gradient {k}: {gradient[k]:R} is not {expected:R}");
        }
    }

    [Fact]
    public void Nothing_is_allocated_and_other_coordinates_are_refused()
    {
        IDensity density = TestData.Model("sensor").Bind();
        double[] position = new double[density.Dimension];
        double[] gradient = new double[density.Dimension];
        Assert.Equal(0, Allocation.OfBatch(10, () => density.LogPrior(position, gradient, out _)));
        Assert.Throws<InvalidOperationException>(() => TestData.Model("sensor").Bind(Coordinates.Canonical).LogPrior(position, gradient, out _));
        Assert.Throws<ArgumentException>(() => density.LogPrior([], gradient, out _));
    }

    private static readonly string[] Factors =
    [
        "ar_k", "change_point", "count_level", "gaussian_mixture", "group_correlations", "hidden_markov_example", "hmm1000", "local_level", "regime_switching", "sensor", "sv", "weibull_survival", "windowed_sensor",
    ];
}
