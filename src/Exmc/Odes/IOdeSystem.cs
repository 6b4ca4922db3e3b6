// The right-hand side of a system of ordinary differential equations.
namespace Exmc.Odes;

/// <summary>A system z' = f(z, theta, t) with its derivatives, as the generator compiles a method marked [OdeSystem].</summary>
/// <remarks>An input holds the states, then the parameters, then the time.</remarks>
public interface IOdeSystem
{
    /// <summary>Writes the derivatives of the states with respect to time.</summary>
    /// <param name="input">States, parameters, time.</param>
    /// <param name="derivative">As many elements as there are states.</param>
    void Derivative(ReadOnlySpan<double> input, Span<double> derivative);

    /// <summary>Writes the gradient, with respect to the input, of a weighted sum of the derivatives.</summary>
    /// <param name="input">States, parameters, time.</param>
    /// <param name="weights">One for each state.</param>
    /// <param name="gradient">As many elements as the input.</param>
    void WeightedGradient(ReadOnlySpan<double> input, ReadOnlySpan<double> weights, Span<double> gradient);
}
