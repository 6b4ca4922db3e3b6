// The solver of stiff equations.
namespace Exmc.Odes;

/// <summary>
/// SDIRK4 with simplified Newton iterations. Hairer and Wanner (1996), Solving Ordinary Differential Equations II, IV.6 and IV.8. A diagonally implicit method rather than a Rosenbrock method, whose adjoint
/// would need second derivatives of the system; that of a converged Newton iteration needs first ones only.
/// </summary>
public sealed class StiffSolver<TSystem>(TSystem system) : OdeSolver<TSystem>(system, RungeKuttaTableau.Sdirk4)
    where TSystem : struct, IOdeSystem
{
    private const int LargestIterations = 12;

    /// <summary>Newton stops when the correction is this small a part of the error allowed.</summary>
    private const double Convergence = 1e-4;

    private readonly DenseFactors _factors = new();
    private double[] _jacobian = [];
    private double[] _unit = [];
    private double[] _row = [];
    private double[] _base = [];
    private double[] _correction = [];

    private protected override void Resize(int states)
    {
        _jacobian = new double[states * states];
        _unit = new double[states];
        _base = new double[2 * states];
        _correction = new double[2 * states];
        _factors.Resize(states);
    }

    private protected override void Begin(int step)
    {
        Restrain(Tape.State(step));
        SetJacobian(Tape.Time(step), Tape.State(step));
    }

    private protected override bool Attempt(int step, double time, double length)
    {
        double scale = length * RungeKuttaTableau.Sdirk4Diagonal;
        if (!_factors.Factor(_jacobian, scale))
        {
            return false;
        }

        for (int stage = 0; stage < Tableau.Count; stage++)
        {
            SetStage(step, stage, length);
            if (!SolveStage(step, stage, time + (Tableau.Nodes[stage] * length), scale))
            {
                return false;
            }
        }

        // The last stage is the result. The error of stiff components is damped as the method itself damps them (IV.8.19).
        StageState.CopyTo(Next);
        Error.Clear();
        for (int stage = 0; stage < Tableau.Count; stage++)
        {
            AddScaled(length * Tableau.ErrorWeights[stage], Tape.Slope(step, stage), Error);
        }

        SolveEach(Error);
        return true;
    }

    /// <summary>Solves Y = base + scale f(Y) for the stage's states, which start at its base, and stores its slope.</summary>
    private bool SolveStage(int step, int stage, double time, double scale)
    {
        StageState.CopyTo(_base);
        Span<double> slope = Tape.Slope(step, stage);
        if (stage > 0)
        {
            AddScaled(scale, Tape.Slope(step, stage - 1), StageState);
        }

        double before = double.PositiveInfinity;
        for (int iteration = 0; iteration < LargestIterations; iteration++)
        {
            Derivative(time, StageState, slope);
            for (int i = 0; i < Carried; i++)
            {
                _correction[i] = _base[i] + (scale * slope[i]) - StageState[i];
            }

            SolveEach(_correction);
            AddScaled(1.0, _correction, StageState);
            double norm = Norm(_correction, Tape.State(step));
            if (norm <= Convergence)
            {
                for (int i = 0; i < Carried; i++)
                {
                    slope[i] = scale > 0.0 ? (StageState[i] - _base[i]) / scale : slope[i];
                }

                return true;
            }

            if (!(norm < 2.0 * before))
            {
                return false;
            }

            before = norm;
        }

        return false;
    }

    /// <summary>The stage's equation differentiated: (I - scale J') r = weights, and the gradient is that of the slopes weighted by r.</summary>
    private protected override void StageGradient(int step, int stage, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        double length = Tape.Length(step);
        double time = Tape.Time(step) + (Tableau.Nodes[stage] * length);
        double scale = length * RungeKuttaTableau.Sdirk4Diagonal;
        SetStage(step, stage, length);
        AddScaled(scale, Tape.Slope(step, stage), StageState);
        SetJacobian(time, StageState);
        Span<double> solved = _correction.AsSpan(0, States);
        weights.CopyTo(solved);
        if (!_factors.Factor(_jacobian, scale))
        {
            gradient.Fill(double.NaN);
            return;
        }

        _factors.SolveTransposed(solved);
        Gradient(time, StageState, solved, gradient);
    }

    /// <summary>States and deviations have the same Jacobian, nearly.</summary>
    private void SolveEach(Span<double> carried)
    {
        _factors.Solve(carried[..States]);
        _factors.Solve(carried[States..]);
    }

    private void SetJacobian(double time, ReadOnlySpan<double> state)
    {
        if (_row.Length != InputCount)
        {
            _row = new double[InputCount];
        }

        for (int i = 0; i < States; i++)
        {
            Array.Clear(_unit);
            _unit[i] = 1.0;
            Gradient(time, state, _unit, _row);
            _row.AsSpan(0, States).CopyTo(_jacobian.AsSpan(i * States));
        }
    }
}
