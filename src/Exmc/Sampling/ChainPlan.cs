// Everything that determines one chain.
namespace Exmc;

/// <summary>Everything that determines one chain, whether cold or warm.</summary>
internal sealed record ChainPlan
{
    public required int Chain { get; init; }

    public required ulong Seed { get; init; }

    public required ulong Epoch { get; init; }

    public required WarmupPlan Warmup { get; init; }

    public required int Draws { get; init; }

    public required double TargetAcceptance { get; init; }

    public required int MaxDepth { get; init; }

    public required double StepSizeJitter { get; init; }

    public required double MaxEnergyError { get; init; }

    public required double InitialRadius { get; init; }

    public IProgress<ChainProgress>? Progress { get; init; }

    /// <summary>Start of a cold chain; null draws one.</summary>
    public ReadOnlyMemory<double>? InitialPosition { get; init; }

    /// <summary>Whether a cold chain guesses its first metric from the first gradient.</summary>
    public bool GradientGuess { get; init; }

    /// <summary>State from an earlier fit; null for a cold chain.</summary>
    public ChainAdaptation? Carried { get; init; }

    public static ChainPlan Cold(SamplerOptions options, int chain) => new()
    {
        Chain = chain,
        Seed = options.Seed,
        Epoch = options.Epoch,
        Warmup = options.Plan ?? (options.Schedule == WarmupSchedule.Stan
            ? WarmupPlan.Stan(options.Warmup, options.Metric)
            : WarmupPlan.GradientBased(options.Warmup, options.Metric)),
        Draws = options.Draws,
        TargetAcceptance = options.TargetAcceptance,
        MaxDepth = options.MaxDepth,
        StepSizeJitter = options.StepSizeJitter,
        MaxEnergyError = options.MaxEnergyError,
        InitialRadius = options.InitialRadius,
        Progress = options.Progress,
        InitialPosition = options.InitialPosition,
        GradientGuess = options.Schedule == WarmupSchedule.GradientBased,
    };

    public static ChainPlan Warm(RefitOptions options, Adaptation adaptation, int chain) => new()
    {
        Chain = chain,
        Seed = options.Seed ?? adaptation.Seed,
        Epoch = options.Epoch ?? adaptation.Epoch + 1,
        Warmup = options.Plan ?? WarmupPlan.Refit,
        Draws = options.Draws,
        TargetAcceptance = options.TargetAcceptance,
        MaxDepth = options.MaxDepth,
        StepSizeJitter = options.StepSizeJitter,
        MaxEnergyError = options.MaxEnergyError,
        InitialRadius = options.InitialRadius,
        Progress = options.Progress,
        Carried = adaptation.Chains[chain],
    };
}
