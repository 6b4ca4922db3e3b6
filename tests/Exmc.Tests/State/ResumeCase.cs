// Fits of many kinds that are interrupted and resumed.
namespace Exmc.Tests;

/// <summary>One kind of fit, on a density of one to five coordinates.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Dimension">Coordinates.</param>
/// <param name="Function">The density.</param>
/// <param name="Options">Of the cold fit.</param>
/// <param name="HasLanes">Whether chains of a thread share lanes.</param>
/// <param name="Refit">Options of a refit; null for a cold fit.</param>
/// <param name="LearntOn">The density that the cold fit before a refit was of; null for the same.</param>
internal sealed record ResumeCase(string Name, int Dimension, LogDensityFunction Function, SamplerOptions Options, bool HasLanes = false, RefitOptions? Refit = null, LogDensityFunction? LearntOn = null)
{
    private static readonly SamplerOptions Small = new() { Chains = 2, Warmup = 120, Draws = 40, Seed = 3, Threads = 1 };
    private static readonly LogDensityFunction Normal = Targets.NormalFunction([1, -2, 30], [0.5, 3, 200]);

    public static IReadOnlyList<ResumeCase> All { get; } =
    [
        new("gradient-based windows", 3, Normal, Small),
        new("dense metric", 2, Targets.Correlated(0.95).Function, Small with { Metric = MetricKind.Dense }),
        new("Stan's windows", 3, Normal, Small with { Schedule = WarmupSchedule.Stan, Warmup = 160 }),
        new("Stan's windows, dense", 2, Targets.Correlated(-0.7).Function, Small with { Schedule = WarmupSchedule.Stan, Metric = MetricKind.Dense }),
        new("a plan with every kind of phase", 3, Normal, Small with { Plan = EveryPhase, Warmup = EveryPhase.Draws }),
        new("lanes", 3, Normal, Small with { Chains = 11 }, HasLanes: true),
        new("two threads", 3, Normal, Small with { Chains = 5, Threads = 2 }),
        new("divergences, jitter, a given start", 2, Walled, Small with { StepSizeJitter = 0.2, MaxDepth = 4, InitialPosition = new double[] { 0.5, 0.5 } }),
        new("starts that fail", 2, RarelyFinite, Small with { Warmup = 30, InitialRadius = 5 }),
        new("chains that warm up together", 2, Targets.Correlated(0.95).Function, Small with { Chains = 3, Warmup = 200, WarmUpTogether = true, ShortestWarmup = 60 }, HasLanes: true),
        new("chains that disagree", 1, Parted, Small with { Chains = 4, Threads = 2, Seed = 2, WarmUpTogether = true, Start = StartingPoints.Random }),
        new("no warm-up", 1, Targets.NormalFunction([0], [1]), Small with { Warmup = 0 }),
        new("warm refit", 3, Normal, Small, Refit: new RefitOptions { Draws = 60, Threads = 1 }),
        new("warm refit with lanes, refreshed metric", 3, Normal, Small with { Chains = 9 }, HasLanes: true,
            Refit: new RefitOptions { Draws = 40, Threads = 1, Plan = new([new WarmupPhase.Overlapping(15), new WarmupPhase.Overlapping(15), new WarmupPhase.StepSize(10, 5)]) }),
        new("reweighted after moment matching", 2, Targets.NormalFunction([1.2, 0], [1, 1]), Small with { Draws = 100 }, Refit: new RefitOptions { Draws = 60, Threads = 1 }, LearntOn: Standard),
        new("frozen and thinned", 2, Targets.NormalFunction([0.2, 0], [1, 1]), Small, HasLanes: true,
            Refit: new RefitOptions { Draws = 60, Threads = 1, Ladder = new() { Reweight = false, EnoughEss = 1e9, MaxThinning = 4, Probation = 8 } }, LearntOn: Standard),
        new("refreshed", 2, Targets.NormalFunction([6, 0], [1, 1]), Small with { Chains = 3 }, Refit: new RefitOptions { Draws = 60, Threads = 2 }, LearntOn: Standard),
        new("cold after all", 2, Walled, Small, Refit: new RefitOptions { Draws = 40, Threads = 1, Ladder = new() { ColdWarmup = 60, EnoughEss = 0 } }, LearntOn: Standard),
        new("warm refit, dense", 2, Targets.Correlated(0.95).Function, Small with { Metric = MetricKind.Dense }, Refit: new RefitOptions { Draws = 60, Threads = 1 }),
    ];

    private static LogDensityFunction Standard => Targets.NormalFunction([0, 0], [1, 1]);

    private static WarmupPlan EveryPhase => new(
    [
        new WarmupPhase.StepSize(10), new WarmupPhase.Overlapping(12), new WarmupPhase.Overlapping(12, Symmetric: true), new WarmupPhase.Metric(15, MetricEstimator.Gradient),
        new WarmupPhase.Metric(15, MetricEstimator.Variance), new WarmupPhase.StepSize(10, PriorCount: 7, Symmetric: true), new WarmupPhase.Settle(8),
    ]);

    /// <summary>The fit without interruption.</summary>
    public Posterior Whole(FunctionModel model, int? draws = null) => Refit is { } refit
        ? Sampler.Refit(model, Learnt(), refit with { Draws = draws ?? refit.Draws })
        : Sampler.Sample(model, Options with { Draws = draws ?? Options.Draws });

    /// <summary>The fit, until it is told to stop.</summary>
    public Task<PartialFit> Begin(FunctionModel model, CancellationToken stop) => Refit is { } refit
        ? Sampler.RefitAsync(model, Learnt(), refit, ct: stop)
        : Sampler.SampleAsync(model, Options, ct: stop);

    public override string ToString() => Name;

    private Adaptation Learnt() => Sampler.Sample(new Interruption().Watch(Dimension, LearntOn ?? Function, HasLanes), Options).Adaptation;

    // A wall behind which the density is zero.
    private static DensityStatus Walled(ReadOnlySpan<double> x, Span<double> gradient, out double logDensity)
    {
        Targets.NormalFunction([0, 0], [1, 2])(x, gradient, out logDensity);
        return x[0] > 1.2 ? DensityStatus.OutsideSupport : DensityStatus.Ok;
    }

    // Two modes between which no chain moves.
    private static DensityStatus Parted(ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        Targets.NormalFunction([x[0] < 0 ? -10 : 10], [1])(x, gradient, out logDensity);

    // One start in twenty-five is good.
    private static DensityStatus RarelyFinite(ReadOnlySpan<double> x, Span<double> gradient, out double logDensity)
    {
        Targets.NormalFunction([0, 0], [0.3, 0.3])(x, gradient, out logDensity);
        return Math.Abs(x[0]) > 1 || Math.Abs(x[1]) > 1 ? DensityStatus.OutsideSupport : DensityStatus.Ok;
    }
}
