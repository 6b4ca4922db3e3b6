// What is saved of a chain between two transitions, and how it goes on from there.
using System.Diagnostics;

namespace Exmc;

internal sealed partial class ChainFit
{
    // What a chain does next; with the counts of what is done, all that is needed to go on between two transitions.
    private enum Stage
    {
        Fresh,
        Score,
        Search,
        Start,
        FirstSearch,
        Phase,
        PhaseSearch,
        Window,
        Iterations,
        WindowSearch,
        Draws,
        Meeting,
        Met,
    }

    /// <summary>Draws that were finished before the fit was stopped are kept, with what they cost; the fit can go on.</summary>
    public void KeepPrefix()
    {
        if (_stage == Stage.Draws)
        {
            EndDraws();
        }
        else if (_stage != Stage.Fresh)
        {
            Draws.WarmupSeconds = _clock.Seconds - _warmingSince;
        }

        _spentSeconds = Seconds;
        _spentWallSeconds = WallSeconds;
    }

    private double WallSeconds => _spentWallSeconds + Stopwatch.GetElapsedTime(_startTimestamp).TotalSeconds;

    /// <summary>Writes all that determines how a stopped chain goes on. Each part of the sampler writes its own.</summary>
    /// <exception cref="InvalidOperationException">The model failed in the middle of a transition.</exception>
    public void Write(StateWriter writer)
    {
        if (_isUnderWay)
        {
            throw new InvalidOperationException($"Chain {_plan.Chain} was broken off in the middle of a transition by a failure of its model: it has no state to go on from.");
        }

        if (_stage == Stage.Fresh)
        {
            Prepare();
        }

        writer.Integer("iteration", _iteration);
        writer.Integer("warmup", _plan.Warmup.Draws - _leftOut);
        writer.Integer("stage", (int)_stage);
        writer.Integer("phase", _phase);
        writer.Integer("phase_iteration", _done);
        writer.Integer("phase_gradients", _phaseGradients);
        writer.Integer("phase_updates", _phaseUpdates);
        writer.Integer("phase_divergences", _phaseDivergences);
        writer.Integer("overlaps", _overlaps);
        writer.Flag("settled", _hasSettled);
        writer.Integer("left_out", _leftOut);
        writer.Text("note", _note);
        writer.Integer("gradients", _gradients);
        writer.Flag("started", _started);
        writer.Real("step_size", StepSize);
        writer.Real("seconds", _spentSeconds);
        writer.Real("wall_seconds", _spentWallSeconds);
        _stream.Write(writer);
        _stepSize.Write(writer);
        _search.Write(writer);
        _metric.Write(writer);
        _space.Write(writer);
        PathfinderStart.Write(writer, _found);
        WriteLadder(writer);
        Draws.Write(writer);
    }

    /// <summary>Becomes the chain that was written; <see cref="Start"/> goes on with it.</summary>
    /// <param name="density">The same model, bound to the same data.</param>
    /// <param name="plan">The plan that was written; it may ask for more draws.</param>
    /// <param name="reader">What <see cref="Write"/> wrote.</param>
    /// <exception cref="StateException">A field is missing or cannot be used, or the density is not the same one.</exception>
    public void Read(IDensity density, in ChainPlan plan, StateReader reader)
    {
        Allocate(density, plan, CancellationToken.None);
        Prepare();
        _iteration = reader.Integer("iteration", 0, int.MaxValue);
        reader.Integer("warmup", 0, int.MaxValue);
        _stage = (Stage)reader.Integer("stage", (int)Stage.Score, (int)Stage.Met);
        _phase = reader.Integer("phase", 0, int.MaxValue);
        _done = reader.Integer("phase_iteration", 0, int.MaxValue);
        _phaseGradients = reader.Count("phase_gradients");
        _phaseUpdates = reader.Integer("phase_updates", 0, int.MaxValue);
        _phaseDivergences = reader.Integer("phase_divergences", 0, int.MaxValue);
        _overlaps = reader.Integer("overlaps", 0, int.MaxValue);
        _hasSettled = reader.Flag("settled");
        _leftOut = reader.Integer("left_out", 0, int.MaxValue);
        _note = reader.Text("note");
        _gradients = reader.Count("gradients");
        _started = reader.Flag("started");
        StepSize = reader.Real("step_size");
        _spentSeconds = reader.Real("seconds");
        _spentWallSeconds = reader.Real("wall_seconds");
        _stream.Read(reader);
        _stepSize.Read(reader);
        _search.Read(reader);
        _metric.Read(reader);
        _space.Read(reader);
        _found = PathfinderStart.Read(reader, _space.Dimension);
        ReadLadder(reader);
        CheckPlace(reader);
        Draws.Read(reader, _plan.Warmup);
        RestoreReport();
        reader.Finish();
        _kernel.StepSize = StepSize;
        if (_started)
        {
            CheckDensity(reader);
        }
    }

    // The place must be one of the warm-up that is under way.
    private void CheckPlace(StateReader reader)
    {
        int phases = _plan.Warmup.Phases.Count;
        int last = phases - (_stage is Stage.Score or Stage.Search or Stage.Start or Stage.FirstSearch or Stage.Phase or Stage.Draws ? 0 : 1);
        if (_phase > last)
        {
            throw reader.Wrong("phase", $"at most {last}", $"{_phase}");
        }

        _total -= _leftOut;
        if (_done > _plan.Warmup.Draws || (_thinning == 1 && _iteration > _total))
        {
            throw reader.Wrong("phase_iteration", $"at most {_plan.Warmup.Draws}, of {_total} iterations", $"{_done} of {_iteration}");
        }
    }

    // Data that a model does not name show here; so does a processor that computes other bits.
    private void CheckDensity(StateReader reader)
    {
        const string Remedy = "The model or its data have changed (use Refit), or another processor computes other digits.";
        double[] gradient = new double[_space.Dimension];
        DensityStatus status = _density.Evaluate(_space.Position, gradient, out double logDensity);
        if (status != DensityStatus.Ok)
        {
            throw reader.Wrong("point/log_density", FormattableString.Invariant($"{_space.LogDensity:R}, as saved"), $"{status} at the saved position", Remedy);
        }

        if (!logDensity.Equals(_space.LogDensity))
        {
            throw reader.Wrong(
                "point/log_density", FormattableString.Invariant($"{_space.LogDensity:R}, as saved"), FormattableString.Invariant($"{logDensity:R} at the saved position"), Remedy);
        }

        for (int i = 0; i < gradient.Length; i++)
        {
            if (!gradient[i].Equals(_space.Gradient[i]))
            {
                throw reader.Wrong(
                    $"point/gradient[{i}]", FormattableString.Invariant($"{_space.Gradient[i]:R}, as saved"), FormattableString.Invariant($"{gradient[i]:R} at the saved position"), Remedy);
            }
        }
    }
}
