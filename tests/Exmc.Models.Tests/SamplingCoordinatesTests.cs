// The coordinates that the sampler moves in, against the canonical ones.
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Models.Tests;

public class SamplingCoordinatesTests
{
    public static TheoryData<string> Models => [.. Catalogue.Entries.Select(entry => entry.Name)];

    /// <summary>Densities of one value in two coordinate systems differ by the Jacobian between them: log of the scale, and of two for the two signs.</summary>
    [Fact]
    public void The_folded_density_of_the_sensor_is_the_canonical_one_without_its_log_scales()
    {
        IModel sensor = TestData.Model("sensor");
        IDensity folded = sensor.Bind();
        IDensity canonical = sensor.Bind(Coordinates.Canonical);
        double[] gradient = new double[8];
        double[] values = new double[8];
        double[] position = new double[8];
        foreach (double[] u in TestData.Positions(8, 5))
        {
            folded.Evaluate(u, gradient, out double foldedLogDensity);
            folded.Constrain(u, values);
            canonical.Unconstrain(values, position);
            canonical.Evaluate(position, gradient, out double canonicalLogDensity);
            double jacobian = new[] { 0, 1, 2, 4 }.Sum(k => Math.Log(values[k]) + Math.Log(2.0));
            Assert.Equal(canonicalLogDensity, foldedLogDensity + jacobian, 1e-9 * Math.Abs(canonicalLogDensity));
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_gradient_allocates_nothing(string name)
    {
        IDensity density = TestData.Model(name).Bind();
        double[] position = TestData.Positions(density.Dimension, 1)[0];
        double[] gradient = new double[density.Dimension];
        Assert.Equal(0, Allocation.OfBatch(100, () => density.Evaluate(position, gradient, out _)));
    }
}
