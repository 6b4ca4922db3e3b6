// One chain as resumable code: start, warm-up plan, draws.
using System.Diagnostics;

namespace Exmc;

/// <summary>
/// One chain that can be fitted again and again; a refit of the same shape allocates nothing. It stops wherever it needs a gradient:
/// <see cref="Start"/> and <see cref="Resume"/> say whether one is wanted, of the position in <see cref="Space"/>. What it draws does not
/// depend on who evaluates.
/// </summary>
/// <remarks>Draws and adaptation are overwritten by the next fit.</remarks>
internal sealed partial class ChainFit
{
    private const int ProgressInterval = 50;
    private readonly RandomStream _stream = new(0, 0, 0);
    private readonly DualAveraging _stepSize = new();
    private IDensity _density = null!;
    private ChainPlan _plan;
    private CancellationToken _cancellation;
    private ShareClock? _ownClock;
    private ShareClock _clock = null!;
    private PhaseSpace _space = null!;
    private NutsKernel _kernel = null!;
    private StepSizeSearch _search = null!;
    private ChainMetric _metric = null!;
    private IEnumerator<Wait>? _course;
    private Wait _wait;
    private bool _started;
    private bool _isFinite;
    private bool _isUnderWay;
    private Stage _stage;
    private double _startSeconds;
    private double _warmingSince;
    private double _drawingSince;
    private double _spentSeconds;
    private double _spentWallSeconds;
    private long _startTimestamp;
    private long _gradients;
    private int _maxDepth;
    private int _iteration;
    private int _total;

    // What a chain waits for, between two gradients.
    private enum Wait
    {
        Nothing,
        Start,
        Score,
        Search,
        Transition,
    }

    /// <summary>The model's density on the data to be fitted.</summary>
    public IDensity Density => _density;

    /// <summary>Where positions are to be evaluated.</summary>
    public PhaseSpace Space => _space;

    /// <summary>The draws of the latest fit.</summary>
    public ChainDraws Draws { get; private set; } = null!;

    /// <summary>Tuned step size of the latest fit.</summary>
    public double StepSize { get; private set; }

    /// <summary>A copy of what the latest fit learnt.</summary>
    public ChainAdaptation Adaptation => _metric.Carry(StepSize) with { Draws = _climb?.Pool.Carried ?? Carried() };

    // Draws that are carried without a ladder: those that were finished.
    private CarriedDraws? Carried() => Draws.Completed == 0
        ? null
        : new(Draws.Positions.AsMemory(0, Draws.Completed * Draws.Dimension), Draws.LogDensity.AsMemory(0, Draws.Completed));

    /// <summary>Time of the fit since it started, seconds; in lanes its share of the thread's time.</summary>
    public double Seconds => _clock.Seconds - _startSeconds;

    /// <summary>Whether all draws are made.</summary>
    public bool IsComplete => _stage == Stage.Draws && Draws.Completed == Draws.Count;

    /// <summary>A view of the latest fit, until the next one overwrites its draws.</summary>
    public Posterior ToPosterior() => PosteriorStore.Of(_density.Layout, [Draws], [Adaptation], _plan);

    /// <summary>Says what to fit next. Memory is kept when the shapes are those of the fit before.</summary>
    /// <exception cref="InvalidOperationException">The plan goes on in place, but there is no fit of this shape to go on from.</exception>
    public void Begin(IDensity density, in ChainPlan plan, CancellationToken cancellation)
    {
        if (!HasShape(density, plan) && plan is { IsWarm: true, Carried: null })
        {
            throw new InvalidOperationException("There is no fit of this shape to go on from.");
        }

        Allocate(density, plan, cancellation);
    }

    /// <summary>From here on this stops the fit.</summary>
    public void StopBy(CancellationToken cancellation) => _cancellation = cancellation;

    private bool HasShape(IDensity density, in ChainPlan plan) =>
        _space is not null && _space.Dimension == density.Dimension && _maxDepth == plan.Options.MaxDepth;

    private void Allocate(IDensity density, in ChainPlan plan, CancellationToken cancellation)
    {
        int draws = plan.Options.Draws;
        int values = density.Layout.ValueCount;
        _density = density;
        _plan = plan;
        _cancellation = cancellation;
        _stage = Stage.Fresh;
        _spentSeconds = 0;
        _spentWallSeconds = 0;
        if (!HasShape(density, plan))
        {
            _maxDepth = plan.Options.MaxDepth;
            Tree tree = new(_maxDepth);
            _space = new(density.Dimension, _maxDepth);
            _kernel = new(_space, _stream, tree);
            _search = new(_kernel);
            _metric = new(_space);
        }

        if (Draws is null || Draws.Dimension != density.Dimension || Draws.ValueCount != values || Draws.Count != draws)
        {
            Draws = new(density.Dimension, values, draws);
        }
    }

    /// <summary>Runs the whole fit with the density's own gradients, and a clock of its own.</summary>
    public void Run() => Run(_ownClock ??= new());

    /// <summary>Runs the whole fit with the density's own gradients.</summary>
    /// <param name="clock">Measures the time of the fit, which alone has it.</param>
    public void Run(ShareClock clock)
    {
        _space.UseNoLane();
        clock.Share(1);
        bool wants = Start(clock);
        while (wants)
        {
            DensityStatus status = _density.Evaluate(_space.Evaluated, _space.EvaluatedGradient, out double logDensity);
            wants = Resume(status, logDensity);
        }
    }

    /// <summary>Starts the fit, or goes on with one that was stopped.</summary>
    /// <param name="clock">Measures the time of the fit.</param>
    /// <returns>Whether a gradient is wanted; false ends the fit.</returns>
    /// <exception cref="SamplingException">The fit cannot go on; also from <see cref="Resume"/>.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; also from <see cref="Resume"/>.</exception>
    public bool Start(ShareClock clock)
    {
        // A course that failed cannot be resumed.
        if (_wait != Wait.Nothing || _course is null)
        {
            _course = Course();
        }

        _clock = clock;
        _startSeconds = clock.Seconds - _spentSeconds;
        _startTimestamp = Stopwatch.GetTimestamp();
        _wait = Wait.Start;
        return Continue();
    }

    /// <summary>Takes the gradient that was wanted.</summary>
    /// <returns>Whether another one is wanted; false ends the fit.</returns>
    public bool Resume(DensityStatus status, double logDensity)
    {
        _gradients++;
        switch (_wait)
        {
            case Wait.Transition:
                return _kernel.Advance(status, logDensity) || Continue();
            case Wait.Search:
                if (!_search.Advance(status, logDensity))
                {
                    return Continue();
                }

                _cancellation.ThrowIfCancellationRequested();
                return true;
            case Wait.Score:
                _isFinite = _space.Receive(status, logDensity);
                return Continue();
            default:
                _started = _space.AcceptStart(status, logDensity);
                return Continue();
        }
    }

    private bool Continue()
    {
        _course!.MoveNext();
        _wait = _course.Current;
        return _wait != Wait.Nothing;
    }

    // One fit after the other: the course of a fit that ended is used again, so that it is allocated once.
    private IEnumerator<Wait> Course()
    {
        while (true)
        {
            if (_stage == Stage.Fresh)
            {
                Prepare();
            }

            if (_space.Dimension == 0)
            {
                DrawWithoutParameters();
                yield return Wait.Nothing;
                continue;
            }

            _warmingSince = _clock.Seconds - Draws.WarmupSeconds;
            if (_stage == Stage.Score)
            {
                while (Climb.IsScoring)
                {
                    while (Climb.Scored < Climb.Pool.Draws!.Count)
                    {
                        BeginScore();
                        yield return Wait.Score;
                        EndScore();
                    }

                    EndScoring();
                }

                if (Climb.Rung == RefitRung.Reweighted)
                {
                    Reweight();
                    yield return Wait.Nothing;
                    continue;
                }

                BeginRung();
            }

            bool isDrawn = false;
            while (!isDrawn)
            {
                if (_stage == Stage.Search)
                {
                    FindStart();
                }

                if (_stage == Stage.Start)
                {
                    while (!_started)
                    {
                        _cancellation.ThrowIfCancellationRequested();
                        PrepareStart();
                        yield return Wait.Start;
                    }

                    BeginPhases(BeginWarmup());
                }

                if (_stage == Stage.FirstSearch)
                {
                    _search.Again();
                    yield return Wait.Search;
                    EndSearch(isFirst: true);
                    BeginPhases(searches: false);
                }

                for (; _phase < _plan.Warmup.Phases.Count; _phase++)
                {
                    if (_stage == Stage.Phase)
                    {
                        _stage = BeginPhase() ? Stage.PhaseSearch : Stage.Window;
                    }

                    if (_stage == Stage.PhaseSearch)
                    {
                        _search.Again();
                        yield return Wait.Search;
                        EndSearch(isFirst: false);
                        _stage = Stage.Window;
                    }

                    if (_stage == Stage.Window)
                    {
                        BeginWindow();
                        _done = 0;
                        _stage = Stage.Iterations;
                    }

                    if (_stage == Stage.Iterations)
                    {
                        while (_done < _plan.Warmup.Phases[_phase].Draws)
                        {
                            BeginIteration();
                            yield return Wait.Transition;
                            EndIteration();
                        }

                        _stage = EndWindow();
                    }

                    while (_stage == Stage.Meeting)
                    {
                        KeepPrefix();
                        yield return Wait.Nothing;
                        _warmingSince = _clock.Seconds - Draws.WarmupSeconds;
                    }

                    if (_stage == Stage.Met)
                    {
                        _stage = Stage.Phase;
                    }

                    if (_stage == Stage.WindowSearch)
                    {
                        _search.Again();
                        yield return Wait.Search;
                        EndSearch(isFirst: false);
                        _stage = Stage.Phase;
                    }

                    EndPhase();
                    EndWarmupWhenSettled();
                }

                if (_stage == Stage.Phase)
                {
                    if (!PassesProbation())
                    {
                        BeginRung();
                        continue;
                    }

                    BeginDraws();
                }

                _drawingSince = _clock.Seconds - Draws.SamplingSeconds;
                while (Draws.Completed < Draws.Count)
                {
                    Step();
                    yield return Wait.Transition;
                    EndTransition();
                }

                isDrawn = PassesDraws();
                if (!isDrawn)
                {
                    BeginRung();
                }
            }

            EndDraws();
            yield return Wait.Nothing;
        }
    }

    private void Prepare()
    {
        PrepareLadder();
        Draws.Reset(_plan.Warmup.Phases.Count);
        Draws.PlannedWarmup = _plan.Warmup.Draws;
        _stream.Restart(_plan.Seed, _plan.Epoch, _plan.Chain);
        _kernel.Jitter = _plan.Options.StepSizeJitter;
        _kernel.MaxEnergyError = _plan.Options.MaxEnergyError;
        _stepSize.Target = _plan.Options.TargetAcceptance;
        _started = false;
        _isUnderWay = false;
        _gradients = 0;
        _iteration = 0;
        _phase = 0;
        _done = 0;
        _total = _plan.Warmup.Draws + _plan.Options.Draws;
        _overlaps = 0;
        _hasSettled = false;
        _leftOut = 0;
        _note = string.Empty;
        PrepareMetric();
        BeginLadder();
    }

    private void Step()
    {
        _cancellation.ThrowIfCancellationRequested();
        _iteration++;
        _isUnderWay = true;
        _kernel.Begin();
    }

    private void ReportProgress(int divergences, bool warmup)
    {
        if (_plan.Options.Progress is { } progress && (_iteration % ProgressInterval == 0 || _iteration == _total))
        {
            progress.Report(new(
                _plan.Chain, _iteration, _total, warmup, divergences, _kernel.StepSize, _gradients, _plan.Warmup.Draws - _leftOut, WallSeconds));
        }
    }
}
