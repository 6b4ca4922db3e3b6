// The record of one divergent transition.
namespace Exmc;

/// <summary>One divergent transition: where the integration failed and why.</summary>
/// <param name="Draw">Index of the kept draw.</param>
/// <param name="Cause">The status of the failed evaluation; <see cref="DensityStatus.Ok"/> when the energy error alone was too large.</param>
/// <param name="EnergyError">Energy minus initial energy (nats) at the end; infinite when the evaluation failed.</param>
/// <param name="Start">Unconstrained position before the failing step.</param>
/// <param name="End">Unconstrained position after the failing step.</param>
public sealed record Divergence(int Draw, DensityStatus Cause, double EnergyError, ReadOnlyMemory<double> Start, ReadOnlyMemory<double> End);
