// The options that cold fits and warm refits share.
namespace Exmc;

/// <summary>How the chains of a fit run, cold or warm. An option that cannot be honoured is an error, never ignored.</summary>
public abstract record ChainOptions
{
    private protected ChainOptions()
    {
    }

    /// <summary>Kept draws per chain, at least 1.</summary>
    public int Draws { get; init; } = 1000;

    /// <summary>Acceptance statistic the step size is tuned to, in (0, 1); raise it when there are divergences.</summary>
    public double TargetAcceptance { get; init; } = 0.8;

    /// <summary>Largest number of doublings of a trajectory, 1 to 20.</summary>
    public int MaxDepth { get; init; } = 10;

    /// <summary>Relative jitter j in [0, 1): each transition uses step size times (1 + j u), u uniform in (-1, 1).</summary>
    public double StepSizeJitter { get; init; }

    /// <summary>Energy error (nats) above which a trajectory point is a divergence; positive.</summary>
    public double MaxEnergyError { get; init; } = 1000;

    /// <summary>
    /// Threads of a fit, at least 1: so many chains run at once, and where there are fewer chains, the gradients of large data share the
    /// threads. Does not change any draw.
    /// </summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether chains that share a thread may be evaluated side by side, in the lanes of the model, when that is faster; does not change any draw.</summary>
    public bool Lanes { get; init; } = true;

    /// <summary>
    /// Most threads of one gradient, at least 1; see <see cref="IDensity.GradientThreads"/>. Null takes <see cref="Threads"/> divided by the chains
    /// that run at once, and leaves a density that the caller owns as it is. Does not change any draw.
    /// </summary>
    public int? GradientThreads { get; init; }

    /// <summary>
    /// Half-width of the uniform starting box on the unconstrained scale, at least 0; a refit uses it only where a carried position
    /// has no finite density on the new data.
    /// </summary>
    public double InitialRadius { get; init; } = 2;

    /// <summary>Receives progress, from the sampling threads; listening changes no draw.</summary>
    public IProgress<ChainProgress>? Progress { get; init; }
}
