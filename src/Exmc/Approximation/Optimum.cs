// The result of a search for a mode.
namespace Exmc;

/// <summary>A mode of the posterior density, or the last point of a search that found none. Immutable.</summary>
/// <param name="Layout">Names, shapes and places of <paramref name="Values"/>.</param>
/// <param name="Position">The point in the sampler's unconstrained coordinates, length d.</param>
/// <param name="Values">The same on natural scales, with deterministic values, in the order of <see cref="ParameterLayout.ValueNames"/>.</param>
/// <param name="LogDensity">Log density there (nats, up to a constant), Jacobian included.</param>
/// <param name="GradientNorm">Largest absolute component of the gradient there.</param>
/// <param name="Iterations">Iterations done.</param>
/// <param name="Evaluations">Evaluations of density and gradient.</param>
/// <param name="Converged">Whether the gradient vanishes, or rounding ended the search within 1e-4 nats of the mode by the quadratic model.</param>
/// <param name="Warnings">What is wrong and what to do about it; empty when converged.</param>
public sealed record Optimum(
    ParameterLayout Layout,
    ReadOnlyMemory<double> Position,
    ReadOnlyMemory<double> Values,
    double LogDensity,
    double GradientNorm,
    int Iterations,
    long Evaluations,
    bool Converged,
    IReadOnlyList<string> Warnings)
{
    /// <summary>One reported number by its external name.</summary>
    /// <exception cref="ArgumentException">There is no such number.</exception>
    public double Value(string name)
    {
        int value = Array.IndexOf(Layout.ValueNames, name);
        return value >= 0
            ? Values.Span[value]
            : throw new ArgumentException($"'{name}' is not reported by model '{Layout.ModelName}'; there are {string.Join(", ", Layout.ValueNames.Take(20))}{(Layout.ValueCount > 20 ? ", ..." : "")}.", nameof(name));
    }
}
