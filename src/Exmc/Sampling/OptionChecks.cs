// Validation of options: each refusal names the option, its value and a remedy.
namespace Exmc;

/// <summary>Refuses options that cannot be honoured.</summary>
internal static class OptionChecks
{
    public static void Check(SamplerOptions options)
    {
        Require(options.Chains >= 1, nameof(options.Chains), options.Chains, "use at least 1 chain (4 are usual)");
        Require(options.Warmup >= 0, nameof(options.Warmup), options.Warmup, "use 0 for no warm-up, or 500 to 1000");
        CheckMetric(options);
        Require(Enum.IsDefined(options.Metric), nameof(options.Metric), options.Metric, "use Automatic, Diagonal, LowRank or Dense");
        Require(Enum.IsDefined(options.Schedule), nameof(options.Schedule), options.Schedule, "use GradientBased or Stan");
        Require(Enum.IsDefined(options.Start), nameof(options.Start), options.Start, "use Random or Pathfinder");
        Require(options.ShortestWarmup >= 0, nameof(options.ShortestWarmup), options.ShortestWarmup, "use at least 0 iterations (150 are usual)");
        Require(
            !options.WarmUpTogether || options is { Plan: null, Schedule: WarmupSchedule.GradientBased },
            nameof(options.WarmUpTogether),
            options.WarmUpTogether,
            "chains meet at the windows of the schedule GradientBased only; use it without a Plan, or false");
        Require(
            !options.WarmUpTogether || options.Chains == 1 || options.Warmup is 0 or >= WarmupPlan.ShortestWithWindows,
            nameof(options.Warmup),
            options.Warmup,
            $"chains that warm up together meet at windows, which take at least {WarmupPlan.ShortestWithWindows} iterations; use 500 to 1000");
        CheckChain(options, options.Epoch);
        CheckPlan(options.Plan, nameof(options.Plan));
    }

    public static void Check(RefitOptions options)
    {
        options.Ladder?.Check();
        CheckChain(options, options.Epoch ?? 0);
        CheckPlan(options.Plan, nameof(options.Plan));
    }

    public static void Check(ResumeOptions options, SamplerState state)
    {
        int most = state.Chains.Max(chain => chain.Draws);
        Require(options.Draws is null || options.Draws >= Math.Max(1, most), nameof(options.Draws), options.Draws, $"a chain has {most} draws already: use at least as many, or null for the {state.Draws} that were asked for");
        bool onLadder = state.Plan.Plan is { IsWarm: true, Ladder: not null };
        Require(!onLadder || options.Draws is null || options.Draws == state.Draws, nameof(options.Draws), options.Draws, $"a refit by the ladder has the {state.Draws} draws that it was asked for: use null");
        Require(options.Threads >= 1, nameof(options.Threads), options.Threads, "use at least 1 thread");
        Require(options.GradientThreads is null or >= 1, nameof(options.GradientThreads), options.GradientThreads, "use at least 1 thread, or null for a share of Threads");
    }

    public static void CheckInitialPosition(SamplerOptions options, int dimension) => CheckInitialPosition(options.InitialPosition, dimension);

    public static void CheckInitialPosition(ReadOnlyMemory<double>? position, int dimension)
    {
        if (position is not { } start)
        {
            return;
        }

        if (start.Length != dimension)
        {
            throw new ArgumentException($"InitialPosition has length {start.Length}, but the model has {dimension} unconstrained coordinates. Use IDensity.Unconstrain to make one.", nameof(position));
        }

        for (int i = 0; i < dimension; i++)
        {
            if (!double.IsFinite(start.Span[i]))
            {
                throw new ArgumentException(FormattableString.Invariant($"InitialPosition[{i}] is {start.Span[i]}. Use finite coordinates."), nameof(position));
            }
        }
    }

    public static void CheckOneChain(int chains, string name)
    {
        if (chains != 1)
        {
            throw new ArgumentException($"{name} is {chains}, but a density owned by the caller runs exactly one chain. Set it to 1, or pass a model instead.", name);
        }
    }

    private static void CheckMetric(SamplerOptions options)
    {
        if (options.Plan is { } plan)
        {
            if (plan.Draws != options.Warmup)
            {
                throw new ArgumentException($"Plan has {plan.Draws} iterations, but Warmup is {options.Warmup}. Make them equal.", nameof(options.Plan));
            }

            MetricKind learnt = MetricOf(plan);
            if (options.Metric != MetricKind.Automatic && learnt != options.Metric)
            {
                throw new ArgumentException($"Metric is {options.Metric}, but the metric of Plan is {learnt}. Make them agree, or leave Metric to Automatic.", nameof(options.Metric));
            }
        }
        else if (options is { Metric: MetricKind.Dense or MetricKind.LowRank, Warmup: < 20 })
        {
            throw new ArgumentException($"Metric is {options.Metric}, but a warm-up of {options.Warmup} iterations estimates no metric. Use Automatic or Diagonal, or Warmup of at least 20.", nameof(options.Metric));
        }
        else if (options is { Metric: MetricKind.LowRank, Schedule: WarmupSchedule.Stan })
        {
            throw new ArgumentException("Metric is LowRank, but Stan's schedule learns no such metric. Use the schedule GradientBased, or Diagonal or Dense.", nameof(options.Metric));
        }
    }

    // The shape that the last phase which learns a metric leaves.
    private static MetricKind MetricOf(WarmupPlan plan)
    {
        MetricKind kind = MetricKind.Diagonal;
        foreach (WarmupPhase phase in plan.Phases)
        {
            kind = phase switch
            {
                WarmupPhase.Overlapping overlapping => overlapping.Kind,
                WarmupPhase.Metric metric => metric.Estimator == MetricEstimator.Covariance ? MetricKind.Dense : MetricKind.Diagonal,
                _ => kind,
            };
        }

        return kind;
    }

    private static void CheckChain(ChainOptions options, ulong epoch)
    {
        double target = options.TargetAcceptance;
        Require(options.Draws >= 1, nameof(options.Draws), options.Draws, "use at least 1 draw");
        Require(target > 0 && target < 1, nameof(options.TargetAcceptance), target, "use a number between 0 and 1 (0.8 is usual, 0.95 against divergences)");
        Require(options.MaxDepth is >= 1 and <= Tree.DepthLimit, nameof(options.MaxDepth), options.MaxDepth, $"use 1 to {Tree.DepthLimit} (10 is usual)");
        Require(options.StepSizeJitter is >= 0 and < 1, nameof(options.StepSizeJitter), options.StepSizeJitter, "use a fraction in [0, 1)");
        Require(options.MaxEnergyError > 0, nameof(options.MaxEnergyError), options.MaxEnergyError, "use a positive number (1000 is usual)");
        Require(options.Threads >= 1, nameof(options.Threads), options.Threads, "use at least 1 thread");
        Require(options.GradientThreads is null or >= 1, nameof(options.GradientThreads), options.GradientThreads, "use at least 1 thread, or null for a share of Threads");
        Require(options.InitialRadius >= 0 && double.IsFinite(options.InitialRadius), nameof(options.InitialRadius), options.InitialRadius, "use a finite half-width of at least 0 (2 is usual)");
        Require(epoch < RandomStream.EpochLimit, "Epoch", epoch, "use a number below 2^48");
    }

    private static void CheckPlan(WarmupPlan? plan, string name)
    {
        foreach (WarmupPhase phase in plan?.Phases ?? [])
        {
            Require(phase.Draws >= 1, name, phase.Draws, $"each phase needs at least 1 iteration ({phase})");
            if (phase is WarmupPhase.StepSize stepSize)
            {
                Require(stepSize.PriorCount >= 0 && double.IsFinite(stepSize.PriorCount), name, stepSize.PriorCount, "PriorCount must be a finite number of at least 0");
            }
        }
    }

    public static void Require<T>(bool condition, string option, T value, string remedy)
    {
        if (!condition)
        {
            throw new ArgumentOutOfRangeException(option, value, $"{option} cannot be {FormattableString.Invariant($"{value}")}: {remedy}.");
        }
    }
}
