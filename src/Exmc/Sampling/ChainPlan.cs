// Everything that determines one chain.
namespace Exmc;

/// <summary>Everything that determines one chain, whether cold or warm.</summary>
internal readonly record struct ChainPlan
{
    public required ChainOptions Options { get; init; }

    public required int Chain { get; init; }

    public required ulong Seed { get; init; }

    public required ulong Epoch { get; init; }

    public required WarmupPlan Warmup { get; init; }

    /// <summary>Start of a cold chain; null draws one.</summary>
    public ReadOnlyMemory<double>? InitialPosition { get; init; }

    /// <summary>Whether a cold chain without a given start looks for one by Pathfinder.</summary>
    public bool UsesPathfinder { get; init; }

    /// <summary>Whether a cold chain guesses its first metric from the first gradient.</summary>
    public bool GradientGuess { get; init; }

    /// <summary>Whether the chain is warm: it starts from <see cref="Carried"/>, or else from what the same <see cref="ChainFit"/> learnt last.</summary>
    public bool IsWarm { get; init; }

    /// <summary>State of a warm chain from an earlier fit; null for a cold chain, and for a warm one that goes on from the last fit in place.</summary>
    public ChainAdaptation? Carried { get; init; }

    /// <summary>Bounds of the ladder that a warm chain climbs, from the draws it carries; null runs <see cref="Warmup"/> and nothing else.</summary>
    public LadderOptions? Ladder { get; init; }

    /// <summary>Told of each draw; null when nobody listens.</summary>
    public IDrawListener? Listener { get; init; }

    public static ChainPlan Cold(SamplerOptions options, int chain) => new()
    {
        Options = options,
        Chain = chain,
        Seed = options.Seed,
        Epoch = options.Epoch,
        Warmup = options.Plan ?? (options.Schedule == WarmupSchedule.Stan
            ? WarmupPlan.Stan(options.Warmup, options.Metric == MetricKind.Dense ? MetricKind.Dense : MetricKind.Diagonal)
            : GradientBased(options)),
        InitialPosition = options.InitialPosition,
        UsesPathfinder = options is { Start: StartingPoints.Pathfinder, InitialPosition: null },
        GradientGuess = options.Schedule == WarmupSchedule.GradientBased,
    };

    private static WarmupPlan GradientBased(SamplerOptions options)
    {
        WarmupPlan plan = WarmupPlan.GradientBased(options.Warmup, options.Metric) with { EndsWhenSettledFrom = options.EndWarmupWhenSettled ? options.ShortestWarmup : null };
        return options is { WarmUpTogether: true, Chains: > 1 } ? plan.Together() : plan;
    }

    public static ChainPlan Warm(RefitOptions options, Adaptation adaptation, int chain) => new()
    {
        Options = options,
        Chain = chain,
        Seed = options.Seed ?? adaptation.Seed,
        Epoch = options.Epoch ?? adaptation.Epoch + 1,
        Warmup = options.Plan ?? WarmupPlan.Refit,
        Ladder = options.Plan is null ? options.Ladder : null,
        IsWarm = true,
        Carried = adaptation.Chains[chain],
    };

    /// <summary>A warm chain that goes on from what the same <see cref="ChainFit"/> learnt last.</summary>
    public static ChainPlan InPlace(RefitOptions options, ulong seed, ulong epoch) => new()
    {
        Options = options,
        Chain = 0,
        Seed = seed,
        Epoch = epoch,
        Warmup = options.Plan ?? WarmupPlan.Refit,
        Ladder = options.Plan is null ? options.Ladder : null,
        IsWarm = true,
    };
}
