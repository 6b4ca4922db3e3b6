// Storage of one chain's draws and statistics, which can be filled again and again.
namespace Exmc;

/// <summary>Storage of one chain: values by quantity, positions by draw.</summary>
internal sealed class ChainDraws(int dimension, int valueCount, int draws)
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

    public int DivergenceCount { get; private set; }

    public int DepthSaturations { get; set; }

    public long WarmupGradients { get; set; }

    public long SamplingGradients { get; set; }

    public double WarmupSeconds { get; set; }

    public double SamplingSeconds { get; set; }

    public ChainStart Start { get; set; }

    public int StartTries { get; set; }

    public double FirstStepSize { get; set; }

    /// <summary>What the warm-up did; made when it is first asked for.</summary>
    public WarmupReport Report => _report ??= new(Start, StartTries, FirstStepSize, [.. _phases.AsSpan(0, _phaseCount).ToArray().Select(phase => phase.Report())]);

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

        DivergenceCount = 0;
        DepthSaturations = 0;
        WarmupGradients = 0;
        SamplingGradients = 0;
        WarmupSeconds = 0;
        SamplingSeconds = 0;
        StartTries = 0;
        FirstStepSize = 1;
        _phaseCount = 0;
        _divergences = null;
        _report = null;
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
