// The one reference posterior whose density Stan computes with a loose solver.
using Exmc.TestSupport;
using System.Text.Json;
using Xunit;

namespace Exmc.Models.Tests;

public class LotkaVolterraTests
{
    private const string Posterior = "hudson_lynx_hare-lotka_volterra";

    private static readonly JsonElement Data = SharedFolder.Path is null ? default : SharedFolder.Json("posteriordb", Posterior, "data.json");

    /// <summary>Stan solves with tolerances 1e-5 and 1e-3 only.</summary>
    [SharedFact]
    public void The_density_is_Stans_but_for_the_tolerance_of_its_solver()
    {
        IDensity density = Model(tolerance: 1e-12).Bind(Coordinates.Canonical);
        double[] gradient = new double[density.Dimension];
        double? offset = null;
        foreach ((double[] position, double expected) in Points())
        {
            Assert.Equal(DensityStatus.Ok, density.Evaluate(position, gradient, out double actual));
            offset ??= expected - actual;
            Assert.Equal(expected, actual + offset.Value, 0.3);
        }
    }

    /// <summary>The solution by Taylor series of degree 30, whose error is that of rounding.</summary>
    [SharedFact]
    public void Density_and_gradient_at_a_tight_tolerance_are_those_of_an_exact_solution()
    {
        IDensity density = Model(tolerance: 1e-12).Bind(Coordinates.Canonical);
        double[] gradient = new double[density.Dimension];
        double? offset = null;
        foreach ((double[] position, _) in Points())
        {
            Assert.Equal(DensityStatus.Ok, density.Evaluate(position, gradient, out double actual));
            double expected = LogDensity(position);
            offset ??= expected - actual;
            Assert.Equal(expected, actual + offset.Value, 1e-8 * Math.Max(1.0, Math.Abs(expected)));
            double scale = gradient.Select(Math.Abs).Append(1.0).Max();
            for (int k = 0; k < gradient.Length; k++)
            {
                Assert.Equal(TestData.Derivative(LogDensity, position, k), gradient[k], 1e-8 * scale);
            }
        }
    }

    [SharedFact]
    public void A_position_that_cannot_be_solved_has_a_status()
    {
        IDensity density = Model(tolerance: 1e-8).Bind();
        double[] gradient = new double[density.Dimension];
        Assert.Equal(DensityStatus.SolverFailed, density.Evaluate([8, 8, 8, 8, 3, 3, 0, 0], gradient, out _));
        Assert.Equal(DensityStatus.Ok, density.Evaluate([-0.6, -3.6, -0.2, -3.7, 3.5, 1.8, -1.4, -1.4], gradient, out _));
    }

    private static LotkaVolterra Model(double tolerance)
    {
        LotkaVolterra read = LotkaVolterra.FromJson(Data);
        return new LotkaVolterra { Ts = read.Ts, YInit = read.YInit, Y = read.Y, Tolerance = tolerance };
    }

    private static IEnumerable<(double[] Position, double LogDensity)> Points() =>
        SharedFolder.Json("posteriordb", Posterior, "stan.json").EnumerateArray()
            .Select(point => (Numbers(point.GetProperty("x")), point.GetProperty("lp").GetDouble()));

    /// <summary>Up to a constant.</summary>
    private static double LogDensity(double[] position)
    {
        double[] theta = [.. position[..4].Select(Math.Exp)], z = [.. position[4..6].Select(Math.Exp)], sigma = [.. position[6..].Select(Math.Exp)];
        double[] mean = [1.0, 0.05, 1.0, 0.05], deviation = [0.5, 0.05, 0.5, 0.05];
        double sum = position.Sum() - position[4..].Sum() + Enumerable.Range(0, 4).Sum(k => Normal(theta[k], mean[k], deviation[k]));
        sum += position[4..6].Sum(x => Normal(x, Math.Log(10.0), 1.0)) + position[6..].Sum(x => Normal(x, -1.0, 1.0));
        double[][] counts = [Numbers(Data.GetProperty("y_init")), .. Data.GetProperty("y").EnumerateArray().Select(Numbers)];
        foreach (double[] row in counts)
        {
            sum += Normal(Math.Log(row[0]), Math.Log(z[0]), sigma[0]) + Normal(Math.Log(row[1]), Math.Log(z[1]), sigma[1]);
            z = Year(theta, z);
        }

        return sum;
    }

    private static double Normal(double x, double mean, double deviation) => (-0.5 * Math.Pow((x - mean) / deviation, 2.0)) - Math.Log(deviation);

    /// <summary>The populations one year later, by steps of a hundredth.</summary>
    private static double[] Year(double[] theta, double[] z)
    {
        const int Degree = 30, Steps = 100;
        double[] u = new double[Degree + 1], v = new double[Degree + 1];
        (double prey, double predators) = (z[0], z[1]);
        for (int step = 0; step < Steps; step++)
        {
            (u[0], v[0]) = (prey, predators);
            for (int k = 0; k < Degree; k++)
            {
                double product = Enumerable.Range(0, k + 1).Sum(i => u[i] * v[k - i]);
                u[k + 1] = ((theta[0] * u[k]) - (theta[1] * product)) / (k + 1);
                v[k + 1] = ((-theta[2] * v[k]) + (theta[3] * product)) / (k + 1);
            }

            prey = Enumerable.Range(0, Degree + 1).Sum(k => u[k] * Math.Pow(1.0 / Steps, k));
            predators = Enumerable.Range(0, Degree + 1).Sum(k => v[k] * Math.Pow(1.0 / Steps, k));
        }

        return [prey, predators];
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(element => element.GetDouble())];
}
