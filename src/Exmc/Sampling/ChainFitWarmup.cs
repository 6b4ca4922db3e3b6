// The start and the warm-up of a chain.
namespace Exmc;

internal sealed partial class ChainFit
{
    private int _phase;
    private int _done;
    private int _overlaps;
    private bool _hasSettled;
    private int _leftOut;
    private PathfinderStart? _found;
    private long _phaseGradients;
    private int _phaseUpdates;
    private int _phaseDivergences;
    private string _note = string.Empty;

    private WarmupPhase Phase => _plan.Warmup.Phases[_phase];

    // The carried metric comes first: the whitened start depends on it.
    private void PrepareMetric()
    {
        if (!_plan.IsWarm)
        {
            _metric.Reset();
            return;
        }

        if (_plan.Carried is not { } carried)
        {
            _metric.ForgetWindows();
        }
        else
        {
            _metric.Reset();
            if (_space.Dimension > 0 && !_metric.TryUse(carried))
            {
                throw new ArgumentException("The carried dense inverse metric is not positive definite. Fit the model from scratch.", nameof(carried));
            }

            carried.Position.Span.CopyTo(_space.Start);
            StepSize = carried.StepSize;
            if (_plan.Ladder is not null && carried.Draws is { } draws)
            {
                Climb.Pool.Carry(draws, _density);
            }
            else
            {
                _climb?.Pool.Clear();
            }
        }

        _metric.FewestDraws = 10;
    }

    // By the density itself, on this thread, even when the chain runs in a lane. What is interrupted begins again: the stream goes back.
    private void FindStart()
    {
        _found = null;
        if (LooksForStart)
        {
            ulong words = _stream.WordsRead;
            Evaluation evaluation = new(_density);
            try
            {
                _found = PathfinderStart.Find(evaluation, _plan.Options.InitialRadius, _stream, _cancellation);
            }
            catch (OperationCanceledException)
            {
                _stream.Restart(_plan.Seed, _plan.Epoch, _plan.Chain);
                _stream.Skip(words);
                throw;
            }

            _gradients += evaluation.Count;
        }

        _stage = Stage.Start;
    }

    private bool LooksForStart => _plan is { UsesPathfinder: true, IsWarm: false } && _density.Dimension <= PathfinderStart.LargestDimension;

    // The next point to try: carried, given, or one of up to 100 random ones.
    private void PrepareStart()
    {
        int tries = Draws.StartTries;
        bool isFirst = tries == 0;
        if (!_plan.IsWarm && _plan.InitialPosition is { } given)
        {
            if (!isFirst)
            {
                throw StartingPoint.GivenFailed(_density, given.Span);
            }

            Draws.Start = ChainStart.Given;
            given.Span.CopyTo(_space.Start);
        }
        else if (isFirst && _plan.IsWarm)
        {
            Draws.Start = ChainStart.Carried;
            ChooseStart();
        }
        else if (isFirst && _found is not null)
        {
            Draws.Start = ChainStart.Pathfinder;
            _found.Position.CopyTo(_space.Start);
        }
        else
        {
            if (tries == StartingPoint.Tries + (_plan.IsWarm ? 1 : 0))
            {
                throw StartingPoint.RandomFailed(_density, _plan.Options.InitialRadius, _space.Start);
            }

            Draws.Start = _plan.IsWarm ? ChainStart.RandomBecauseCarriedFailed
                : LooksForStart ? ChainStart.RandomBecausePathfinderFailed
                : ChainStart.Random;
            StartingPoint.Draw(_stream, _plan.Options.InitialRadius, _space.Start);
        }

        Draws.StartTries++;
        _space.PrepareStart();
    }

    /// <returns>Whether a step size has to be searched for.</returns>
    private bool BeginWarmup()
    {
        if (_plan.IsWarm)
        {
            _stepSize.Restart(StepSize);
            _note = Draws.Start == ChainStart.RandomBecauseCarriedFailed
                ? "the carried position has no finite log density on the new data; a fresh one was drawn"
                : string.Empty;
            return false;
        }

        if (Draws.Start == ChainStart.Pathfinder && _found!.Metric is { } metric)
        {
            _metric.UseGuess(metric, _found.Centre);
        }
        else if (_plan.GradientGuess)
        {
            _metric.UseGradientGuess();
        }

        _search.Begin(_plan.GradientGuess ? 0.1 : 1);
        return true;
    }

    // Tuning of the step size restarts with what was found.
    private void EndSearch(bool isFirst)
    {
        SearchOutcome outcome = _search.Outcome;
        if (outcome == SearchOutcome.TooFlat && isFirst)
        {
            throw new SamplingException(
                $"The log density of model '{_density.Layout.ModelName}' does not fall off in a step of any length: the posterior is improper. Give every parameter a proper prior.");
        }

        _stepSize.Restart(_search.StepSize);
        _note = outcome == SearchOutcome.Found ? string.Empty : $"the search for a step size failed ({outcome}); {_search.Guess:G3} is kept";
    }

    private void BeginPhases(bool searches)
    {
        _stage = searches ? Stage.FirstSearch : Stage.Phase;
        _found = null;
        if (!searches)
        {
            Draws.FirstStepSize = _stepSize.Current;
            Draws.StartGradients = _gradients;
        }
    }

    /// <returns>Whether a step size has to be searched for: after the first overlapping window, when the metric has left its first guess.</returns>
    private bool BeginPhase()
    {
        _phaseGradients = _gradients;
        _phaseUpdates = 0;
        _phaseDivergences = 0;
        if (!_plan.IsWarm && _overlaps == 1 && _plan.Warmup.Phases[_phase - 1] is WarmupPhase.Overlapping)
        {
            _search.Begin(_stepSize.Current);
            return true;
        }

        if (Phase is WarmupPhase.Overlapping)
        {
            _stepSize.Discount(40);
        }

        return false;
    }

    private void BeginWindow()
    {
        if (Phase is WarmupPhase.Metric metric)
        {
            _metric.BeginWindow(metric.Estimator);
        }
        else if (Phase is WarmupPhase.StepSize { PriorCount: > 0 } prior)
        {
            _stepSize.RestartWithPrior(_stepSize.Final, prior.PriorCount);
        }
    }

    private void BeginIteration()
    {
        _kernel.StepSize = Phase is WarmupPhase.Settle ? _stepSize.Final : _stepSize.Current;
        Step();
    }

    private void EndIteration()
    {
        ref readonly TreeResult result = ref _kernel.Result;
        _kernel.End();
        _phaseDivergences += result.Divergent ? 1 : 0;
        if (Phase is WarmupPhase.Settle settle && OnLadder)
        {
            Climb.Probation.Add(result, _space.LogDensity, 2 * Climb.Probation.Transitions >= settle.Draws, _plan.Options.MaxDepth);
        }

        if (Phase is not WarmupPhase.Settle)
        {
            bool symmetric = Phase is WarmupPhase.StepSize { Symmetric: true } or WarmupPhase.Overlapping { Symmetric: true };
            _stepSize.Update(symmetric ? result.SymmetricAcceptance : result.Acceptance);
        }

        if (Phase is WarmupPhase.Metric)
        {
            _metric.AddToWindow();
        }
        else if (Phase is WarmupPhase.Overlapping overlapping && Informs(result))
        {
            _metric.AddToBoth(overlapping.Kind);
            _phaseUpdates += !HasSharedMetric(overlapping) && _metric.Refresh(overlapping.Kind) ? 1 : 0;
        }

        _done++;
        _isUnderWay = false;
        ReportProgress(0, warmup: true);
    }

    /// <returns>What comes next: a search for a step size when the metric was replaced.</returns>
    private Stage EndWindow()
    {
        if (Phase is WarmupPhase.Metric metric && _metric.EndWindow(metric.Estimator))
        {
            _phaseUpdates++;
            _search.Begin(_stepSize.Final);
            return Stage.WindowSearch;
        }

        if (Phase is WarmupPhase.Overlapping { Together: true })
        {
            return Stage.Meeting;
        }

        if (Phase is WarmupPhase.Overlapping overlapping)
        {
            _phaseUpdates += _metric.EndOverlap(overlapping.Kind) ? 1 : 0;
            _hasSettled = _plan.Warmup.EndsWhenSettledFrom is not null && _metric.HasSettled(_stepSize.Final);
            _metric.SwitchWindows();
            _overlaps++;
        }

        return Stage.Phase;
    }

    private void EndPhase()
    {
        Draws.AddPhase(new(Phase, _gradients - _phaseGradients, _phaseUpdates, _stepSize.Final, _phaseDivergences, _note));
        _note = string.Empty;
    }

    // The last phase follows at once; what is skipped is not reported as run.
    private void EndWarmupWhenSettled()
    {
        IReadOnlyList<WarmupPhase> phases = _plan.Warmup.Phases;
        int last = phases.Count - 1;
        if (!_hasSettled || _phase >= last - 1 || _plan.Warmup.EndsWhenSettledFrom is not { } fewest || _iteration + phases[last].Draws < fewest)
        {
            return;
        }

        for (; _phase < last - 1; _phase++)
        {
            _leftOut += phases[_phase + 1].Draws;
        }

        _total -= _leftOut;
        Draws.WarmupEnd = WarmupEnd.Settled;
    }

    // A chain that stayed says nothing new, and a divergent one only if it got away from its start.
    private static bool Informs(in TreeResult result) => result.ProposalIndex != 0 && (!result.Divergent || Math.Abs(result.ProposalIndex) > 4);
}
