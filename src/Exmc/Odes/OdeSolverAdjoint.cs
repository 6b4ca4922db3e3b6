// The derivative of the latest solution.
using System.Runtime.InteropServices;

namespace Exmc.Odes;

public abstract partial class OdeSolver<TSystem>
{
    private double[] _slopeAdjoints = [];
    private double[] _stateAdjoint = [];
    private double[] _gradient = [];

    /// <summary>Adds the adjoint of the input, given that of the latest solution. Without a solution it adds nothing.</summary>
    /// <param name="solutionAdjoint">T rows of N states.</param>
    /// <param name="time">The times of the solution, the initial one first.</param>
    /// <param name="inputAdjoint">Of initial states, then of parameters.</param>
    public void Adjoint(ref double solutionAdjoint, ref double time, ref double inputAdjoint)
    {
        if (!_isSolved)
        {
            return;
        }

        ReadOnlySpan<double> seeds = MemoryMarshal.CreateReadOnlySpan(ref solutionAdjoint, _times * _states);
        ReadOnlySpan<double> times = MemoryMarshal.CreateReadOnlySpan(ref time, _times + 1);
        Span<double> adjoint = MemoryMarshal.CreateSpan(ref inputAdjoint, _states + _parameters);
        Array.Clear(_stateAdjoint);
        int left = _times;
        for (int step = _tape.Count - 1; step >= 0; step--)
        {
            SeedSlopes(step, seeds, times, ref left);
            for (int stage = _tableau.Count - 1; stage >= 0; stage--)
            {
                StageAdjoint(step, stage, adjoint[_states..]);
            }
        }

        AddScaled(1.0, _stateAdjoint, adjoint[.._states]);
    }

    /// <summary>Adjoints of a step's slopes by its result and by the states interpolated in it.</summary>
    private void SeedSlopes(int step, ReadOnlySpan<double> seeds, ReadOnlySpan<double> times, ref int left)
    {
        double length = _tape.Length(step);
        for (int stage = 0; stage < _tableau.Count; stage++)
        {
            Span<double> slope = SlopeAdjoint(stage);
            slope.Clear();
            AddScaled(length * _tableau.Weights[stage], _stateAdjoint, slope);
        }

        while (left > 0 && (times[left] > _tape.Time(step) || step == 0))
        {
            ReadOnlySpan<double> seed = seeds.Slice((left - 1) * _states, _states);
            double fraction = Fraction(step, times[left]);
            for (int stage = 0; stage < _tableau.Count; stage++)
            {
                AddScaled(length * _tableau.InterpolationWeight(stage, fraction), seed, SlopeAdjoint(stage));
            }

            AddScaled(1.0, seed, _stateAdjoint);
            left--;
        }
    }

    private void StageAdjoint(int step, int stage, Span<double> parameterAdjoint)
    {
        ReadOnlySpan<double> weights = SlopeAdjoint(stage);
        if (weights.IndexOfAnyExcept(0.0) < 0)
        {
            return;
        }

        StageGradient(step, stage, weights, _gradient);
        ReadOnlySpan<double> state = _gradient.AsSpan(0, _states);
        AddScaled(1.0, state, _stateAdjoint);
        AddScaled(1.0, _gradient.AsSpan(_states, _parameters), parameterAdjoint);
        double[] coefficients = _tableau.Stage(stage);
        for (int earlier = 0; earlier < coefficients.Length; earlier++)
        {
            AddScaled(_tape.Length(step) * coefficients[earlier], state, SlopeAdjoint(earlier));
        }
    }

    private Span<double> SlopeAdjoint(int stage) => _slopeAdjoints.AsSpan(stage * _states, _states);

    /// <summary>Puts together what a stage's explicit part starts from.</summary>
    private protected void SetStage(int step, int stage, double length)
    {
        _tape.State(step).CopyTo(_stage);
        double[] coefficients = _tableau.Stage(stage);
        for (int earlier = 0; earlier < coefficients.Length; earlier++)
        {
            AddScaled(length * coefficients[earlier], _tape.Slope(step, earlier), _stage);
        }
    }

    /// <summary>Gradient of weighted slopes at a time and a state, with respect to states, parameters and time.</summary>
    private protected void Gradient(double time, ReadOnlySpan<double> state, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        SetInput(time, state);
        _system.WeightedGradient(_input, weights, gradient);
    }

    private void ResizeAdjoints(int inputs)
    {
        _slopeAdjoints = new double[_tableau.Count * _states];
        _stateAdjoint = new double[_states];
        _gradient = new double[inputs];
    }
}
