// The options of a cold fit and their validation.
namespace Exmc;

/// <summary>The shape of the mass matrix.</summary>
public enum MetricKind
{
    /// <summary>One scale per coordinate.</summary>
    Diagonal,

    /// <summary>A full covariance matrix; d^2 memory and d^2 work per gradient.</summary>
    Dense,

    /// <summary>One scale per coordinate, and scales along the few directions that need one (arXiv:2603.18845).</summary>
    LowRank,

    /// <summary>
    /// One of the others, chosen from the warm-up's draws and gradients: directions are added where they predict held-out draws better than the diagonal
    /// does, and where the shorter trajectories outweigh the longer steps. Diagonal beyond 64 coordinates, where <see cref="LowRank"/> pays only if a gradient
    /// takes microseconds, and with Stan's schedule.
    /// </summary>
    Automatic,
}

/// <summary>Which standard warm-up plan a cold fit runs.</summary>
public enum WarmupSchedule
{
    /// <summary>Diagonal scales from draws and gradients, learnt in overlapping windows (arXiv:2603.18845).</summary>
    GradientBased,

    /// <summary>Stan's windows and variance estimator.</summary>
    Stan,
}

/// <summary>Where the chains of a cold fit start.</summary>
public enum StartingPoints
{
    /// <summary>At random points of the starting box.</summary>
    Random,

    /// <summary>
    /// Each chain at a draw of its own multi-path Pathfinder, resampled by Pareto smoothed weights, with its covariance as first metric. Its gradients count as
    /// warm-up. Helps where chains are caught in modes of little mass; a chain that no path serves
    /// starts at random, and says so; so does one with more than 2000 coordinates.
    /// </summary>
    Pathfinder,
}

/// <summary>Options of a cold fit.</summary>
public sealed record SamplerOptions : ChainOptions
{
    /// <summary>Number of chains, at least 1.</summary>
    public int Chains { get; init; } = 4;

    /// <summary>Warm-up iterations per chain, at least 0; ignored draws that tune step size and metric.</summary>
    public int Warmup { get; init; } = 1000;

    /// <summary>
    /// Whether a chain's gradient-based warm-up ends before <see cref="Warmup"/> iterations, as soon as its metric, its step size and its place have
    /// settled; <see cref="WarmupReport"/> says when. Each chain decides for itself unless <see cref="WarmUpTogether"/> is set.
    /// </summary>
    public bool EndWarmupWhenSettled { get; init; } = true;

    /// <summary>Iterations that a warm-up runs at least, at least 0; a warm-up that is planned shorter ends as planned.</summary>
    public int ShortestWarmup { get; init; } = 150;

    /// <summary>
    /// Whether several chains learn one metric from the draws of all, and end a gradient-based warm-up at the same window, when they agree too; whether they did
    /// is in <see cref="WarmupReport.End"/> and, if not, in the warnings. A chain's draws then depend on the number of chains, still not on threads or lanes.
    /// One chain warms up as it does alone.
    /// </summary>
    public bool WarmUpTogether { get; init; }

    /// <summary>Seed of all random streams; a chain's draws depend on (seed, epoch, chain index) alone, unless chains warm up together.</summary>
    public ulong Seed { get; init; }

    /// <summary>The shape of the mass matrix.</summary>
    public MetricKind Metric { get; init; } = MetricKind.Automatic;

    /// <summary>The warm-up plan to run; <see cref="Plan"/> overrides it.</summary>
    public WarmupSchedule Schedule { get; init; } = WarmupSchedule.GradientBased;

    /// <summary>An explicit warm-up plan; its draws must add up to <see cref="Warmup"/>. Null runs the plan of <see cref="Schedule"/>.</summary>
    public WarmupPlan? Plan { get; init; }

    /// <summary>Selects the random stream beside the seed, below 2^48; a refit of the same series uses the next epoch.</summary>
    public ulong Epoch { get; init; }

    /// <summary>Where chains start; <see cref="InitialPosition"/> overrides it.</summary>
    public StartingPoints Start { get; init; } = StartingPoints.Pathfinder;

    /// <summary>Unconstrained start of every chain (length = dimension); null starts them by <see cref="Start"/>.</summary>
    public ReadOnlyMemory<double>? InitialPosition { get; init; }
}
