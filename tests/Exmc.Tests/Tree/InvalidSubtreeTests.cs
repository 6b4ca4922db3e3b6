// The statistical twin of the balance check: variances of small Gaussians at small steps.
namespace Exmc.Tests;

public class InvalidSubtreeTests
{
    public static TheoryData<int, double> Grid()
    {
        TheoryData<int, double> data = [];
        foreach (int dimension in new[] { 1, 2, 3, 5 })
        {
            foreach (double step in new[] { 0.1, 0.3, 0.5, 0.8, 1.2, 1.6 })
            {
                data.Add(dimension, step);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Grid))]
    public void The_second_moment_of_a_standard_normal_is_one(int dimension, double step)
    {
        for (int i = 0; i < dimension; i++)
        {
            int coordinate = i;
            Expect.MeanWithin(1, Kernels.Run(Targets.StandardNormal(dimension), step, 8000, x => x[coordinate] * x[coordinate], seed: 11));
        }
    }

    [Fact]
    public void The_second_moment_of_the_widest_coordinate_is_right_when_the_step_fits_the_narrowest() =>
        Expect.MeanWithin(1, Kernels.Run(Targets.Normal([0, 0, 0], [1, 0.1, 0.1]), 0.1, 8000, x => x[0] * x[0]));

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.5)]
    public void Keeping_invalid_subtrees_inflates_the_variance_at_small_steps(double step)
    {
        Assert.InRange(SecondMoment(step, keepInvalid: false), 0.9, 1.1);
        Assert.True(SecondMoment(step, keepInvalid: true) > 1.3);
    }

    // One-dimensional N(0,1) with the reference tree; the orbit is precomputed around the start.
    private static double SecondMoment(double step, bool keepInvalid)
    {
        const int Reach = 64;
        const int Draws = 6000;
        RandomStream stream = new(5, 0, 0);
        double q = 0;
        double sum = 0;
        double[] positions = new double[(2 * Reach) + 1];
        double[] velocities = new double[positions.Length];
        for (int draw = 0; draw < Draws; draw++)
        {
            Fill(positions, velocities, Reach, q, NormalVariates.Next(stream), step);
            Orbit orbit = new()
            {
                Energy = i => 0.5 * ((positions[i + Reach] * positions[i + Reach]) + (velocities[i + Reach] * velocities[i + Reach])),
                Turns = (a, b) => a != b && !((positions[b + Reach] - positions[a + Reach]) * velocities[a + Reach] > 0
                    && (positions[b + Reach] - positions[a + Reach]) * velocities[b + Reach] > 0),
            };
            double left = stream.Uniform();
            foreach ((int point, double probability) in new ReferenceTree(orbit, keepInvalid).Trajectory(0, (int)(stream.Bits() & 31), 5))
            {
                left -= probability;
                if (left < 0)
                {
                    q = positions[point + Reach];
                    break;
                }
            }

            sum += q * q;
        }

        return sum / Draws;
    }

    private static void Fill(double[] positions, double[] velocities, int reach, double q, double v, double step)
    {
        foreach (int direction in new[] { 1, -1 })
        {
            (double x, double p) = (q, v);
            for (int i = 0; i <= reach; i++)
            {
                positions[reach + (direction * i)] = x;
                velocities[reach + (direction * i)] = p;
                p -= direction * 0.5 * step * x;
                x += direction * step * p;
                p -= direction * 0.5 * step * x;
            }
        }
    }
}
