// The coordinates that the sampler moves in, against the canonical ones and against finite differences.
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Models.Tests;

public class SamplingCoordinatesTests
{
    public static TheoryData<string> Models => [.. Catalogue.Entries.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void The_gradient_is_that_of_central_differences(string name)
    {
        IDensity density = TestData.Model(name).Bind();
        foreach (double[] position in TestData.Positions(density.Dimension, 3))
        {
            double[] gradient = new double[density.Dimension];
            double[] unused = new double[density.Dimension];
            Assert.Equal(DensityStatus.Ok, density.Evaluate(position, gradient, out _));
            double scale = gradient.Select(Math.Abs).Max();
            for (int k = 0; k < position.Length; k++)
            {
                double numerical = TestData.Derivative(x => { density.Evaluate(x, unused, out double lp); return lp; }, position, k);
                Assert.True(Math.Abs(numerical - gradient[k]) <= 1e-6 * Math.Max(1.0, scale), $"{name} {k}: {gradient[k]:R}, numerical {numerical:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Unconstraining_the_constrained_values_gives_the_position(string name)
    {
        foreach (Coordinates coordinates in Enum.GetValues<Coordinates>())
        {
            IDensity density = TestData.Model(name).Bind(coordinates);
            double[] values = new double[density.Layout.ValueCount];
            double[] back = new double[density.Dimension];
            foreach (double[] position in TestData.Positions(density.Dimension, 3))
            {
                // A folded scale comes back positive.
                double[] start = [.. position.Select((u, k) => density.Layout.Entries.Any(entry => entry.Transform == "folded" && entry.Offset == k) ? Math.Abs(u) : u)];
                density.Constrain(start, values);
                density.Unconstrain(values.AsSpan(0, density.Layout.ParameterValueCount), back);
                for (int k = 0; k < start.Length; k++)
                {
                    Assert.Equal(start[k], back[k], 1e-9 * Math.Max(1.0, Math.Abs(start[k])));
                }
            }
        }
    }

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
