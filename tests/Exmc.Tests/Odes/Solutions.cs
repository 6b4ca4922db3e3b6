// Solutions and their adjoints as arrays.
using Exmc.Odes;

namespace Exmc.Tests.Odes;

internal static class Solutions
{
    /// <summary>Solves from the first of the times; null when the solver gives up.</summary>
    public static double[]? Solve<TSystem>(OdeSolver<TSystem> solver, int states, double[] input, double[] times, double tolerance, int maxSteps = 100_000)
        where TSystem : struct, IOdeSystem
    {
        double[] control = [tolerance, tolerance, maxSteps];
        double[] solution = new double[(times.Length - 1) * states];
        bool isSolved = solver.Solve(states, input.Length - states, times.Length - 1, ref input[0], ref times[0], ref control[0], ref solution[0]);
        Assert.Equal(isSolved, solution.All(double.IsFinite));
        return isSolved ? solution : null;
    }

    /// <summary>Gradient, with respect to the input, of one element of the latest solution.</summary>
    public static double[] Gradient<TSystem>(OdeSolver<TSystem> solver, int states, int inputs, double[] times, int element)
        where TSystem : struct, IOdeSystem
    {
        double[] seed = new double[(times.Length - 1) * states];
        seed[element] = 1.0;
        double[] adjoint = new double[inputs];
        solver.Adjoint(ref seed[0], ref times[0], ref adjoint[0]);
        return adjoint;
    }
}
