// Transitions in moved coordinates.
namespace Exmc.Tests;

public class EquivarianceTests
{
    private const int Dimension = 3;

    /// <summary>
    /// A target in coordinates A x + b, A lower triangular, with the inverse metric A M A' of its own draws the same trees and moved draws: the
    /// factor of the metric moves by A, so that whitened velocities stay.
    /// </summary>
    [Fact]
    public void An_affine_map_of_target_and_dense_metric_moves_the_draws()
    {
        double[] a = [2, 0, 0, -0.7, 0.5, 0, 300, 20, 100];
        double[] b = [1, -2, 30];
        double[] factor = [1.1, 0, 0, 0.3, 0.8, 0, -0.2, 0.4, 1.5];
        double[] moved = Multiply(a, factor);
        FunctionDensity plain = LeapfrogTests.Curved(Dimension);
        FunctionDensity mapped = Mapped(plain, x => SolveLower(a, Minus(x, b)), gradient => SolveLowerTransposed(a, gradient));
        Compare(plain, mapped, space => space.SetMetric(Metric(factor), new double[Dimension]), space => space.SetMetric(Metric(moved), b), x => Plus(Apply(a, x), b), v => v);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_rotation_or_permutation_of_target_and_velocity_moves_the_draws(bool permutation)
    {
        double[] q = permutation ? [0, 0, 1, 1, 0, 0, 0, 1, 0] : [2.0 / 3, -1.0 / 3, 2.0 / 3, 2.0 / 3, 2.0 / 3, -1.0 / 3, -1.0 / 3, 2.0 / 3, 2.0 / 3];
        FunctionDensity plain = LeapfrogTests.Curved(Dimension);
        FunctionDensity mapped = Mapped(plain, x => ApplyTransposed(q, x), gradient => Apply(q, gradient));
        Compare(plain, mapped, _ => { }, _ => { }, x => Apply(q, x), v => Apply(q, v));
    }

    /// <summary>Trees of the same shape and draws that are mapped, over transitions from many starts.</summary>
    private static void Compare(
        FunctionDensity plain, FunctionDensity mapped, Action<PhaseSpace> metric, Action<PhaseSpace> mappedMetric, Func<double[], double[]> map, Func<double[], double[]> mapVelocity)
    {
        RandomStream stream = new(3, 0, 0);
        double[] x = new double[Dimension];
        double[] v = new double[Dimension];
        int longest = 0;
        for (ulong trial = 0; trial < 200; trial++)
        {
            NormalVariates.Fill(stream, x);
            NormalVariates.Fill(stream, v);
            ulong directions = stream.Bits();
            (TreeResult first, double[] draw) = Transition(plain, x, v, metric, directions, trial);
            (TreeResult second, double[] mappedDraw) = Transition(mapped, map(x), mapVelocity(v), mappedMetric, directions, trial);
            Assert.Equal((first.Leaves, first.Depth, first.ProposalIndex, first.Turning), (second.Leaves, second.Depth, second.ProposalIndex, second.Turning));
            double[] expected = map(draw);
            for (int i = 0; i < Dimension; i++)
            {
                Expect.Close(expected[i], mappedDraw[i], 1e-8);
            }

            longest = Math.Max(longest, first.Leaves);
        }

        Assert.True(longest >= 7, "the trees are too small to tell");
    }

    private static (TreeResult Result, double[] Draw) Transition(FunctionDensity density, double[] start, double[] velocity, Action<PhaseSpace> metric, ulong directions, ulong seed)
    {
        const int MaxDepth = 10;
        PhaseSpace space = Spaces.Create(density, start, MaxDepth);
        metric(space);
        space.StepSize = 0.2;
        space.BeginTrajectory(velocity);
        Exmc.Tree tree = new(MaxDepth);
        HamiltonianTrajectory trajectory = new(space);
        StreamSelection selection = new(new RandomStream(seed, 1, 0));
        tree.Begin(directions);
        bool wants = true;
        while (wants)
        {
            space.Prepare(tree.From, tree.To, tree.Forward);
            DensityStatus status = space.Evaluate(density, out double logDensity);
            wants = tree.Add(ref trajectory, ref selection, space.Complete(tree.To, tree.Forward, status, logDensity), status);
        }

        space.EndTrajectory();
        return (tree.Result, space.Position.ToArray());
    }

    private static FunctionDensity Mapped(FunctionDensity density, Func<double[], double[]> back, Func<double[], double[]> mapGradient) =>
        new(Dimension, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            double[] own = new double[Dimension];
            DensityStatus status = density.Function(back(x.ToArray()), own, out logDensity);
            mapGradient(own).CopyTo(gradient);
            return status;
        });

    private static DenseTransform Metric(double[] factor) => DenseTransform.TryCreate(Multiply(factor, Transposed(factor)), Dimension)!;

    private static double[] Apply(double[] m, double[] x) => [.. Enumerable.Range(0, Dimension).Select(i => Enumerable.Range(0, Dimension).Sum(j => m[(i * Dimension) + j] * x[j]))];

    private static double[] ApplyTransposed(double[] m, double[] x) => Apply(Transposed(m), x);

    private static double[] Transposed(double[] m) => [.. Enumerable.Range(0, Dimension * Dimension).Select(k => m[(k % Dimension * Dimension) + (k / Dimension)])];

    private static double[] Multiply(double[] a, double[] b) => [.. Enumerable.Range(0, Dimension * Dimension).Select(k => Enumerable.Range(0, Dimension).Sum(j => a[(k / Dimension * Dimension) + j] * b[(j * Dimension) + (k % Dimension)]))];

    private static double[] SolveLower(double[] l, double[] x)
    {
        double[] y = [.. x];
        for (int i = 0; i < Dimension; i++)
        {
            for (int j = 0; j < i; j++)
            {
                y[i] -= l[(i * Dimension) + j] * y[j];
            }

            y[i] /= l[(i * Dimension) + i];
        }

        return y;
    }

    private static double[] SolveLowerTransposed(double[] l, double[] x)
    {
        double[] y = [.. x];
        for (int i = Dimension - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < Dimension; j++)
            {
                y[i] -= l[(j * Dimension) + i] * y[j];
            }

            y[i] /= l[(i * Dimension) + i];
        }

        return y;
    }

    private static double[] Plus(double[] x, double[] y) => [.. x.Zip(y, (a, b) => a + b)];

    private static double[] Minus(double[] x, double[] y) => [.. x.Zip(y, (a, b) => a - b)];
}
