// Loops that are written as one, one of which has an iteration more: every length, in buffers that hold anything.
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Models.Tests;

public class JoinedLoopTests
{
    private const int Width = ILaneDensity.Width;

    public static TheoryData<int> Lengths => [.. Enumerable.Range(1, 34)];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_random_walk_with_its_returns_is_what_its_definition_says(int count)
    {
        double[] returns = [.. Enumerable.Range(0, count).Select(i => 0.1 * Math.Sin(i * i + 1.0))];
        IDensity density = new StochasticVolatility { Return = returns }.Bind();
        double[] at = [-1.2, 1.9, .. Enumerable.Range(0, count).Select(i => -2.0 + (0.3 * Math.Cos(3.0 * i)))];
        double[] gradient = [.. Enumerable.Repeat(double.NaN, at.Length)];
        Assert.Equal(DensityStatus.Ok, density.Evaluate(at, gradient, out double logDensity));

        double Reference(double[] u) => LogDensity(u, returns);
        double scale = 1.0 + Math.Abs(Reference(at));
        Assert.Equal(Reference(at), logDensity, 1e-11 * scale);
        for (int k = 0; k < at.Length; k++)
        {
            Assert.Equal(TestData.Derivative(Reference, at, k), gradient[k], 1e-6 * scale);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_lane_has_the_bits_of_an_evaluation_by_itself(int count)
    {
        IDensity[] densities = [.. Enumerable.Range(0, Width).Select(lane => new StochasticVolatility { Return = Enumerable.Range(0, count).Select(i => 0.1 * Math.Sin(i + lane)).ToArray() }.Bind())];
        ILaneDensity lanes = densities[0].CreateLanes()!;
        for (int lane = 1; lane < Width; lane++)
        {
            Assert.True(lanes.TryLoad(lane, densities[lane]));
        }

        int d = count + 2;
        double[][] at = TestData.Positions(d, Width);
        double[] positions = [.. Enumerable.Range(0, Width * d).Select(k => at[k % Width][k / Width])], gradients = [.. Enumerable.Repeat(double.NaN, Width * d)], logDensities = new double[Width];
        lanes.Evaluate(positions, gradients, logDensities, new DensityStatus[Width]);
        for (int lane = 0; lane < Width; lane++)
        {
            double[] gradient = [.. Enumerable.Repeat(double.PositiveInfinity, d)];
            Assert.Equal(DensityStatus.Ok, densities[lane].Evaluate(at[lane], gradient, out double logDensity));
            Assert.Equal(logDensity, logDensities[lane]);
            Assert.Equal(gradient, Enumerable.Range(0, d).Select(i => gradients[(Width * i) + lane]));
        }
    }

    /// <summary>A gradient whose elements are finite while their sum is not is finite.</summary>
    [Fact]
    public void Large_elements_of_a_gradient_are_no_error()
    {
        // Each lane adds up twenty elements of 1e307.
        const int count = 160;
        IDensity density = new EightSchools { Effect = Enumerable.Repeat(0.1, count).ToArray(), StandardError = Enumerable.Repeat(1e-154, count).ToArray() }.Bind();
        double[] at = new double[count + 2], gradient = new double[count + 2];
        Assert.Equal(DensityStatus.Ok, density.Evaluate(at, gradient, out double logDensity));
        Assert.True(double.IsFinite(logDensity));
        Assert.Equal(double.PositiveInfinity, gradient.Sum());
        Assert.All(gradient, element => Assert.True(double.IsFinite(element)));
    }

    /// <summary>The unconstrained log density, term by term: exponential scales, a walk from zero, Student returns.</summary>
    private static double LogDensity(double[] u, double[] returns)
    {
        double sigma = Math.Exp(u[0]), nu = Math.Exp(u[1]), previous = 0.0;
        double sum = u[0] + u[1] + Math.Log(50.0) - (50.0 * sigma) + Math.Log(0.1) - (0.1 * nu);
        for (int i = 0; i < returns.Length; i++)
        {
            double step = (u[2 + i] - previous) / sigma, z = returns[i] / Math.Exp(u[2 + i]);
            sum += (-0.5 * Math.Log(2.0 * Math.PI)) - u[0] - (0.5 * step * step);
            sum += MathNet.Numerics.SpecialFunctions.GammaLn((nu + 1.0) / 2.0) - MathNet.Numerics.SpecialFunctions.GammaLn(nu / 2.0)
                - (0.5 * Math.Log(nu * Math.PI)) - u[2 + i] - ((nu + 1.0) / 2.0 * Math.Log(1.0 + (z * z / nu)));
            previous = u[2 + i];
        }

        return sum;
    }
}
