// The draws of a chain.
namespace Exmc;

internal sealed partial class ChainFit
{
    private void BeginDraws()
    {
        StepSize = _stepSize.Final;
        _kernel.StepSize = StepSize;
        _metric.EndWarmup();
        (Draws.MetricKind, Draws.MetricRank, Draws.MetricGain) = (_metric.Kind, _metric.Rank, _metric.HeldOutGain);
        _found = null;
        Draws.WarmupGradients = _gradients;
        Draws.WarmupSeconds = _clock.Seconds - _warmingSince;
        _stage = Stage.Draws;
    }

    private void EndDraws()
    {
        Draws.SamplingGradients = _gradients - Draws.WarmupGradients;
        Draws.SamplingSeconds = _clock.Seconds - _drawingSince;
    }

    // A transition gives a draw, or leads from one to the next where draws are thinned; divergences are recorded either way.
    private void EndTransition()
    {
        ref readonly TreeResult result = ref _kernel.Result;
        int draw = Draws.Completed;
        if (result.Divergent)
        {
            Draws.AddDivergence(draw, result.Cause, result.EnergyError, out Span<double> start, out Span<double> end);
            _kernel.CopyDivergence(start, end);
        }

        _kernel.End();
        _isUnderWay = false;
        if (++_skipped < _thinning)
        {
            return;
        }

        _skipped = 0;
        EndDraw(draw, result);
        if (Draws.Completed == Draws.Count)
        {
            ThinIfDependent();
        }
    }

    private void EndDraw(int draw, in TreeResult result)
    {
        Draws.LogDensity[draw] = _space.LogDensity;
        Draws.Acceptance[draw] = result.Acceptance;
        Draws.StepSize[draw] = _kernel.UsedStepSize;
        Draws.Depth[draw] = result.Depth;
        Draws.Gradients[draw] = result.Leaves;
        Draws.Energy[draw] = _kernel.Energy;
        Draws.Divergent[draw] = result.Divergent;
        Draws.DepthSaturations += result.Depth == _plan.Options.MaxDepth ? 1 : 0;
        ReadOnlySpan<double> position = _space.Position;
        position.CopyTo(Draws.Positions.AsSpan(draw * position.Length));
        StoreValues(draw, position);
        Draws.Completed = draw + 1;
        // On the ladder draws may still be refused; listeners are told when they are not.
        if (!OnLadder)
        {
            _plan.Listener?.Drawn(_plan.Chain, Draws);
        }

        ReportProgress(Draws.DivergenceCount, warmup: false);
    }

    private void StoreValues(int draw, ReadOnlySpan<double> position)
    {
        _density.Constrain(position, Draws.Latest);
        Draws.StoreLatest(draw);
    }

    private void DrawWithoutParameters()
    {
        _density.Evaluate([], [], out double logDensity);
        StepSize = 1;
        Draws.Start = ChainStart.Given;
        Draws.LogDensity.AsSpan().Fill(logDensity);
        Draws.Acceptance.AsSpan().Fill(1);
        Draws.StepSize.AsSpan().Fill(1);
        _stage = Stage.Draws;
        for (int draw = Draws.Completed; draw < Draws.Count; draw++)
        {
            StoreValues(draw, []);
            Draws.Completed = draw + 1;
            _plan.Listener?.Drawn(_plan.Chain, Draws);
        }
    }
}
