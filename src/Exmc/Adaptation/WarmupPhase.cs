// The steps of which warm-up plans are made.
namespace Exmc;

/// <summary>How a mass matrix is computed from a window of draws.</summary>
public enum MetricEstimator
{
    /// <summary>Diagonal, sqrt(Var x / Var g): the minimiser of the Fisher divergence (arXiv:2603.18845).</summary>
    Gradient,

    /// <summary>Diagonal, variances of the draws shrunk towards 1e-3 as Stan does.</summary>
    Variance,

    /// <summary>Dense, covariance of the draws shrunk towards 1e-3 I as Stan does.</summary>
    Covariance,
}

/// <summary>One step of a warm-up plan.</summary>
/// <param name="Draws">Iterations this step runs, at least 1.</param>
public abstract record WarmupPhase(int Draws)
{
    /// <summary>Tunes the step size; the metric does not change.</summary>
    /// <param name="Draws">Iterations.</param>
    /// <param name="PriorCount">Above 0: the current step size counts as that many earlier iterations. 0: tuning goes on from where it stands; at the start of a refit, without memory.</param>
    /// <param name="Symmetric">Whether the symmetric acceptance statistic is used.</param>
    public sealed record StepSize(int Draws, double PriorCount = 0, bool Symmetric = false) : WarmupPhase(Draws);

    /// <summary>Tunes the step size, and replaces the metric at the end by one from this step's draws; the step size then restarts.</summary>
    public sealed record Metric(int Draws, MetricEstimator Estimator) : WarmupPhase(Draws);

    /// <summary>
    /// Tunes the step size, and refreshes a gradient-based metric from between one and two windows of draws: a diagonal at every draw, more than a
    /// diagonal at every tenth, less often in long windows.
    /// </summary>
    /// <param name="Draws">The window's length; at its end the newer window takes over.</param>
    /// <param name="Symmetric">Whether the symmetric acceptance statistic is used.</param>
    /// <param name="Kind">The metric's shape.</param>
    public sealed record Overlapping(int Draws, bool Symmetric = false, MetricKind Kind = MetricKind.Diagonal) : WarmupPhase(Draws)
    {
        /// <summary>Whether the chains of a fit meet at the window's end and go on with one metric; see <see cref="SamplerOptions.WarmUpTogether"/>.</summary>
        internal bool Together { get; init; }
    }

    /// <summary>Runs transitions and discards them; neither step size nor metric changes.</summary>
    public sealed record Settle(int Draws) : WarmupPhase(Draws);
}
