// The neighbouring solution that keeps steps short enough for derivatives.
namespace Exmc.Odes;

public abstract partial class OdeSolver<TSystem>
{
    /// <summary>Distance of the neighbour, in deviations. Its size does not matter: the steps only have to suit neighbours.</summary>
    private const double Distance = 0.01;

    /// <summary>Deviations this much larger than the states are made smaller, so that the neighbour stays one.</summary>
    private const double LargestDeviation = 100.0;

    /// <summary>
    /// Deviations of initial states and parameters, relative ones and of no common size: equal ones would leave symmetries as they are. What is zero
    /// deviates upwards.
    /// </summary>
    private void Deviate(ReadOnlySpan<double> states, ReadOnlySpan<double> parameters, Span<double> deviation)
    {
        double largest = 0.0;
        foreach (double state in states)
        {
            largest = Math.Max(largest, Math.Abs(state));
        }

        double atZero = largest > 0.0 ? largest : _absoluteTolerance / _relativeTolerance;
        for (int i = 0; i < states.Length; i++)
        {
            deviation[i] = Share(i) * (states[i] == 0.0 ? atZero : states[i]);
        }

        for (int i = 0; i < parameters.Length; i++)
        {
            _parameterDeviation[i] = Share(states.Length + i) * (parameters[i] == 0.0 ? 1.0 : parameters[i]);
        }
    }

    /// <summary>Between 1/2 and 3/2, by multiples of the golden ratio.</summary>
    private static double Share(int index)
    {
        double multiple = 0.6180339887498949 * (index + 1);
        return 0.5 + multiple - Math.Floor(multiple);
    }

    /// <summary>Makes deviations smaller where they outgrow the states; true when it did. A tangent may be scaled.</summary>
    private protected bool Restrain(Span<double> carried)
    {
        double size = 0.0, deviation = 0.0;
        for (int i = 0; i < _states; i++)
        {
            size = Math.Max(size, Math.Abs(carried[i]));
            deviation = Math.Max(deviation, Math.Abs(carried[_states + i]));
        }

        if (!(deviation > LargestDeviation * size) || size == 0.0)
        {
            return false;
        }

        for (int i = 0; i < _states; i++)
        {
            carried[_states + i] /= LargestDeviation;
        }

        for (int i = 0; i < _parameters; i++)
        {
            _parameterDeviation[i] /= LargestDeviation;
        }

        return true;
    }

    /// <summary>Slopes of states and deviations.</summary>
    private protected void Derivative(double time, ReadOnlySpan<double> carried, Span<double> slopes)
    {
        SetInput(time, carried);
        _system.Derivative(_input, slopes[.._states]);
        for (int i = 0; i < _states; i++)
        {
            _neighbour[i] = carried[i] + (Distance * carried[_states + i]);
        }

        for (int i = 0; i < _parameters; i++)
        {
            _neighbour[_states + i] = _input[_states + i] + (Distance * _parameterDeviation[i]);
        }

        _neighbour[_states + _parameters] = time;
        Span<double> deviations = slopes[_states..];
        _system.Derivative(_neighbour, deviations);
        for (int i = 0; i < _states; i++)
        {
            // A neighbour outside of the equations' domain says nothing.
            deviations[i] = double.IsFinite(deviations[i]) ? (deviations[i] - slopes[i]) / Distance : 0.0;
        }
    }
}
