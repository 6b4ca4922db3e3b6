// Solutions of initial value problems by adaptive Runge-Kutta steps.
using System.Runtime.InteropServices;

namespace Exmc.Odes;

/// <summary>Solves one system again and again, and differentiates the latest solution. Owned by one density: not for two threads at once.</summary>
/// <remarks>
/// Steps and their lengths are those that the tolerances ask for (Hairer, Norsett and Wanner 1993, II.4); states at the times asked for
/// are interpolated. The adjoint differentiates the very steps that were taken, which is the cheaper way for all but the smallest systems
/// and gives the gradient of the density as it was computed (Sanz-Serna 2016, SIAM Review 58(1)). For that gradient to be accurate the
/// steps must suit the derivatives of the solution, too, also where the solution itself rests: a deviation, the difference to a neighbouring
/// solution, is carried along, and its error is controlled like that of the states.
/// </remarks>
public abstract partial class OdeSolver<TSystem>
    where TSystem : struct, IOdeSystem
{
    private readonly RungeKuttaTableau _tableau;
    private readonly OdeTape _tape = new();
    private TSystem _system;
    private int _states;
    private int _parameters;
    private int _times;
    private bool _isSolved;
    private double _relativeTolerance;
    private double _absoluteTolerance;
    private double[] _input = [];
    private double[] _neighbour = [];
    private double[] _parameterDeviation = [];
    private double[] _stage = [];
    private double[] _next = [];
    private double[] _error = [];

    private protected OdeSolver(TSystem system, RungeKuttaTableau tableau)
    {
        _system = system;
        _tableau = tableau;
    }

    private protected int States => _states;

    /// <summary>States and their deviations.</summary>
    private protected int Carried => 2 * _states;

    /// <summary>States, parameters and time.</summary>
    private protected int InputCount => _input.Length;

    private protected RungeKuttaTableau Tableau => _tableau;

    private protected OdeTape Tape => _tape;

    /// <summary>Where a stage's states are put together.</summary>
    private protected Span<double> StageState => _stage;

    /// <summary>States at the end of the attempted step.</summary>
    private protected Span<double> Next => _next;

    /// <summary>Estimated error of the attempted step.</summary>
    private protected Span<double> Error => _error;

    /// <summary>Makes room for systems of this size.</summary>
    private protected virtual void Resize(int states)
    {
    }

    /// <summary>The tape holds the start of a step, the first when it is step 0.</summary>
    private protected abstract void Begin(int step);

    /// <summary>Computes slopes, result and error of a step; false when it cannot.</summary>
    private protected abstract bool Attempt(int step, double time, double length);

    /// <summary>Writes, for a weight on a stage's slope, the gradient with respect to what the stage started from.</summary>
    private protected abstract void StageGradient(int step, int stage, ReadOnlySpan<double> weights, Span<double> gradient);

    /// <summary>Solves from the first of the times, writing the states at all others.</summary>
    /// <param name="states">Number N of states.</param>
    /// <param name="parameters">Number P of parameters.</param>
    /// <param name="times">Number T of times at which the states are asked for.</param>
    /// <param name="input">Initial states, then parameters: N + P numbers.</param>
    /// <param name="time">Initial time, then T times in ascending order.</param>
    /// <param name="control">Relative tolerance, absolute tolerance, largest number of steps.</param>
    /// <param name="solution">T rows of N states; NaN when there is no solution.</param>
    /// <returns>False when a step cannot meet the tolerances, the steps do not suffice, or the times do not ascend. Never throws.</returns>
    public bool Solve(int states, int parameters, int times, ref double input, ref double time, ref double control, ref double solution)
    {
        ReadOnlySpan<double> inputs = MemoryMarshal.CreateReadOnlySpan(ref input, states + parameters);
        ReadOnlySpan<double> allTimes = MemoryMarshal.CreateReadOnlySpan(ref time, times + 1);
        ReadOnlySpan<double> controls = MemoryMarshal.CreateReadOnlySpan(ref control, 3);
        Span<double> result = MemoryMarshal.CreateSpan(ref solution, times * states);
        Start(states, parameters, times, controls);
        inputs.CopyTo(_input);
        inputs[..states].CopyTo(_tape.State(0));
        Deviate(inputs[..states], inputs[states..], _tape.State(0)[states..]);
        _isSolved = Steps(allTimes, controls[2], result);
        if (!_isSolved)
        {
            result.Fill(double.NaN);
        }

        return _isSolved;
    }

    private void Start(int states, int parameters, int times, ReadOnlySpan<double> controls)
    {
        if (_states != states || _parameters != parameters || _input.Length == 0)
        {
            _states = states;
            _parameters = parameters;
            _input = new double[states + parameters + 1];
            _neighbour = new double[states + parameters + 1];
            _parameterDeviation = new double[parameters];
            _stage = new double[Carried];
            _next = new double[Carried];
            _error = new double[Carried];
            Resize(states);
            ResizeAdjoints(states + parameters + 1);
        }

        _times = times;
        _relativeTolerance = controls[0];
        _absoluteTolerance = controls[1];
        _tape.Start(Carried, _tableau.Count);
    }

    private bool Steps(ReadOnlySpan<double> times, double maxSteps, Span<double> solution)
    {
        int written = 0;
        double start = times[0];
        double end = times[^1];
        StepControl control = new(_tableau.ErrorOrder);
        _tape.Time(0) = start;
        Begin(0);
        double length = Math.Min(FirstLength(start), end - start);
        for (int attempts = 0; written < times.Length - 1; attempts++)
        {
            int step = _tape.Count;
            double time = _tape.Time(step);
            bool isLast = time + (length * (1.0 + 1e-9)) >= end;
            length = isLast ? end - time : length;
            if (!(attempts < maxSteps) || !(length >= 0.0) || (length <= 1e-15 * Math.Abs(time) && !isLast) || !double.IsFinite(length))
            {
                return false;
            }

            _tape.Length(step) = length;
            double error = Attempt(step, time, length) ? ErrorNorm(_tape.State(step)) : double.NaN;
            bool isAccepted = control.Accepts(error);
            if (isAccepted)
            {
                double reached = isLast ? end : time + length;
                if (!Write(step, reached, times, ref written, solution))
                {
                    return false;
                }

                _tape.Accept();
                _tape.Time(step + 1) = reached;
                _next.CopyTo(_tape.State(step + 1));
                Begin(step + 1);
            }

            length *= control.Factor(error, isAccepted);
        }

        return true;
    }

    /// <summary>Writes the states at all times that a step has passed.</summary>
    private bool Write(int step, double reached, ReadOnlySpan<double> times, ref int written, Span<double> solution)
    {
        while (written < times.Length - 1 && times[written + 1] <= reached)
        {
            // Not the reverse comparison: a time that is NaN is refused too.
            if (!(times[written + 1] >= times[written]))
            {
                return false;
            }

            Interpolate(step, times[written + 1], solution.Slice(written * _states, _states));
            written++;
        }

        return true;
    }

    private void Interpolate(int step, double time, Span<double> state)
    {
        _tape.State(step)[.._states].CopyTo(state);
        double fraction = Fraction(step, time);
        for (int stage = 0; stage < _tableau.Count; stage++)
        {
            AddScaled(_tape.Length(step) * _tableau.InterpolationWeight(stage, fraction), _tape.Slope(step, stage), state);
        }
    }

    private double Fraction(int step, double time)
    {
        double length = _tape.Length(step);
        return length > 0.0 ? Math.Min((time - _tape.Time(step)) / length, 1.0) : 0.0;
    }

    /// <summary>Root mean square of the error, in units of what the tolerances allow.</summary>
    private double ErrorNorm(ReadOnlySpan<double> state)
    {
        double sum = 0.0;
        for (int i = 0; i < Carried; i++)
        {
            double scaled = _error[i] / Allowed(Math.Max(Math.Abs(state[i]), Math.Abs(_next[i])));
            sum += scaled * scaled;
        }

        return Math.Sqrt(sum / Carried);
    }

    /// <summary>The error allowed in a state of this size.</summary>
    private protected double Allowed(double size) => _absoluteTolerance + (_relativeTolerance * size);

    /// <summary>A first step whose explicit Euler error is small. Hairer, Norsett and Wanner (1993), II.4.</summary>
    private double FirstLength(double time)
    {
        Span<double> state = _tape.State(0);
        Derivative(time, state, _next);
        double size = Norm(state, state);
        double slope = Norm(_next, state);
        double length = size < 1e-5 || slope < 1e-5 ? 1e-6 : 0.01 * size / slope;
        for (int i = 0; i < Carried; i++)
        {
            _error[i] = state[i] + (length * _next[i]);
        }

        Derivative(time + length, _error, _stage);
        AddScaled(-1.0, _next, _stage);
        double curvature = Norm(_stage, state) / length;
        double largest = Math.Max(slope, curvature);
        double suggested = largest <= 1e-15 ? Math.Max(1e-6, length * 1e-3) : Math.Pow(0.01 / largest, 1.0 / _tableau.ErrorOrder);
        return Math.Min(100.0 * length, suggested);
    }

    /// <summary>Root mean square of values, in units of the error allowed in a state.</summary>
    private protected double Norm(ReadOnlySpan<double> values, ReadOnlySpan<double> state)
    {
        double sum = 0.0;
        for (int i = 0; i < Carried; i++)
        {
            double scaled = values[i] / Allowed(Math.Abs(state[i]));
            sum += scaled * scaled;
        }

        return Math.Sqrt(sum / Carried);
    }

    private void SetInput(double time, ReadOnlySpan<double> state)
    {
        state[.._states].CopyTo(_input);
        _input[_states + _parameters] = time;
    }

    private protected static void AddScaled(double factor, ReadOnlySpan<double> values, Span<double> sum)
    {
        if (factor != 0.0)
        {
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += factor * values[i];
            }
        }
    }
}
