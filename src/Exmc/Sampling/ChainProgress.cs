// What a progress listener is told.
namespace Exmc;

/// <summary>Where a chain stands.</summary>
/// <param name="Chain">Chain index, 0-based.</param>
/// <param name="Iteration">Finished iterations, warm-up included.</param>
/// <param name="Total">All iterations, warm-up included.</param>
/// <param name="Warmup">Whether the chain is still warming up.</param>
/// <param name="Divergences">Divergent transitions after warm-up so far.</param>
/// <param name="StepSize">Current step size.</param>
/// <param name="Gradients">Gradient evaluations so far, warm-up included.</param>
public readonly record struct ChainProgress(int Chain, int Iteration, int Total, bool Warmup, int Divergences, double StepSize, long Gradients);
