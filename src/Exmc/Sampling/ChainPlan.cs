// Everything that determines one chain.
namespace Exmc;

/// <summary>Everything that determines one chain, whether cold or warm.</summary>
internal sealed record ChainPlan
{
    public required ChainOptions Options { get; init; }

    public required int Chain { get; init; }

    public required ulong Seed { get; init; }

    public required ulong Epoch { get; init; }

    public required WarmupPlan Warmup { get; init; }

    /// <summary>Start of a cold chain; null draws one.</summary>
    public ReadOnlyMemory<double>? InitialPosition { get; init; }

    /// <summary>Whether a cold chain guesses its first metric from the first gradient.</summary>
    public bool GradientGuess { get; init; }

    /// <summary>State from an earlier fit; null for a cold chain.</summary>
    public ChainAdaptation? Carried { get; init; }

    public static ChainPlan Cold(SamplerOptions options, int chain) => new()
    {
        Options = options,
        Chain = chain,
        Seed = options.Seed,
        Epoch = options.Epoch,
        Warmup = options.Plan ?? (options.Schedule == WarmupSchedule.Stan
            ? WarmupPlan.Stan(options.Warmup, options.Metric)
            : WarmupPlan.GradientBased(options.Warmup, options.Metric)),
        InitialPosition = options.InitialPosition,
        GradientGuess = options.Schedule == WarmupSchedule.GradientBased,
    };

    public static ChainPlan Warm(RefitOptions options, Adaptation adaptation, int chain) => new()
    {
        Options = options,
        Chain = chain,
        Seed = options.Seed ?? adaptation.Seed,
        Epoch = options.Epoch ?? adaptation.Epoch + 1,
        Warmup = options.Plan ?? WarmupPlan.Refit,
        Carried = adaptation.Chains[chain],
    };
}
