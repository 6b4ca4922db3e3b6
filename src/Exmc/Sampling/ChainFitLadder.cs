// The refit ladder of a chain: score what is carried, then try one rung after the other.
namespace Exmc;

internal sealed partial class ChainFit
{
    private readonly CarriedPool _pool = new();
    private readonly List<RungDecision> _decisions = [];
    private ScoreBatch? _scores;
    private ChainDraws? _spare;
    private ScoreEvidence? _evidence;
    private Probation _probation;
    private RefitRung _rung;
    private double[]? _moved;
    private bool _isMomentMatched;
    private double _carriedStepSize;
    private double _metricRatio;
    private int _thinning = 1;
    private int _skipped;
    private int _scored;
    private bool _isScoring;
    private bool _isReported;

    /// <summary>Smallest effective sample size of the parameters: of the carried draws, times what their weights leave; NaN when none are carried.</summary>
    public double LeastEss => _pool.Draws is null ? double.NaN : _rung == RefitRung.Reweighted ? _evidence!.Value.Ess : _pool.Ess;

    private bool OnLadder => _plan is { Ladder: not null, IsWarm: true };

    /// <summary>Forgets what the last refit decided, and sees to it that carried draws are not overwritten.</summary>
    private void PrepareLadder()
    {
        _decisions.Clear();
        _evidence = null;
        _probation = default;
        _moved = null;
        _isMomentMatched = false;
        _metricRatio = 1;
        _thinning = 1;
        _skipped = 0;
        _scored = 0;
        _isScoring = false;
        _isReported = false;
        _rung = RefitRung.Frozen;
        if (ReferenceEquals(Draws, _pool.Draws))
        {
            Draws = _spare is { } spare && spare.Count == Draws.Count && !ReferenceEquals(spare, Draws)
                ? spare
                : new(Draws.Dimension, Draws.ValueCount, Draws.Count);
            _spare = null;
        }
    }

    /// <summary>A warm chain on the ladder first scores what it carries, if there is something to score.</summary>
    private void BeginLadder()
    {
        _carriedStepSize = StepSize;
        _stage = Stage.Search;
        if (!OnLadder)
        {
            return;
        }

        _stage = Stage.Score;
        int every = _plan.Ladder!.SentinelEvery;
        if (every > 0 && _pool.SinceCold + 1 >= every)
        {
            Refuse(RefitRung.Frozen, $"refit {_pool.SinceCold + 1} since the last cold fit is a sentinel");
            _rung = RefitRung.Cold;
        }
        else if (_pool.Draws is { } carried)
        {
            (_scores ??= new()).Begin(carried.Count, carried.Dimension);
            _isScoring = true;
        }
        else
        {
            Refuse(RefitRung.Reweighted, "no draws are carried that could be scored");
        }
    }

    private void BeginScore()
    {
        _cancellation.ThrowIfCancellationRequested();
        ScoredPosition(_scored).CopyTo(_space.Start);
        _space.PrepareStart();
    }

    private void EndScore()
    {
        if (_isFinite)
        {
            _scores!.Add(ScoredPosition(_scored), _space.Gradient, _space.LogDensity, _moved is null ? _pool.LogDensity(_scored) : _pool.MovedLogDensity(_scored));
        }
        else
        {
            _scores!.AddFailure();
        }

        _scored++;
    }

    private ReadOnlySpan<double> ScoredPosition(int draw) => _moved is null ? _pool.Position(draw) : _moved.AsSpan(draw * _space.Dimension, _space.Dimension);

    /// <summary>Chooses the rung; draws that are moved first have to be scored again.</summary>
    private void EndScoring()
    {
        _isScoring = false;
        LadderOptions bounds = _plan.Ladder!;
        ScoreEvidence evidence = _scores!.End(_moved ?? _pool.Positions, _pool.Ess);
        if (_moved is null)
        {
            _evidence = evidence;
        }

        string refusal = LadderRules.ReasonNotToReweight(evidence, _pool.Age, bounds);
        if (refusal.Length == 0)
        {
            if (_moved is not null)
            {
                _pool.KeepMoved(_density);
                _isMomentMatched = true;
                _evidence = evidence with { Shift = _evidence!.Value.Shift, ShiftZ = _evidence.Value.ShiftZ };
            }

            _rung = RefitRung.Reweighted;
            return;
        }

        if (_moved is null && LadderRules.MayMatchMoments(evidence, _pool.Age, _pool.Ess, bounds) && (_moved = _pool.Move(_scores.Weights)) is not null)
        {
            _scores.Begin(_pool.Draws!.Count, _space.Dimension);
            _scored = 0;
            _isScoring = true;
            return;
        }

        Refuse(RefitRung.Reweighted, refusal);
        string change = LadderRules.ReasonNotToFreeze(_evidence!.Value, bounds);
        if (change.Length > 0)
        {
            Refuse(RefitRung.Frozen, change);
            _rung = _evidence.Value.Failed > 0 ? RefitRung.Cold : RefitRung.Refreshed;
        }
    }

    private void Refuse(RefitRung rung, string why) => _decisions.Add(new(rung, false, why));

    /// <summary>The refit's draws are the carried ones, by their weights.</summary>
    private void Reweight()
    {
        Span<int> chosen = Draws.Count <= 1024 ? stackalloc int[Draws.Count] : new int[Draws.Count];
        SystematicResampling.Choose(_scores!.Weights, _stream.Uniform(), chosen);
        Draws.Gather(_pool.Draws!, chosen, _scores.LogDensities);
        Draws.Start = ChainStart.Carried;
        Draws.WarmupGradients = _gradients;
        Draws.WarmupSeconds = _clock.Seconds - _warmingSince;
        _stage = Stage.Draws;
        _pool.Age++;
        _pool.SinceCold++;
        Announce();
        Report();
    }

    // Listeners see each draw as if it had just been made.
    private void Announce()
    {
        for (int draw = 0; draw < Draws.Count && _plan.Listener is { } listener; draw++)
        {
            Draws.Completed = draw + 1;
            listener.Drawn(_plan.Chain, Draws);
        }
    }

    /// <summary>Makes the chain ready for the rung that is to be tried.</summary>
    private void BeginRung()
    {
        _started = false;
        _iteration = 0;
        _phase = 0;
        _done = 0;
        _overlaps = 0;
        _hasSettled = false;
        _leftOut = 0;
        _thinning = 1;
        _skipped = 0;
        _probation = default;
        StepSize = _carriedStepSize;
        _metricRatio = 1;
        if (_rung == RefitRung.Refreshed)
        {
            _metricRatio = _metric.UseScores(_scores!);
        }
        else if (_rung == RefitRung.Cold)
        {
            _metricRatio = double.NaN;
        }

        UsePlanOfRung();
        if (_rung == RefitRung.Cold)
        {
            _metric.Reset();
        }

        Draws.Reset(_plan.Warmup.Phases.Count);
        Draws.PlannedWarmup = _plan.Warmup.Draws;
        _stage = Stage.Search;
    }

    private void UsePlanOfRung()
    {
        LadderOptions bounds = _plan.Ladder!;
        WarmupPhase.Settle probation = new(bounds.Probation);
        _plan = _rung switch
        {
            RefitRung.Frozen => _plan with { Warmup = new([probation]) },
            RefitRung.Refreshed => _plan with { Warmup = new([new WarmupPhase.StepSize(bounds.TuningIterations, PriorCount: 40), probation]) },
            RefitRung.Cold => _plan with { IsWarm = false, Warmup = ColdWarmup(bounds.ColdWarmup), GradientGuess = true, UsesPathfinder = true },
            _ => _plan,
        };
        _total = _plan.Warmup.Draws + _plan.Options.Draws;
    }

    private static WarmupPlan ColdWarmup(int iterations)
    {
        SamplerOptions defaults = new();
        return WarmupPlan.GradientBased(iterations, defaults.Metric) with { EndsWhenSettledFrom = defaults.ShortestWarmup };
    }

    /// <summary>Puts a scored draw, chosen by its weight, where the chain starts; the last position stays when there are none.</summary>
    private void ChooseStart()
    {
        if (!OnLadder || _scores is null || _pool.Draws is null || _evidence is not { Failed: 0 })
        {
            return;
        }

        Span<int> chosen = stackalloc int[1];
        SystematicResampling.Choose(_scores.Weights, _stream.Uniform(), chosen);
        ScoredPosition(chosen[0]).CopyTo(_space.Start);
    }

    /// <returns>Whether the rung's draws may be made; otherwise the next rung is to be tried.</returns>
    private bool PassesProbation()
    {
        if (!OnLadder)
        {
            return true;
        }

        string refusal = LadderRules.ReasonNotToDraw(_probation.Evidence(double.NaN), _stepSize.Final / _carriedStepSize, _metricRatio, _rung, _plan.Ladder!);
        if (refusal.Length == 0)
        {
            return true;
        }

        NextRung(refusal);
        return false;
    }

    /// <summary>Of draws that are too dependent every second one is kept, and the chain goes on with twice the thinning.</summary>
    private void ThinIfDependent()
    {
        if (_plan.Ladder is { } bounds && _plan.Listener is null && 2 * _thinning <= bounds.MaxThinning && Draws.Count > 1
            && CarriedPool.LeastEss(Draws, _density.Layout.ParameterValueCount) < bounds.EnoughEssOf(Draws.Count))
        {
            _thinning *= 2;
            Draws.KeepEverySecond();
            _total = _iteration + (_thinning * (Draws.Count - Draws.Completed));
        }
    }

    /// <returns>Whether the rung's draws are the refit's; otherwise the next rung is to be tried.</returns>
    private bool PassesDraws()
    {
        if (Draws.Refit is not null)
        {
            return true;
        }

        if (OnLadder)
        {
            double z = _probation.Evidence(_probation.LogDensityZ(Draws.LogDensity)).LogDensityZ;
            if (Math.Abs(z) > _plan.Ladder!.MaxLogDensityZ)
            {
                NextRung(FormattableString.Invariant($"the log density moved on by {z:F1} standard errors after the probation"));
                return false;
            }

            Announce();
        }

        CarryDraws();
        if (_decisions.Count > 0)
        {
            Report();
        }

        return true;
    }

    private void NextRung(string refusal)
    {
        Refuse(_rung, refusal);
        // Without scores there is nothing to refresh the metric by.
        _rung = _rung == RefitRung.Frozen && _evidence is { Failed: 0 } ? RefitRung.Refreshed : RefitRung.Cold;
    }

    private void CarryDraws()
    {
        if (_plan.Ladder is null)
        {
            _pool.Clear();
            return;
        }

        if (_pool.Draws is { } old && !ReferenceEquals(old, Draws))
        {
            _spare = old;
        }

        _pool.Carry(Draws, _density.Layout.ParameterValueCount);
        _pool.SinceCold = _plan.IsWarm ? _pool.SinceCold + 1 : 0;
    }

    private void Report()
    {
        _decisions.Add(new(_rung, true, string.Empty));
        MakeReport();
    }

    private void MakeReport()
    {
        double z = _rung is RefitRung.Frozen or RefitRung.Refreshed ? _probation.LogDensityZ(Draws.LogDensity) : double.NaN;
        Draws.Refit = new(
            _rung,
            _rung == RefitRung.Reweighted ? _pool.Age : 0,
            _evidence,
            _isMomentMatched,
            _probation.Transitions == 0 ? null : _probation.Evidence(z),
            _rung == RefitRung.Reweighted ? 1 : StepSize / _carriedStepSize,
            _metricRatio,
            _gradients,
            [.. _decisions]);
    }
}
