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
/// <param name="WarmupTotal">Iterations of the warm-up.</param>
/// <param name="Seconds">Wall time since the chain started.</param>
public readonly record struct ChainProgress(
    int Chain, int Iteration, int Total, bool Warmup, int Divergences, double StepSize, long Gradients, int WarmupTotal, double Seconds)
{
    /// <summary>Kept draws so far.</summary>
    public int Draws => Math.Max(0, Iteration - WarmupTotal);

    /// <summary>Gradient evaluations per iteration so far, warm-up included.</summary>
    public double GradientsPerIteration => (double)Gradients / Iteration;

    /// <summary>Wall time until the chain ends, at its speed so far.</summary>
    public TimeSpan TimeLeft => TimeSpan.FromSeconds(Seconds / Iteration * (Total - Iteration));
}
