// Solutions of differential equations in model bodies.
namespace Exmc;

public static partial class Distributions
{
    /// <summary>
    /// States z(t) with z' = system(t, z) from z(initialTime) = initial: a row for each of the times. For equations that are not stiff:
    /// Dormand and Prince's method of order 5(4) with a step that keeps the local error of each state below absoluteTolerance +
    /// relativeTolerance |z|. Derivatives are those of the steps taken. A position at which the equations cannot be solved is a divergence
    /// with the status SolverFailed.
    /// </summary>
    /// <param name="system">A method marked [OdeSystem].</param>
    /// <param name="initial">States at the initial time.</param>
    /// <param name="initialTime">Not after the first of the times; it does not depend on parameters.</param>
    /// <param name="times">In ascending order; they do not depend on parameters.</param>
    /// <param name="relativeTolerance">Relative tolerance, positive.</param>
    /// <param name="absoluteTolerance">Absolute tolerance, positive, in the units of the states.</param>
    /// <param name="maxSteps">Largest number of steps tried before the solver gives up.</param>
    public static Matrix SolveOde(Func<Real, Vector, Vector> system, Vector initial, Real initialTime, Vector times, double relativeTolerance = 1e-6, double absoluteTolerance = 1e-6, int maxSteps = 10_000) => ModelBody.NotExecuted<Matrix>();

    /// <summary>The same for a system that is given a vector of parameters.</summary>
    /// <inheritdoc cref="SolveOde(Func{Real, Vector, Vector}, Vector, Real, Vector, double, double, int)"/>
    /// <param name="parameters">The third argument of the system.</param>
    public static Matrix SolveOde(Func<Real, Vector, Vector, Vector> system, Vector initial, Real initialTime, Vector times, Vector parameters, double relativeTolerance = 1e-6, double absoluteTolerance = 1e-6, int maxSteps = 10_000) => ModelBody.NotExecuted<Matrix>();

    /// <summary>
    /// The same for stiff equations, whose states settle on scales of time that differ by orders of magnitude: an L-stable diagonally implicit method of order 4(3)
    /// (Hairer and Wanner 1996, table IV.6.5).
    /// </summary>
    /// <inheritdoc cref="SolveOde(Func{Real, Vector, Vector}, Vector, Real, Vector, double, double, int)"/>
    public static Matrix SolveStiffOde(Func<Real, Vector, Vector> system, Vector initial, Real initialTime, Vector times, double relativeTolerance = 1e-6, double absoluteTolerance = 1e-6, int maxSteps = 10_000) => ModelBody.NotExecuted<Matrix>();

    /// <summary>The same for stiff equations with a vector of parameters.</summary>
    /// <inheritdoc cref="SolveOde(Func{Real, Vector, Vector}, Vector, Real, Vector, double, double, int)"/>
    /// <param name="parameters">The third argument of the system.</param>
    public static Matrix SolveStiffOde(Func<Real, Vector, Vector, Vector> system, Vector initial, Real initialTime, Vector times, Vector parameters, double relativeTolerance = 1e-6, double absoluteTolerance = 1e-6, int maxSteps = 10_000) => ModelBody.NotExecuted<Matrix>();
}
