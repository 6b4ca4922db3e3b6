// The options of a resumed run.
namespace Exmc;

/// <summary>How a saved run goes on. All that determines its draws was saved with it.</summary>
public sealed record ResumeOptions
{
    /// <summary>Kept draws per chain in all, at least as many as any chain has; null for as many as were asked for.</summary>
    public int? Draws { get; init; }

    /// <summary>See <see cref="ChainOptions.Threads"/>.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>See <see cref="ChainOptions.Lanes"/>.</summary>
    public bool Lanes { get; init; } = true;

    /// <summary>See <see cref="ChainOptions.GradientThreads"/>.</summary>
    public int? GradientThreads { get; init; }

    /// <summary>See <see cref="ChainOptions.Progress"/>.</summary>
    public IProgress<ChainProgress>? Progress { get; init; }
}
