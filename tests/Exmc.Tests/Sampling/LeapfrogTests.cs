// The integrator: reversible, volume preserving, of second order.
namespace Exmc.Tests;

public class LeapfrogTests
{
    internal static FunctionDensity Curved(int dimension) => new(dimension, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
    {
        logDensity = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double next = x[(i + 1) % x.Length];
            logDensity -= (0.5 * x[i] * x[i]) + (0.1 * Math.Pow(x[i], 4)) + (0.2 * Math.Sin(x[i] * next));
        }

        for (int i = 0; i < x.Length; i++)
        {
            double next = x[(i + 1) % x.Length];
            double previous = x[(i + x.Length - 1) % x.Length];
            gradient[i] = -x[i] - (0.4 * Math.Pow(x[i], 3)) - (0.2 * next * Math.Cos(x[i] * next)) - (0.2 * previous * Math.Cos(x[i] * previous));
        }

        return DensityStatus.Ok;
    });

    private static PhaseSpace Space(IDensity density, double[] start, double[] velocity, double step, MetricKind kind = MetricKind.Diagonal)
    {
        PhaseSpace space = Spaces.Create(density, start);
        int d = density.Dimension;
        double[] centre = Enumerable.Range(0, d).Select(i => 0.3 * i).ToArray();
        if (kind == MetricKind.LowRank)
        {
            double[] along = [.. Enumerable.Repeat(1 / Math.Sqrt(d), d)];
            space.SetMetric(new LowRankTransform([.. Enumerable.Range(0, d).Select(i => 0.5 + i), 2.5, .. along], d), centre);
        }
        else if (kind == MetricKind.Dense)
        {
            double[] matrix = new double[d * d];
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j < d; j++)
                {
                    matrix[(i * d) + j] = i == j ? 1 + i : 0.3;
                }
            }

            space.SetMetric(DenseTransform.TryCreate(matrix, d)!, centre);
        }
        else
        {
            space.SetMetric(Enumerable.Range(0, d).Select(i => 0.5 + i).ToArray(), centre);
        }

        space.StepSize = step;
        space.BeginTrajectory(velocity);
        return space;
    }

    private static double[] PositionAt(PhaseSpace space, int slot)
    {
        double[] position = new double[space.Dimension];
        space.CopyPosition(slot, position);
        return position;
    }

    private static double Steps(PhaseSpace space, IDensity density, int steps, bool forward, int from, out int at)
    {
        double gain = 0;
        at = from;
        for (int i = 0; i < steps; i++)
        {
            int to = at == 1 ? 2 : 1;
            space.Prepare(at, to, forward);
            DensityStatus status = space.Evaluate(density, out double logDensity);
            gain = space.Complete(to, forward, status, logDensity);
            Assert.Equal(DensityStatus.Ok, status);
            at = to;
        }

        return gain;
    }

    [Theory]
    [InlineData(MetricKind.Diagonal)]
    [InlineData(MetricKind.Dense)]
    [InlineData(MetricKind.LowRank)]
    public void Steps_forward_and_back_return_to_the_start(MetricKind kind)
    {
        double[] start = [0.4, -0.7, 1.1];
        double[] velocity = [0.3, -1.2, 0.8];
        PhaseSpace space = Space(Curved(3), start, velocity, 0.1, kind);
        Steps(space, Curved(3), 40, true, 0, out int at);
        Assert.True(Math.Abs(PositionAt(space, at)[0] - start[0]) > 1e-3);
        space.StepSize = -space.StepSize;
        Steps(space, Curved(3), 40, true, at, out at);
        for (int i = 0; i < 3; i++)
        {
            Expect.Close(start[i], PositionAt(space, at)[i]);
            Expect.Close(velocity[i], space.Velocity(at)[i]);
        }
    }

    [Theory]
    [InlineData(1, MetricKind.Diagonal)]
    [InlineData(2, MetricKind.Diagonal)]
    [InlineData(4, MetricKind.Diagonal)]
    [InlineData(3, MetricKind.Dense)]
    [InlineData(3, MetricKind.LowRank)]
    public void A_step_preserves_volume(int d, MetricKind kind)
    {
        double[] At(double[] state)
        {
            PhaseSpace space = Space(Curved(d), state[..d], state[d..], 0.4, kind);
            Steps(space, Curved(d), 3, true, 0, out int at);
            return [.. PositionAt(space, at), .. space.Velocity(at)];
        }

        double[] origin = Enumerable.Range(0, 2 * d).Select(i => 0.5 - (0.2 * i)).ToArray();
        double[,] jacobian = new double[2 * d, 2 * d];
        const double H = 1e-5;
        for (int j = 0; j < 2 * d; j++)
        {
            double[] up = [.. origin];
            double[] down = [.. origin];
            up[j] += H;
            down[j] -= H;
            double[] high = At(up);
            double[] low = At(down);
            for (int i = 0; i < 2 * d; i++)
            {
                jacobian[i, j] = (high[i] - low[i]) / (2 * H);
            }
        }

        // x and v scale oppositely under whitening, so the determinant is that of the whitened map.
        Expect.Close(1, MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(jacobian).Determinant(), 1e-7);
    }

    [Fact]
    public void Energy_error_is_second_order_over_a_fixed_time()
    {
        double Error(double step) => Math.Abs(Steps(Space(Curved(2), [0.4, -0.7], [1.3, 0.2], step), Curved(2), (int)Math.Round(1.5 / step), true, 0, out _));
        double slope = Math.Log2(Error(0.05) / Error(0.025));
        Assert.InRange(slope, 1.8, 2.2);
    }

    [Fact]
    public void Energy_error_of_one_step_is_third_order()
    {
        double Error(double step) => Math.Abs(Steps(Space(Curved(2), [0.4, -0.7], [1.3, 0.2], step), Curved(2), 1, true, 0, out _));
        double slope = Math.Log2(Error(0.02) / Error(0.01));
        Assert.InRange(slope, 2.8, 3.2);
    }

    [Fact]
    public void A_standard_normal_is_stable_exactly_below_step_two()
    {
        double Far(double step)
        {
            PhaseSpace space = Spaces.Create(Targets.StandardNormal(1), [1.0]);
            space.StepSize = step;
            space.BeginTrajectory([0.5]);
            Steps(space, Targets.StandardNormal(1), 200, true, 0, out int at);
            double conserved = (0.5 * space.Velocity(at)[0] * space.Velocity(at)[0]) + (0.5 * (1 - (step * step / 4)) * PositionAt(space, at)[0] * PositionAt(space, at)[0]);
            double first = 0.125 + (0.5 * (1 - (step * step / 4)));
            if (step < 2)
            {
                Expect.Close(first, conserved, 1e-8);
            }

            return Math.Abs(PositionAt(space, at)[0]);
        }

        Assert.True(Far(1.99) < 50);
        Assert.True(Far(2.01) > 1e6);
    }

    [Fact]
    public void A_linear_log_density_is_integrated_exactly()
    {
        FunctionDensity linear = new(2, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            gradient[0] = 2;
            gradient[1] = -1;
            logDensity = (2 * x[0]) - x[1];
            return DensityStatus.Ok;
        });
        double gain = Steps(Space(linear, [0, 0], [1, 1], 0.7), linear, 50, true, 0, out _);
        Assert.True(Math.Abs(gain) < 1e-9);
    }
}
