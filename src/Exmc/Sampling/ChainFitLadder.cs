// The refit ladder of a chain: score what is carried, then try one rung after the other.
namespace Exmc;

internal sealed partial class ChainFit
{
    private LadderClimb? _climb;
    private int _thinning = 1;
    private int _skipped;

    /// <summary>Smallest effective sample size of the parameters: of the carried draws, times what their weights leave; NaN when none are carried.</summary>
    public double LeastEss => _climb?.Pool.Draws is null ? double.NaN : _climb.Rung == RefitRung.Reweighted ? _climb.Evidence!.Value.Ess : _climb.Pool.Ess;

    // Made when a plan with a ladder first needs it.
    private LadderClimb Climb => _climb ??= new();

    private bool OnLadder => _plan is { Ladder: not null, IsWarm: true };

    /// <summary>Forgets what the last refit decided, and sees to it that carried draws are not overwritten.</summary>
    private void PrepareLadder()
    {
        _climb?.Reset();
        _thinning = 1;
        _skipped = 0;
        if (_climb is not null && ReferenceEquals(Draws, _climb.Pool.Draws))
        {
            Draws = _climb.Spare is { } spare && spare.Count == Draws.Count && !ReferenceEquals(spare, Draws)
                ? spare
                : new(Draws.Dimension, Draws.ValueCount, Draws.Count);
            _climb.Spare = null;
        }
    }

    /// <summary>A warm chain on the ladder first scores what it carries, if there is something to score.</summary>
    private void BeginLadder()
    {
        _stage = Stage.Search;
        if (!OnLadder)
        {
            return;
        }

        Climb.CarriedStepSize = StepSize;
        _stage = Stage.Score;
        int every = _plan.Ladder!.SentinelEvery;
        if (every > 0 && Climb.Pool.SinceCold + 1 >= every)
        {
            Refuse(RefitRung.Frozen, $"refit {Climb.Pool.SinceCold + 1} since the last cold fit is a sentinel");
            Climb.Rung = RefitRung.Cold;
        }
        else if (Climb.Pool.Draws is { } carried)
        {
            (Climb.Scores ??= new()).Begin(carried.Count, carried.Dimension);
            Climb.IsScoring = true;
        }
        else
        {
            Refuse(RefitRung.Reweighted, "no draws are carried that could be scored");
        }
    }

    private void BeginScore()
    {
        _cancellation.ThrowIfCancellationRequested();
        ScoredPosition(Climb.Scored).CopyTo(_space.Start);
        _space.PrepareStart();
    }

    private void EndScore()
    {
        if (_isFinite)
        {
            Climb.Scores!.Add(ScoredPosition(Climb.Scored), _space.Gradient, _space.LogDensity, Climb.Moved is null ? Climb.Pool.LogDensity(Climb.Scored) : Climb.Pool.MovedLogDensity(Climb.Scored));
        }
        else
        {
            Climb.Scores!.AddFailure();
        }

        Climb.Scored++;
    }

    private ReadOnlySpan<double> ScoredPosition(int draw) => Climb.Moved is null ? Climb.Pool.Position(draw) : Climb.Moved.AsSpan(draw * _space.Dimension, _space.Dimension);

    /// <summary>Chooses the rung; draws that are moved first have to be scored again.</summary>
    private void EndScoring()
    {
        Climb.IsScoring = false;
        LadderOptions bounds = _plan.Ladder!;
        ScoreEvidence evidence = Climb.Scores!.End(Climb.Moved ?? Climb.Pool.Positions, Climb.Pool.Ess);
        if (Climb.Moved is null)
        {
            Climb.Evidence = evidence;
        }

        string refusal = LadderRules.ReasonNotToReweight(evidence, Climb.Pool.Age, bounds);
        if (refusal.Length == 0)
        {
            if (Climb.Moved is not null)
            {
                Climb.Pool.KeepMoved(_density);
                Climb.IsMomentMatched = true;
                Climb.Evidence = evidence with { Shift = Climb.Evidence!.Value.Shift, ShiftZ = Climb.Evidence.Value.ShiftZ };
            }

            Climb.Rung = RefitRung.Reweighted;
            return;
        }

        if (Climb.Moved is null && LadderRules.MayMatchMoments(evidence, Climb.Pool.Age, Climb.Pool.Ess, bounds) && (Climb.Moved = Climb.Pool.Move(Climb.Scores.Weights)) is not null)
        {
            Climb.Scores.Begin(Climb.Pool.Draws!.Count, _space.Dimension);
            Climb.Scored = 0;
            Climb.IsScoring = true;
            return;
        }

        Refuse(RefitRung.Reweighted, refusal);
        string change = LadderRules.ReasonNotToFreeze(Climb.Evidence!.Value, bounds);
        if (change.Length > 0)
        {
            Refuse(RefitRung.Frozen, change);
            Climb.Rung = Climb.Evidence.Value.Failed > 0 ? RefitRung.Cold : RefitRung.Refreshed;
        }
    }

    private void Refuse(RefitRung rung, string why) => Climb.Decisions.Add(new(rung, false, why));

    /// <summary>The refit's draws are the carried ones, by their weights.</summary>
    private void Reweight()
    {
        Span<int> chosen = Draws.Count <= 1024 ? stackalloc int[Draws.Count] : new int[Draws.Count];
        SystematicResampling.Choose(Climb.Scores!.Weights, _stream.Uniform(), chosen);
        Draws.Gather(Climb.Pool.Draws!, chosen, Climb.Scores.LogDensities);
        Draws.Start = ChainStart.Carried;
        Draws.WarmupGradients = _gradients;
        Draws.WarmupSeconds = _clock.Seconds - _warmingSince;
        _stage = Stage.Draws;
        Climb.Pool.Age++;
        Climb.Pool.SinceCold++;
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
        Climb.Probation = default;
        StepSize = Climb.CarriedStepSize;
        Climb.MetricRatio = 1;
        if (Climb.Rung == RefitRung.Refreshed)
        {
            Climb.MetricRatio = _metric.UseScores(Climb.Scores!);
        }
        else if (Climb.Rung == RefitRung.Cold)
        {
            Climb.MetricRatio = double.NaN;
        }

        UsePlanOfRung();
        if (Climb.Rung == RefitRung.Cold)
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
        _plan = Climb.Rung switch
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
        if (!OnLadder || Climb.Scores is null || Climb.Pool.Draws is null || Climb.Evidence is not { Failed: 0 })
        {
            return;
        }

        Span<int> chosen = stackalloc int[1];
        SystematicResampling.Choose(Climb.Scores.Weights, _stream.Uniform(), chosen);
        ScoredPosition(chosen[0]).CopyTo(_space.Start);
    }

    /// <returns>Whether the rung's draws may be made; otherwise the next rung is to be tried.</returns>
    private bool PassesProbation()
    {
        if (!OnLadder)
        {
            return true;
        }

        string refusal = LadderRules.ReasonNotToDraw(Climb.Probation.Evidence(double.NaN), _stepSize.Final / Climb.CarriedStepSize, Climb.MetricRatio, Climb.Rung, _plan.Ladder!);
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
            double z = Climb.Probation.Evidence(Climb.Probation.LogDensityZ(Draws.LogDensity)).LogDensityZ;
            if (Math.Abs(z) > _plan.Ladder!.MaxLogDensityZ)
            {
                NextRung(FormattableString.Invariant($"the log density moved on by {z:F1} standard errors after the probation"));
                return false;
            }

            Announce();
        }

        CarryDraws();
        if (_climb is { Decisions.Count: > 0 })
        {
            Report();
        }

        return true;
    }

    private void NextRung(string refusal)
    {
        Refuse(Climb.Rung, refusal);
        // Without scores there is nothing to refresh the metric by.
        Climb.Rung = Climb.Rung == RefitRung.Frozen && Climb.Evidence is { Failed: 0 } ? RefitRung.Refreshed : RefitRung.Cold;
    }

    private void CarryDraws()
    {
        if (_plan.Ladder is null)
        {
            _climb?.Pool.Clear();
            return;
        }

        if (Climb.Pool.Draws is { } old && !ReferenceEquals(old, Draws))
        {
            Climb.Spare = old;
        }

        Climb.Pool.Carry(Draws, _density.Layout.ParameterValueCount);
        Climb.Pool.SinceCold = _plan.IsWarm ? Climb.Pool.SinceCold + 1 : 0;
    }

    private void Report()
    {
        Climb.Decisions.Add(new(Climb.Rung, true, string.Empty));
        MakeReport();
    }

    private void MakeReport()
    {
        double z = Climb.Rung is RefitRung.Frozen or RefitRung.Refreshed ? Climb.Probation.LogDensityZ(Draws.LogDensity) : double.NaN;
        Draws.Refit = new(
            Climb.Rung,
            Climb.Rung == RefitRung.Reweighted ? Climb.Pool.Age : 0,
            Climb.Evidence,
            Climb.IsMomentMatched,
            Climb.Probation.Transitions == 0 ? null : Climb.Probation.Evidence(z),
            Climb.Rung == RefitRung.Reweighted ? 1 : StepSize / Climb.CarriedStepSize,
            Climb.MetricRatio,
            _gradients,
            [.. Climb.Decisions]);
    }
}
