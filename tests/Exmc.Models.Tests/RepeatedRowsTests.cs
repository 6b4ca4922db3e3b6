// A density whose data have many equal rows, against the sum over all rows.
using Xunit;

namespace Exmc.Models.Tests;

public class RepeatedRowsTests
{
    private const int Rows = 60;
    private static readonly double[] Position = [0.3, -0.7, 1.1];

    [Theory]
    [InlineData(5)]
    [InlineData(Rows / 2)]
    [InlineData((Rows / 2) + 1)]
    [InlineData(Rows)]
    public void The_density_is_the_sum_over_all_rows(int distinct) => CheckSum(Binding(distinct), distinct);

    [Fact]
    public void A_binding_goes_from_repeated_rows_to_others_and_back()
    {
        IDensity density = Binding(5);
        foreach (int distinct in new[] { Rows, 7, 45, 5 })
        {
            density.Rebind(Data(distinct));
            CheckSum(density, distinct);
            Assert.Equal(Bits(Binding(distinct)), Bits(density));
        }
    }

    [Fact]
    public void Lanes_take_no_density_that_evaluates_distinct_rows()
    {
        Assert.Null(Binding(5).CreateLanes());
        Assert.False(Binding(Rows).CreateLanes()!.TryLoad(2, Binding(1)));
    }

    private static IDensity Binding(int distinct) => Data(distinct).Bind();

    private static Logistic Data(int distinct)
    {
        double[] x = [.. Enumerable.Range(0, Rows).SelectMany(i => new[] { Row(i % distinct).First, Row(i % distinct).Second })];
        return new Logistic { X = new Matrix(x, Rows, 2), Y = [.. Enumerable.Range(0, Rows).Select(Outcome)] };
    }

    private static (double First, double Second) Row(int k) => (Math.Sin(k + 1.0), Math.Cos(2.0 * k));

    private static int Outcome(int i) => i * 7 % 3 == 0 ? 1 : 0;

    /// <summary>Normal(0, 10) priors and Bernoulli outcomes, with all constants.</summary>
    private static void CheckSum(IDensity density, int distinct)
    {
        double logDensity = Position.Sum(u => (-0.5 * u * u / 100.0) - Math.Log(10.0) - (0.5 * Math.Log(2.0 * Math.PI)));
        double[] gradient = [.. Position.Select(u => -u / 100.0)];
        for (int i = 0; i < Rows; i++)
        {
            (double first, double second) = Row(i % distinct);
            double eta = Position[0] + (first * Position[1]) + (second * Position[2]);
            double residual = Outcome(i) - (1.0 / (1.0 + Math.Exp(-eta)));
            logDensity += (Outcome(i) * eta) - Math.Log(1.0 + Math.Exp(eta));
            gradient[0] += residual;
            gradient[1] += residual * first;
            gradient[2] += residual * second;
        }

        double[] actual = new double[3];
        Assert.Equal(DensityStatus.Ok, density.Evaluate(Position, actual, out double computed));
        Assert.Equal(logDensity, computed, 1e-11 * Math.Abs(logDensity));
        Assert.All(gradient.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-11));
    }

    private static long[] Bits(IDensity density)
    {
        double[] gradient = new double[3];
        density.Evaluate(Position, gradient, out double logDensity);
        return [.. gradient.Append(logDensity).Select(BitConverter.DoubleToInt64Bits)];
    }
}
