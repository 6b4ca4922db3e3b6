// Storage of one chain's draws and statistics, which can be filled again and again.
namespace Exmc;

/// <summary>Storage of one chain: values by quantity, positions by draw.</summary>
internal sealed partial class ChainDraws(int dimension, int valueCount, int draws)
{
    private double[] _divergentPositions = [];
    private DivergentStep[] _divergentSteps = [];
    private PhaseOutcome[] _phases = [];
    private int _phaseCount;
    private Divergence[]? _divergences;
    private WarmupReport? _report;

    public int Dimension { get; } = dimension;

    public int ValueCount { get; } = valueCount;

    public int Count { get; } = draws;

    public double[] Values { get; } = new double[(long)valueCount * draws];

    public double[] Positions { get; } = new double[(long)dimension * draws];

    /// <summary>Room for the values of one draw.</summary>
    public double[] Latest { get; } = new double[valueCount];

    public double[] LogDensity { get; } = new double[draws];

    public double[] Acceptance { get; } = new double[draws];

    public double[] StepSize { get; } = new double[draws];

    public double[] Energy { get; } = new double[draws];

    public int[] Depth { get; } = new int[draws];

    public int[] Gradients { get; } = new int[draws];

    public bool[] Divergent { get; } = new bool[draws];

    /// <summary>Draws that are finished, 0 to <see cref="Count"/>.</summary>
    public int Completed { get; set; }

    public int DivergenceCount { get; private set; }

    public int DepthSaturations { get; set; }

    public long WarmupGradients { get; set; }

    public long SamplingGradients { get; set; }

    public double WarmupSeconds { get; set; }

    public double SamplingSeconds { get; set; }

    public ChainStart Start { get; set; }

    public int StartTries { get; set; }

    public double FirstStepSize { get; set; }

    /// <summary>How a refit got the draws; null when it is no refit by the ladder.</summary>
    public RefitReport? Refit { get; set; }

    public long StartGradients { get; set; }

    public int PlannedWarmup { get; set; }

    public WarmupEnd WarmupEnd { get; set; }

    public MetricKind MetricKind { get; set; }

    public int MetricRank { get; set; }

    public double MetricGain { get; set; }

    /// <summary>What the warm-up did; made when it is first asked for.</summary>
    public WarmupReport Report => _report ??= new(Start, StartTries, FirstStepSize, [.. _phases.AsSpan(0, _phaseCount).ToArray().Select(phase => phase.Report())])
    {
        StartGradients = StartGradients,
        PlannedIterations = PlannedWarmup,
        End = WarmupEnd,
        Metric = new(MetricKind, MetricRank, MetricGain),
    };

    /// <summary>One record per divergent draw; made when they are first asked for.</summary>
    public IReadOnlyList<Divergence> Divergences => _divergences ??= [.. Enumerable.Range(0, DivergenceCount).Select(DivergenceOf)];

    public ReadOnlySpan<double> Value(int index) => Values.AsSpan(index * Count, Count);

    /// <summary>Forgets what is counted and reported, before the draws are overwritten.</summary>
    /// <param name="phases">Phases of the warm-up that is going to be reported.</param>
    public void Reset(int phases)
    {
        if (_phases.Length < phases)
        {
            _phases = new PhaseOutcome[phases];
        }

        Completed = 0;
        DivergenceCount = 0;
        DepthSaturations = 0;
        WarmupGradients = 0;
        SamplingGradients = 0;
        WarmupSeconds = 0;
        SamplingSeconds = 0;
        StartTries = 0;
        FirstStepSize = 1;
        StartGradients = 0;
        PlannedWarmup = 0;
        WarmupEnd = WarmupEnd.Planned;
        MetricKind = MetricKind.Diagonal;
        MetricRank = 0;
        MetricGain = double.NaN;
        _phaseCount = 0;
        _divergences = null;
        _report = null;
        Refit = null;
    }

    public void AddPhase(in PhaseOutcome phase)
    {
        _phases[_phaseCount++] = phase;
    }

    /// <summary>Stores <see cref="Latest"/> as the values of a draw.</summary>
    public void StoreLatest(int draw)
    {
        double[] latest = Latest;
        double[] values = Values;
        for (int value = 0, place = draw; value < latest.Length; value++, place += Count)
        {
            values[place] = latest[value];
        }
    }

    /// <summary>Records the divergence of a draw; its positions before and after are to be written to <paramref name="start"/> and <paramref name="end"/>.</summary>
    public void AddDivergence(int draw, DensityStatus cause, double energyError, out Span<double> start, out Span<double> end)
    {
        if (DivergenceCount == _divergentSteps.Length)
        {
            Array.Resize(ref _divergentSteps, Math.Max(4, 2 * DivergenceCount));
            Array.Resize(ref _divergentPositions, 2 * Dimension * _divergentSteps.Length);
        }

        start = _divergentPositions.AsSpan(2 * DivergenceCount * Dimension, Dimension);
        end = _divergentPositions.AsSpan(((2 * DivergenceCount) + 1) * Dimension, Dimension);
        _divergentSteps[DivergenceCount++] = new(draw, cause, energyError);
    }

    /// <summary>Takes over draws of another storage, with what their transitions reported; a divergence is not recorded again.</summary>
    /// <param name="from">Storage of the same shape, but for the number of draws.</param>
    /// <param name="chosen">Its draws, one for each of this storage.</param>
    /// <param name="logDensities">Log density of each of its draws, as it is to be reported.</param>
    public void Gather(ChainDraws from, ReadOnlySpan<int> chosen, ReadOnlySpan<double> logDensities)
    {
        for (int value = 0; value < ValueCount; value++)
        {
            ReadOnlySpan<double> source = from.Value(value);
            Span<double> target = Values.AsSpan(value * Count, Count);
            for (int draw = 0; draw < target.Length; draw++)
            {
                target[draw] = source[chosen[draw]];
            }
        }

        for (int draw = 0; draw < Count; draw++)
        {
            int source = chosen[draw];
            from.Positions.AsSpan(source * Dimension, Dimension).CopyTo(Positions.AsSpan(draw * Dimension));
            LogDensity[draw] = logDensities[source];
            Acceptance[draw] = from.Acceptance[source];
            StepSize[draw] = from.StepSize[source];
            Energy[draw] = from.Energy[source];
            Depth[draw] = from.Depth[source];
            Gradients[draw] = from.Gradients[source];
            Divergent[draw] = from.Divergent[source];
        }

        Completed = Count;
    }

    /// <summary>The second, fourth, ... draw become the first half; the rest is to be drawn. Recorded divergences keep pointing to the draws they led to.</summary>
    public void KeepEverySecond()
    {
        int half = Count / 2;
        for (int value = 0; value < ValueCount; value++)
        {
            Thin(Values.AsSpan(value * Count, Count), half);
        }

        for (int draw = 0; draw < half; draw++)
        {
            Positions.AsSpan(((2 * draw) + 1) * Dimension, Dimension).CopyTo(Positions.AsSpan(draw * Dimension));
        }

        Thin<double>(LogDensity, half);
        Thin<double>(Acceptance, half);
        Thin<double>(StepSize, half);
        Thin<double>(Energy, half);
        Thin<int>(Depth, half);
        Thin<int>(Gradients, half);
        Thin<bool>(Divergent, half);
        for (int step = 0; step < DivergenceCount; step++)
        {
            _divergentSteps[step] = _divergentSteps[step] with { Draw = Math.Min(_divergentSteps[step].Draw / 2, half - 1) };
        }

        Completed = half;
    }

    private static void Thin<T>(Span<T> values, int half)
    {
        for (int draw = 0; draw < half; draw++)
        {
            values[draw] = values[(2 * draw) + 1];
        }
    }

    /// <summary>The first draws alone; the same object when these are all. The cost of draws that are left out is left out.</summary>
    /// <param name="count">At least 1, at most <see cref="Completed"/>.</param>
    /// <param name="maxDepth">Doublings at which a trajectory counts as saturated.</param>
    public ChainDraws Prefix(int count, int maxDepth)
    {
        if (count == Count)
        {
            return this;
        }

        ChainDraws prefix = new(Dimension, ValueCount, count);
        for (int value = 0; value < ValueCount; value++)
        {
            Value(value)[..count].CopyTo(prefix.Values.AsSpan(value * count));
        }

        Positions.AsSpan(0, count * Dimension).CopyTo(prefix.Positions);
        LogDensity.AsSpan(0, count).CopyTo(prefix.LogDensity);
        Acceptance.AsSpan(0, count).CopyTo(prefix.Acceptance);
        StepSize.AsSpan(0, count).CopyTo(prefix.StepSize);
        Energy.AsSpan(0, count).CopyTo(prefix.Energy);
        Depth.AsSpan(0, count).CopyTo(prefix.Depth);
        Gradients.AsSpan(0, count).CopyTo(prefix.Gradients);
        Divergent.AsSpan(0, count).CopyTo(prefix.Divergent);
        prefix.Reset(_phaseCount);
        _phases.AsSpan(0, _phaseCount).CopyTo(prefix._phases);
        prefix._phaseCount = _phaseCount;
        prefix.Completed = count;
        prefix._divergentSteps = _divergentSteps;
        prefix._divergentPositions = _divergentPositions;
        prefix.DivergenceCount = prefix.Divergent.Count(divergent => divergent);
        prefix.DepthSaturations = prefix.Depth.Count(depth => depth == maxDepth);
        prefix.Start = Start;
        prefix.StartTries = StartTries;
        prefix.FirstStepSize = FirstStepSize;
        prefix.StartGradients = StartGradients;
        prefix.PlannedWarmup = PlannedWarmup;
        prefix.WarmupEnd = WarmupEnd;
        prefix.MetricKind = MetricKind;
        prefix.MetricRank = MetricRank;
        prefix.MetricGain = MetricGain;
        prefix.WarmupGradients = WarmupGradients;
        prefix.WarmupSeconds = WarmupSeconds;
        prefix.SamplingGradients = prefix.Gradients.Sum(gradients => (long)gradients);
        prefix.SamplingSeconds = SamplingSeconds * count / Completed;
        prefix.Refit = Refit;
        return prefix;
    }

    private Divergence DivergenceOf(int index)
    {
        DivergentStep step = _divergentSteps[index];
        ReadOnlySpan<double> positions = _divergentPositions.AsSpan(2 * index * Dimension, 2 * Dimension);
        return new(step.Draw, step.Cause, step.EnergyError, positions[..Dimension].ToArray(), positions[Dimension..].ToArray());
    }

    private readonly record struct DivergentStep(int Draw, DensityStatus Cause, double EnergyError);
}

/// <summary>What one phase of a warm-up did, as a value.</summary>
internal readonly record struct PhaseOutcome(WarmupPhase Phase, long Gradients, int MetricUpdates, double StepSize, int Divergences, string Note)
{
    public PhaseReport Report() => new(Phase, Phase.Draws, Gradients, MetricUpdates, StepSize, Divergences, Note);
}
