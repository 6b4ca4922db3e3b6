// The Hilbert space basis against the covariance functions that it approximates.
using Xunit;
using static Exmc.Distributions;

namespace Exmc.Models.Tests;

[Model]
public sealed partial class BasisModel
{
    [Data]
    public required Vector X { get; init; }

    [Data]
    public required int Count { get; init; }

    [Data]
    public required double Rho { get; init; }

    [Parameter]
    private Vector Z => Normal(0, 1).Repeat(Count);

    private Matrix Basis => HilbertSpace.Basis(X, Count, 6);

    [Deterministic]
    private Vector SquaredExponential => Basis * (HilbertSpace.SquaredExponentialScales(Count, 6, 1.7, Rho) * Z);

    [Deterministic]
    private Vector Matern32 => Basis * (HilbertSpace.Matern32Scales(Count, 6, 1.7, Rho) * Z);

    [Deterministic]
    private Vector Matern52 => Basis * (HilbertSpace.Matern52Scales(Count, 6, 1.7, Rho) * Z);
}

public class HilbertSpaceTests
{
    private static readonly double[] Points = [-1.0, -0.4, 0.1, 0.9];

    /// <summary>The errors fall with the number of functions as the tail of the spectral density does.</summary>
    [Theory]
    [InlineData("SquaredExponential", 40, 1e-6)]
    [InlineData("Matern52", 400, 1e-6)]
    [InlineData("Matern32", 400, 1e-4)]
    public void The_covariance_is_that_of_the_function(string member, int count, double tolerance)
    {
        const double Rho = 0.7;
        IDensity density = new BasisModel { X = Points, Count = count, Rho = Rho }.Bind(Coordinates.Canonical);
        LayoutEntry entry = density.Layout.Entries.Single(candidate => candidate.Member == member);
        double[,] covariance = new double[Points.Length, Points.Length];
        double[] values = new double[density.Layout.ValueCount];
        for (int k = 0; k < count; k++)
        {
            double[] unit = new double[count];
            unit[k] = 1;
            density.Constrain(unit, values);
            for (int i = 0; i < Points.Length; i++)
            {
                for (int j = 0; j < Points.Length; j++)
                {
                    covariance[i, j] += values[entry.ValueOffset + i] * values[entry.ValueOffset + j];
                }
            }
        }

        for (int i = 0; i < Points.Length; i++)
        {
            for (int j = 0; j < Points.Length; j++)
            {
                double r = Math.Abs(Points[i] - Points[j]) / Rho;
                double expected = 1.7 * 1.7 * member switch
                {
                    "SquaredExponential" => Math.Exp(-0.5 * r * r),
                    "Matern32" => (1 + (Math.Sqrt(3) * r)) * Math.Exp(-Math.Sqrt(3) * r),
                    _ => (1 + (Math.Sqrt(5) * r) + (5 * r * r / 3)) * Math.Exp(-Math.Sqrt(5) * r),
                };
                Assert.Equal(expected, covariance[i, j], tolerance);
            }
        }
    }
}
