// Per-draw statistics and totals of one chain.
namespace Exmc;

/// <summary>Per-draw statistics and totals of one chain.</summary>
public sealed class ChainStatistics
{
    private readonly ChainDraws _draws;

    internal ChainStatistics(ChainDraws draws) => _draws = draws;

    /// <summary>Log density of each draw (nats, up to a constant).</summary>
    public ReadOnlySpan<double> LogDensity => _draws.LogDensity;

    /// <summary>Mean acceptance probability over each trajectory's points, in [0, 1].</summary>
    public ReadOnlySpan<double> Acceptance => _draws.Acceptance;

    /// <summary>Step size of each transition, jitter included.</summary>
    public ReadOnlySpan<double> StepSize => _draws.StepSize;

    /// <summary>Valid doublings of each trajectory.</summary>
    public ReadOnlySpan<int> Depth => _draws.Depth;

    /// <summary>Gradient evaluations of each transition.</summary>
    public ReadOnlySpan<int> Gradients => _draws.Gradients;

    /// <summary>Whether each transition diverged.</summary>
    public ReadOnlySpan<bool> Divergent => _draws.Divergent;

    /// <summary>Total energy (nats) at the start of each transition.</summary>
    public ReadOnlySpan<double> Energy => _draws.Energy;

    /// <summary>Gradient evaluations of the warm-up, start and step size searches included.</summary>
    public long WarmupGradients => _draws.WarmupGradients;

    /// <summary>Gradient evaluations of the kept draws.</summary>
    public long SamplingGradients => _draws.SamplingGradients;

    /// <summary>One record per divergent kept transition.</summary>
    public IReadOnlyList<Divergence> Divergences => _draws.Divergences;

    /// <summary>Transitions that used all doublings allowed.</summary>
    public int DepthSaturations => _draws.DepthSaturations;

    /// <summary>Wall time of the warm-up, seconds.</summary>
    public double WarmupSeconds => _draws.WarmupSeconds;

    /// <summary>Wall time of the kept draws, seconds.</summary>
    public double SamplingSeconds => _draws.SamplingSeconds;

    /// <summary>What the warm-up really did.</summary>
    public WarmupReport PlanThatRan => _draws.Report;

    /// <summary>How a refit got these draws, and on what evidence; null for a cold fit and for a refit by an explicit plan.</summary>
    public RefitReport? Refit => _draws.Refit;

    /// <summary>Estimated Bayesian fraction of missing information; below 0.3 the momentum resampling explores energies too slowly.</summary>
    public double EnergyBfmi => EnergyDiagnostic.Bfmi(_draws.Energy);
}
