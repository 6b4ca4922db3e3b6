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
        _rung = RefitRung.Frozen;
        if (ReferenceEquals(Draws, _pool.Draws))
        {
            Draws = _spare is { } spare && spare.Count == Draws.Count && !ReferenceEquals(spare, Draws)
                ? spare
                : new(Draws.Dimension, Draws.ValueCount, Draws.Count);
            _spare = null;
        }
    }

    /// <returns>Whether there are carried draws to score.</returns>
    private bool BeginScoring()
    {
        _carriedStepSize = StepSize;
        if (!OnLadder)
        {
            return false;
        }

        int every = _plan.Ladder!.SentinelEvery;
        if (every > 0 && _pool.SinceCold + 1 >= every)
        {
            Decide(RefitRung.Cold, $"refit {_pool.SinceCold + 1} since the last cold fit is a sentinel");
            return false;
        }

        if (_pool.Draws is not { } carried)
        {
            Decide(RefitRung.Frozen, "no draws are carried that could be scored");
            return false;
        }

        (_scores ??= new()).Begin(carried.Count, carried.Dimension);
        return true;
    }

    private void BeginScore(int draw)
    {
        _cancellation.ThrowIfCancellationRequested();
        ScoredPosition(draw).CopyTo(_space.Start);
        _space.PrepareStart();
    }

    private void EndScore(int draw)
    {
        if (_isFinite)
        {
            _scores!.Add(ScoredPosition(draw), _space.Gradient, _space.LogDensity, _moved is null ? _pool.LogDensity(draw) : _pool.MovedLogDensity(draw));
        }
        else
        {
            _scores!.AddFailure();
        }
    }

    private ReadOnlySpan<double> ScoredPosition(int draw) => _moved is null ? _pool.Position(draw) : _moved.AsSpan(draw * _space.Dimension, _space.Dimension);

    /// <returns>Whether the draws were moved, so that they have to be scored again.</returns>
    private bool EndScoring()
    {
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
            return false;
        }

        if (_moved is null && LadderRules.MayMatchMoments(evidence, _pool.Age, _pool.Ess, bounds) && (_moved = _pool.Move(_scores.LogWeights)) is not null)
        {
            _scores.Begin(_pool.Draws!.Count, _space.Dimension);
            return true;
        }

        Refuse(RefitRung.Reweighted, refusal);
        string change = LadderRules.ReasonNotToFreeze(_evidence!.Value, bounds);
        if (_evidence.Value.Failed > 0)
        {
            Refuse(RefitRung.Frozen, change);
            Decide(RefitRung.Cold, string.Empty);
        }
        else if (change.Length > 0)
        {
            Refuse(RefitRung.Frozen, change);
            Decide(RefitRung.Refreshed, string.Empty);
        }

        return false;
    }

    private void Decide(RefitRung rung, string why)
    {
        _rung = rung;
        if (why.Length > 0)
        {
            _decisions.Add(new(rung, false, why));
        }
    }

    private void Refuse(RefitRung rung, string why) => _decisions.Add(new(rung, false, why));

    /// <summary>The refit's draws are the carried ones, by their weights.</summary>
    private void Reweight(double seconds)
    {
        Span<int> chosen = Draws.Count <= 1024 ? stackalloc int[Draws.Count] : new int[Draws.Count];
        SystematicResampling.Choose(_scores!.LogWeights, _stream.Uniform(), chosen);
        Draws.Gather(_pool.Draws!, chosen, _scores.LogDensities);
        Draws.Start = ChainStart.Carried;
        Draws.WarmupGradients = _gradients;
        Draws.WarmupSeconds = seconds;
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
        if (!OnLadder && _decisions.Count == 0)
        {
            return;
        }

        LadderOptions bounds = _plan.Ladder!;
        _started = false;
        _iteration = 0;
        _overlaps = 0;
        _probation = default;
        _thinning = 1;
        switch (_rung)
        {
            case RefitRung.Frozen:
                _plan = _plan with { Warmup = new([new WarmupPhase.Settle(bounds.Probation)]) };
                break;
            case RefitRung.Refreshed:
                _metricRatio = _metric.UseScores(_scores!);
                _plan = _plan with { Warmup = new([new WarmupPhase.StepSize(bounds.TuningIterations, PriorCount: 40), new WarmupPhase.Settle(bounds.Probation)]) };
                break;
            default:
                _plan = _plan with { IsWarm = false, Warmup = WarmupPlan.GradientBased(bounds.ColdWarmup, _metric.Kind), GradientGuess = true };
                _metric.Reset();
                _metricRatio = double.NaN;
                break;
        }

        Draws.Reset(_plan.Warmup.Phases.Count);
        _total = _plan.Warmup.Draws + _plan.Options.Draws;
        StepSize = _carriedStepSize;
    }

    /// <summary>Puts a scored draw, chosen by its weight, where the chain starts; the last position stays when there are none.</summary>
    private void ChooseStart()
    {
        if (!OnLadder || _scores is null || _pool.Draws is null || _evidence is not { Failed: 0 })
        {
            return;
        }

        Span<int> chosen = stackalloc int[1];
        SystematicResampling.Choose(_scores.LogWeights, _stream.Uniform(), chosen);
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

    /// <summary>Draws that are too dependent are thinned, and the chain goes on.</summary>
    /// <returns>The next draw to make; their number when there are enough.</returns>
    private int NextToDraw()
    {
        int count = Draws.Count;
        if (_plan.Ladder is not { } bounds || _plan.Listener is not null || 2 * _thinning > bounds.MaxThinning || count < 2
            || CarriedPool.LeastEss(Draws, _density.Layout.ParameterValueCount) >= bounds.EnoughEssOf(count))
        {
            return count;
        }

        _thinning *= 2;
        Draws.KeepEverySecond();
        return count / 2;
    }

    /// <returns>Whether the rung's draws are the refit's; otherwise the next rung is to be tried.</returns>
    private bool PassesDraws()
    {
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
