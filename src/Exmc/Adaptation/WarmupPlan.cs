// Warm-up plans: a list of phases, and the standard lists.
namespace Exmc;

/// <summary>What is run before drawing: a list of phases.</summary>
/// <param name="Phases">The phases in order; empty samples with the step size that is searched or carried.</param>
public sealed record WarmupPlan(IReadOnlyList<WarmupPhase> Phases)
{
    /// <summary>Iterations below which the plans tune the step size only.</summary>
    internal const int ShortestWithWindows = 20;

    /// <summary>
    /// Iterations after which the plan may go on with its last phase as soon as metric, step size and place have settled; null runs all phases. The last
    /// phase counts towards them.
    /// </summary>
    public int? EndsWhenSettledFrom { get; init; }

    /// <summary>Total number of iterations.</summary>
    public int Draws
    {
        get
        {
            // Without the enumerator that a query allocates.
            int draws = 0;
            for (int i = 0; i < Phases.Count; i++)
            {
                draws += Phases[i].Draws;
            }

            return draws;
        }
    }

    /// <summary>The default plan of a refit: 50 iterations of the step size with the carried one as prior (weight 40), metric kept.</summary>
    public static WarmupPlan Refit { get; } = new([new WarmupPhase.StepSize(50, PriorCount: 40)]);

    /// <summary>The plan whose chains meet at the end of each overlapping window.</summary>
    internal WarmupPlan Together() => this with
    {
        Phases = [.. Phases.Select(phase => phase is WarmupPhase.Overlapping overlapping ? overlapping with { Together = true } : phase)],
    };

    /// <summary>No tuning at all: the carried step size and metric are used as they are.</summary>
    public static WarmupPlan None { get; } = new([]);

    /// <summary>The gradient-based plan: windows of 10, 10, 10, 15, 22, 33, ... iterations, then at most 75 of the step size only.</summary>
    /// <remarks>
    /// The windows tile the metric part exactly: the last one takes what is left when no further window fits.
    /// With fewer than 20 iterations only the step size is tuned. Every metric starts as a diagonal one.
    /// </remarks>
    public static WarmupPlan GradientBased(int warmup, MetricKind metric = MetricKind.Automatic)
    {
        const int ShortWindow = 10;
        const int ShortWindows = 3;
        const double Growth = 1.5;
        const int LongestLast = 75;
        ArgumentOutOfRangeException.ThrowIfNegative(warmup);
        if (warmup < ShortestWithWindows)
        {
            return StepSizeOnly(warmup);
        }

        int last = Math.Min(LongestLast, Math.Max(5, (int)(0.15 * warmup)));
        int learning = warmup - last;
        List<WarmupPhase> phases = [];
        int done = 0;
        for (double window = ShortWindow; done < learning; window *= phases.Count < ShortWindows ? 1 : Growth)
        {
            int next = (int)(window * (phases.Count + 1 < ShortWindows ? 1 : Growth));
            bool final = learning - done - (int)window < next;
            int draws = final ? learning - done : (int)window;
            phases.Add(new WarmupPhase.Overlapping(draws, Symmetric: final, metric));
            done += draws;
        }

        phases.Add(new WarmupPhase.StepSize(last, Symmetric: true));
        return new(phases);
    }

    /// <summary>Stan's plan: 75 iterations of the step size, windows of 25, 50, 100, ..., then 50 iterations of the step size.</summary>
    /// <remarks>Fewer than 150 iterations are split 15 % / 75 % / 10 % with one window, fewer than 20 tune the step size only.</remarks>
    public static WarmupPlan Stan(int warmup, MetricKind metric = MetricKind.Diagonal)
    {
        const int FirstWindow = 25;
        ArgumentOutOfRangeException.ThrowIfNegative(warmup);
        if (warmup < ShortestWithWindows)
        {
            return StepSizeOnly(warmup);
        }

        MetricEstimator estimator = metric == MetricKind.Dense ? MetricEstimator.Covariance : MetricEstimator.Variance;
        bool full = warmup >= 150;
        int first = full ? 75 : (int)(0.15 * warmup);
        int last = full ? 50 : (int)(0.10 * warmup);
        int end = warmup - last;
        List<WarmupPhase> phases = [new WarmupPhase.StepSize(first)];
        int done = first;
        int window = FirstWindow;
        while (done < end)
        {
            // A window whose successor would not fit takes everything that is left.
            int draws = !full || end - done - window < 2 * window ? end - done : window;
            phases.Add(new WarmupPhase.Metric(draws, estimator));
            done += draws;
            window *= 2;
        }

        phases.Add(new WarmupPhase.StepSize(last));
        return new(phases);
    }

    private static WarmupPlan StepSizeOnly(int warmup) => warmup == 0 ? None : new([new WarmupPhase.StepSize(warmup)]);
}
