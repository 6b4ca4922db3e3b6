// Eight lanes with any number of iterations, bit for bit the same as one evaluation each.
using Xunit;

namespace Exmc.Models.Tests;

public class LaneRowsTests
{
    private const int Width = ILaneDensity.Width;

    /// <summary>Fewer than a vector has elements, whole vectors, and some rest; panels of 64 rows and what is left of one.</summary>
    public static TheoryData<int> Rows => [1, 2, 7, 8, 9, 15, 16, 17, 40, 52, 63, 64, 65, 71, 72, 73, 130];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_panel_of_rows(int rows) => Check(random => new Logistic { X = new Matrix(Reals(random, 3 * rows), rows, 3), Y = [.. Enumerable.Range(0, rows).Select(_ => random.Next(2))] });

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_panel_of_rows_that_all_lanes_have(int rows)
    {
        Matrix x = new(Reals(new Random(3), 5 * rows), rows, 5);
        Check(random => new Logistic { X = x, Y = [.. Enumerable.Range(0, rows).Select(_ => random.Next(2))] });
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Sums_and_elements(int rows) =>
        Check(random => new EightSchools { Effect = new Vector(Reals(random, rows)), StandardError = new Vector([.. Reals(random, rows).Select(x => 1.5 + x)]) });

    [Theory]
    [MemberData(nameof(Rows))]
    public void Neighbours_and_logarithms(int rows) => Check(random => new StochasticVolatility { Return = new Vector(Reals(random, rows)) });

    private static double[] Reals(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (2.0 * random.NextDouble()) - 1.0)];

    private static void Check(Func<Random, IModel> model)
    {
        Random random = new(7);
        IDensity[] densities = [.. Enumerable.Range(0, Width).Select(lane => model(random).Bind())];
        int d = densities[0].Dimension;
        ILaneDensity lanes = densities[0].CreateLanes()!;
        double[] positions = new double[Width * d], gradients = new double[Width * d], logDensities = new double[Width], gradient = new double[d];
        DensityStatus[] statuses = new DensityStatus[Width];
        for (int lane = 0; lane < Width; lane++)
        {
            Assert.True(lanes.TryLoad(lane, densities[lane]));
            Reals(random, d).Index().ToList().ForEach(one => positions[(Width * one.Index) + lane] = one.Item);
        }

        // Twice: what one evaluation leaves behind is no part of the next.
        for (int repetition = 0; repetition < 2; repetition++)
        {
            lanes.Evaluate(positions, gradients, logDensities, statuses);
            for (int lane = 0; lane < Width; lane++)
            {
                double[] at = [.. Enumerable.Range(0, d).Select(i => positions[(Width * i) + lane])];
                Assert.Equal(densities[lane].Evaluate(at, gradient, out double logDensity), statuses[lane]);
                Assert.Equal(DensityStatus.Ok, statuses[lane]);
                Assert.Equal(logDensity, logDensities[lane]);
                Assert.Equal(gradient, Enumerable.Range(0, d).Select(i => gradients[(Width * i) + lane]));
            }
        }
    }
}
