// Solvers of differential equations against closed forms and published solutions.
using Exmc.Odes;
using Exmc.TestSupport;

namespace Exmc.Tests.Odes;

public class OdeSolverTests
{
    private static readonly double[] Times = [0.5, 0.5, 0.7, 0.71, 1.9, 3.0, 3.0, 9.5];

    private static OdeSolver<DrivenOscillator> Oscillator(bool isStiff) =>
        isStiff ? new StiffSolver<DrivenOscillator>(default) : new DormandPrinceSolver<DrivenOscillator>(default);

    /// <summary>x(t) for theta = k^2, from x0, v0 at the initial time.</summary>
    private static double Exact(double[] input, double t)
    {
        double k = Math.Sqrt(input[2]), forced = 1.0 / (input[2] - 1.0), s = Times[0];
        double x = input[0] - (forced * Math.Cos(s)), v = input[1] + (forced * Math.Sin(s));
        return (x * Math.Cos(k * (t - s))) + (v / k * Math.Sin(k * (t - s))) + (forced * Math.Cos(t));
    }

    [Theory]
    [InlineData(false, 1e-4)]
    [InlineData(false, 1e-7)]
    [InlineData(false, 1e-10)]
    [InlineData(true, 1e-4)]
    [InlineData(true, 1e-7)]
    [InlineData(true, 1e-9)]
    public void The_error_is_of_the_order_of_the_tolerance(bool isStiff, double tolerance)
    {
        double[] input = [0.3, -1.2, 4.0];
        double[] solution = Solutions.Solve(Oscillator(isStiff), 2, input, Times, tolerance)!;
        double worst = Enumerable.Range(1, Times.Length - 1).Max(i => Math.Abs(solution[2 * (i - 1)] - Exact(input, Times[i])));
        Assert.InRange(worst, 0.0, 30.0 * tolerance);
    }

    [Theory]
    [InlineData(false, 1e-9)]
    [InlineData(true, 1e-9)]
    public void The_adjoint_is_the_derivative_of_the_solution(bool isStiff, double tolerance)
    {
        double[] input = [0.3, -1.2, 4.0];
        OdeSolver<DrivenOscillator> solver = Oscillator(isStiff);
        Assert.NotNull(Solutions.Solve(solver, 2, input, Times, tolerance));
        for (int time = 1; time < Times.Length; time++)
        {
            double[] gradient = Solutions.Gradient(solver, 2, 3, Times, 2 * (time - 1));
            for (int i = 0; i < 3; i++)
            {
                // Of order 4 in the step: its error is about 1e-12.
                double Shifted(double by) => Exact([.. input.Select((x, k) => k == i ? x + by : x)], Times[time]);
                double expected = ((8.0 * (Shifted(1e-3) - Shifted(-1e-3))) - Shifted(2e-3) + Shifted(-2e-3)) / 12e-3;
                Assert.Equal(expected, gradient[i], 200.0 * tolerance);
            }
        }
    }

    /// <summary>A solution at rest would take steps of any length; its derivatives, exp(J t), would not stand them.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_adjoint_is_accurate_where_the_solution_rests(bool isStiff)
    {
        double[] times = [0.0, 3.0, 20.0];
        OdeSolver<Predation> solver = isStiff ? new StiffSolver<Predation>(default) : new DormandPrinceSolver<Predation>(default);
        Assert.Equal([1.0, 1.0, 1.0, 1.0], Solutions.Solve(solver, 2, [1.0, 1.0], times, 1e-8)!);
        for (int row = 0; row < 2; row++)
        {
            // At the equilibrium J is a rotation.
            double t = times[row + 1];
            double[] gradient = Solutions.Gradient(solver, 2, 2, times, 2 * row);
            Assert.Equal(Math.Cos(t), gradient[0], 2e-6);
            Assert.Equal(-Math.Sin(t), gradient[1], 2e-6);
        }
    }

    /// <summary>Reference: Taylor series of degree 20 with 30 digits.</summary>
    [Fact]
    public void Robertson_is_solved_by_the_stiff_solver_in_few_steps()
    {
        double[] input = [1.0, 0.0, 0.0, 0.04, 3e7, 1e4];
        double[] times = [0.0, 0.4, 4.0];
        double[] solution = Solutions.Solve(new StiffSolver<Robertson>(default), 3, input, times, 1e-8, maxSteps: 1_000)!;
        Assert.NotNull(solution);
        double[] expected = [0.9851721138609899, 3.386395378974904e-5, 0.01479402218522039, 0.9055186785842539, 2.240475687560201e-5, 0.09445891665887049];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], solution[i], 1e-7);
        }

        Assert.Null(Solutions.Solve(new DormandPrinceSolver<Robertson>(default), 3, input, times, 1e-8, maxSteps: 1_000));
    }

    [Fact]
    public void The_stiff_adjoint_is_the_derivative_of_the_solution()
    {
        double[] input = [1.0, 0.0, 0.0, 0.04, 3e7, 1e4];
        double[] times = [0.0, 0.4, 4.0];
        StiffSolver<Robertson> solver = new(default);
        Assert.NotNull(Solutions.Solve(solver, 3, input, times, 1e-10));
        double[] gradient = Solutions.Gradient(solver, 3, 6, times, 3);
        foreach (int rate in new[] { 3, 4, 5 })
        {
            double step = 1e-3 * input[rate];
            double Shifted(double by) => Solutions.Solve(solver, 3, [.. input.Select((x, k) => k == rate ? x + by : x)], times, 1e-11)![3];
            double expected = ((8.0 * (Shifted(step) - Shifted(-step))) - Shifted(2.0 * step) + Shifted(-2.0 * step)) / (12.0 * step);
            Assert.Equal(1.0, gradient[rate] / expected, 1e-5);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_explosion_ends_with_a_failure(bool isStiff)
    {
        OdeSolver<Explosion> solver = isStiff ? new StiffSolver<Explosion>(default) : new DormandPrinceSolver<Explosion>(default);
        Assert.Null(Solutions.Solve(solver, 1, [1.0, 1.0], [0.0, 0.5, 2.0], 1e-6));
        double[] adjoint = Solutions.Gradient(solver, 1, 2, [0.0, 0.5, 2.0], 1);
        Assert.All(adjoint, x => Assert.Equal(0.0, x));
        Assert.Equal(2.0, Solutions.Solve(solver, 1, [1.0, 1.0], [0.0, 0.5], 1e-8)![0], 1e-6);
    }

    [Fact]
    public void What_cannot_be_solved_is_refused()
    {
        DormandPrinceSolver<Decay> solver = new(default);
        Assert.Null(Solutions.Solve(solver, 1, [1.0, 1.0], [0.0, 5.0], 1e-8, maxSteps: 3));
        Assert.Null(Solutions.Solve(solver, 1, [1.0, 1.0], [0.0, 2.0, 1.0, 3.0], 1e-8));
        Assert.Null(Solutions.Solve(solver, 1, [1.0, 1.0], [1.0, 0.5], 1e-8));
        Assert.Null(Solutions.Solve(solver, 1, [1.0, 1.0], [0.0, double.NaN], 1e-8));
        Assert.Null(Solutions.Solve(solver, 1, [double.NaN, 1.0], [0.0, 1.0], 1e-8));
        Assert.Null(Solutions.Solve(solver, 1, [1.0, 1.0], [0.0, 1.0], double.NaN));
        Assert.Equal([1.0], Solutions.Solve(solver, 1, [1.0, 1.0], [2.0, 2.0], 1e-8)!);
        Assert.Equal(Math.Exp(-5.0), Solutions.Solve(solver, 1, [1.0, 1.0], [0.0, 5.0], 1e-10)![0], 1e-9);
    }

    [Fact]
    public void Solving_again_allocates_nothing()
    {
        DormandPrinceSolver<DrivenOscillator> solver = new(default);
        double[] input = [0.3, -1.2, 4.0], control = [1e-8, 1e-8, 10_000], solution = new double[14], seed = new double[14], adjoint = new double[3];
        double[] times = Times;
        void Run()
        {
            solver.Solve(2, 1, 7, ref input[0], ref times[0], ref control[0], ref solution[0]);
            solver.Adjoint(ref seed[0], ref times[0], ref adjoint[0]);
        }

        Run();
        Assert.Equal(0, Allocation.OfBatch(10, Run));
    }
}
