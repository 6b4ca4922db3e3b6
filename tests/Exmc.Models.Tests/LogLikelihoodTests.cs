// Pointwise log likelihoods of generated models.
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Models.Tests;

public class LogLikelihoodTests
{
    private const double LogSqrtTwoPi = 0.91893853320467274;

    [Fact]
    public void Each_observation_has_its_own()
    {
        EightSchools model = new() { Effect = new[] { 28.0, 8, -3 }, StandardError = new[] { 15.0, 10, 16 } };
        IDensity density = model.Bind();
        double[] position = [1.0, 0.5, 4.0, 5.0, 6.0];
        double[] values = new double[density.ObservationCount];
        density.LogLikelihood(position, values);
        Assert.Equal(3, values.Length);
        for (int j = 0; j < 3; j++)
        {
            double z = (model.Effect.Span[j] - position[j + 2]) / model.StandardError.Span[j];
            Assert.Equal((-0.5 * z * z) - Math.Log(model.StandardError.Span[j]) - LogSqrtTwoPi, values[j], 1e-12);
        }
    }

    [Fact]
    public void A_multivariate_observation_is_one()
    {
        IDensity density = TestData.Model("gp200").Bind();
        double[] values = new double[density.ObservationCount];
        density.LogLikelihood([0.1, 0.2, 0.3], values);
        Assert.True(double.IsFinite(Assert.Single(values)));
    }

    [Fact]
    public void Members_follow_each_other_and_nothing_is_allocated()
    {
        IDensity density = TestData.Model("medium").Bind();
        Assert.Equal(20, density.ObservationCount);
        double[] values = new double[20];
        double[] position = TestData.Positions(density.Dimension, 1)[0];
        Assert.Equal(0, Allocation.OfBatch(10, () => density.LogLikelihood(position, values)));
        Assert.All(values, value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Positions_of_other_coordinates_and_short_spans_are_refused()
    {
        IDensity canonical = TestData.Model("sensor").Bind(Coordinates.Canonical);
        double[] position = new double[canonical.Dimension];
        Assert.Throws<InvalidOperationException>(() => canonical.LogLikelihood(position, []));
        Assert.Throws<InvalidOperationException>(() => canonical.Forecast(position));
        IDensity density = TestData.Model("simple").Bind();
        Assert.Throws<ArgumentException>(() => density.LogLikelihood([0.0, 0.0], new double[1]));
    }
}
