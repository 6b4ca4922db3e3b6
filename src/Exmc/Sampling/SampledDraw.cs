// One draw of a running chain.
namespace Exmc;

/// <summary>One kept draw, as soon as it is made.</summary>
/// <param name="Chain">Chain index, 0-based.</param>
/// <param name="Draw">Index of the draw in its chain, 0-based; the draws of a chain come in order, chains in any.</param>
/// <param name="Values">One number per <see cref="ParameterLayout.ValueNames"/>, on the natural scale.</param>
/// <param name="LogDensity">Log density (nats, up to a constant).</param>
/// <param name="Divergent">Whether the transition diverged.</param>
public sealed record SampledDraw(int Chain, int Draw, ReadOnlyMemory<double> Values, double LogDensity, bool Divergent);
