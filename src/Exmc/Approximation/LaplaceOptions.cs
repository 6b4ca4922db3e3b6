// Settings of a Laplace approximation.
namespace Exmc;

/// <summary>Settings of a Laplace approximation.</summary>
public sealed record LaplaceOptions : ApproximationOptions
{
    /// <summary>How the mode is found; its seed is that of these options.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    internal void Check()
    {
        CheckDraws();
        Optimizer.Check();
    }
}
