// Runs one chain: start, warm-up plan, draws.
using System.Diagnostics;

namespace Exmc;

/// <summary>Runs one chain on one density.</summary>
internal sealed class ChainRunner
{
    private const int ProgressInterval = 50;
    private readonly IDensity _density;
    private readonly ChainPlan _plan;
    private readonly PhaseSpace _space;
    private readonly RandomStream _stream;
    private readonly NutsKernel _kernel;
    private readonly ChainMetric _metric;
    private readonly DualAveraging _stepSize;
    private readonly CancellationToken _cancellation;
    private readonly int _total;
    private int _iteration;

    public ChainRunner(IDensity density, ChainPlan plan, CancellationToken cancellation)
    {
        _density = density;
        _plan = plan;
        _cancellation = cancellation;
        _space = new(density, plan.Options.MaxDepth);
        _stream = new(plan.Seed, plan.Epoch, plan.Chain);
        _kernel = new(_space, _stream, plan.Options.MaxDepth, plan.Options.MaxEnergyError, plan.Options.StepSizeJitter);
        _metric = new(_space);
        _stepSize = new(plan.Options.TargetAcceptance);
        _total = plan.Warmup.Draws + plan.Options.Draws;
    }

    public (ChainDraws Draws, ChainAdaptation Adaptation) Run()
    {
        if (_density.Dimension == 0)
        {
            return WithoutParameters();
        }

        long began = Stopwatch.GetTimestamp();
        (ChainStart start, int tries) = Start();
        string note = _plan.Carried is null ? FirstStepSize() : CarriedStepSize(start);
        double firstStepSize = _stepSize.Current;
        PhaseReport[] phases = new PhaseReport[_plan.Warmup.Phases.Count];
        for (int i = 0; i < phases.Length; i++)
        {
            phases[i] = RunPhase(_plan.Warmup.Phases[i], i == 0 ? note : string.Empty, i > 0 && FirstOverlapEnded(i));
        }

        double stepSize = _stepSize.Final;
        ChainDraws draws = new(_density.Dimension, _density.Layout.ValueCount, _plan.Options.Draws)
        {
            Report = new(start, tries, firstStepSize, phases),
            WarmupGradients = _space.Gradients,
            WarmupSeconds = Stopwatch.GetElapsedTime(began).TotalSeconds,
        };
        _kernel.StepSize = stepSize;
        began = Stopwatch.GetTimestamp();
        Draw(draws);
        draws.SamplingGradients = _space.Gradients - draws.WarmupGradients;
        draws.SamplingSeconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return (draws, _metric.Carry(stepSize));
    }

    // Whether phase i follows the first overlapping window: only then has the metric left its first guess.
    private bool FirstOverlapEnded(int phase) =>
        _plan.Carried is null && _plan.Warmup.Phases[phase - 1] is WarmupPhase.Overlapping
        && !_plan.Warmup.Phases.Take(phase - 1).Any(earlier => earlier is WarmupPhase.Overlapping);

    private (ChainStart Start, int Tries) Start()
    {
        if (_plan.Carried is { } carried)
        {
            // The carried metric comes first: the whitened start depends on it.
            if (!_metric.TryUse(carried))
            {
                throw new ArgumentException("The carried dense inverse metric is not positive definite. Fit the model from scratch.", nameof(carried));
            }

            _metric.FewestDraws = 10;
            return _space.TryStart(carried.Position.Span)
                ? (ChainStart.Carried, 1)
                : (ChainStart.RandomBecauseCarriedFailed, 1 + StartingPoint.Random(_space, _density, _stream, _plan.Options.InitialRadius));
        }

        if (_plan.InitialPosition is { } given)
        {
            StartingPoint.Given(_space, _density, given.Span);
            return (ChainStart.Given, 1);
        }

        return (ChainStart.Random, StartingPoint.Random(_space, _density, _stream, _plan.Options.InitialRadius));
    }

    private string FirstStepSize()
    {
        double guess = 1;
        if (_plan.GradientGuess)
        {
            _metric.UseGradientGuess();
            guess = 0.1;
        }

        return Search(guess, first: true);
    }

    private string CarriedStepSize(ChainStart start)
    {
        _stepSize.Restart(_plan.Carried!.StepSize);
        return start == ChainStart.RandomBecauseCarriedFailed
            ? "the carried position has no finite log density on the new data; a fresh one was drawn"
            : string.Empty;
    }

    // Searches for a step size with the present metric and restarts its tuning there.
    private string Search(double guess, bool first)
    {
        (double found, SearchOutcome outcome) = StepSizeSearch.Run(_kernel, guess);
        if (outcome == SearchOutcome.TooFlat && first)
        {
            throw new SamplingException(
                $"The log density of model '{_density.Layout.ModelName}' does not fall off in a step of any length: the posterior is improper. Give every parameter a proper prior.");
        }

        _stepSize.Restart(found);
        return outcome == SearchOutcome.Found ? string.Empty : $"the search for a step size failed ({outcome}); {guess:G3} is kept";
    }

    private PhaseReport RunPhase(WarmupPhase phase, string note, bool search)
    {
        long gradients = _space.Gradients;
        int updates = 0;
        int divergences = 0;
        if (search)
        {
            note = Search(_stepSize.Current, first: false);
        }
        else if (phase is WarmupPhase.Overlapping)
        {
            _stepSize.Discount(40);
        }

        if (phase is WarmupPhase.Metric begins)
        {
            _metric.BeginWindow(begins.Estimator);
        }
        else if (phase is WarmupPhase.StepSize { PriorCount: > 0 } prior)
        {
            _stepSize.RestartWithPrior(_stepSize.Final, prior.PriorCount);
        }

        bool symmetric = phase is WarmupPhase.StepSize { Symmetric: true } or WarmupPhase.Overlapping { Symmetric: true };
        for (int i = 0; i < phase.Draws; i++)
        {
            bool settle = phase is WarmupPhase.Settle;
            _kernel.StepSize = settle ? _stepSize.Final : _stepSize.Current;
            TreeResult result = Step();
            divergences += result.Divergent ? 1 : 0;
            if (!settle)
            {
                _stepSize.Update(symmetric ? result.SymmetricAcceptance : result.Acceptance);
            }

            if (phase is WarmupPhase.Metric)
            {
                _metric.AddToWindow();
            }
            else if (phase is WarmupPhase.Overlapping && Informs(result))
            {
                _metric.AddToBoth();
                updates += _metric.Refresh() ? 1 : 0;
            }

            Report(0, warmup: true);
        }

        if (phase is WarmupPhase.Metric ends && _metric.EndWindow(ends.Estimator))
        {
            updates++;
            note = Search(_stepSize.Final, first: false);
        }
        else if (phase is WarmupPhase.Overlapping)
        {
            _metric.SwitchWindows();
        }

        return new(phase, phase.Draws, _space.Gradients - gradients, updates, _stepSize.Final, divergences, note);
    }

    // A chain that stayed says nothing new, and a divergent one only if it got away from its start.
    private static bool Informs(in TreeResult result) => result.ProposalIndex != 0 && (!result.Divergent || Math.Abs(result.ProposalIndex) > 4);

    private void Draw(ChainDraws draws)
    {
        double[] values = new double[_density.Layout.ValueCount];
        int divergences = 0;
        for (int draw = 0; draw < _plan.Options.Draws; draw++)
        {
            TreeResult result = Step();
            draws.LogDensity[draw] = _space.LogDensity(_space.Current);
            draws.Acceptance[draw] = result.Acceptance;
            draws.StepSize[draw] = _kernel.UsedStepSize;
            draws.Depth[draw] = result.Depth;
            draws.Gradients[draw] = result.Leaves;
            draws.Energy[draw] = _kernel.Energy;
            draws.Divergent[draw] = result.Divergent;
            draws.DepthSaturations += result.Depth == _plan.Options.MaxDepth ? 1 : 0;
            if (result.Divergent)
            {
                divergences++;
                draws.Divergences.Add(new(
                    draw, result.Cause, result.EnergyError, _space.Position(result.DivergentFrom).ToArray(), _space.Position(result.DivergentTo).ToArray()));
            }

            ReadOnlySpan<double> position = _space.Position(_space.Current);
            position.CopyTo(draws.Positions.AsSpan(draw * _density.Dimension));
            Store(draws, draw, position, values);
            Report(divergences, warmup: false);
        }
    }

    private void Store(ChainDraws draws, int draw, ReadOnlySpan<double> position, double[] values)
    {
        _density.Constrain(position, values);
        for (int value = 0; value < values.Length; value++)
        {
            draws.Values[(value * _plan.Options.Draws) + draw] = values[value];
        }
    }

    private TreeResult Step()
    {
        _cancellation.ThrowIfCancellationRequested();
        _iteration++;
        return _kernel.Transition();
    }

    private void Report(int divergences, bool warmup)
    {
        if (_plan.Options.Progress is { } progress && (_iteration % ProgressInterval == 0 || _iteration == _total))
        {
            progress.Report(new(_plan.Chain, _iteration, _total, warmup, divergences, _kernel.StepSize, _space.Gradients));
        }
    }

    private (ChainDraws Draws, ChainAdaptation Adaptation) WithoutParameters()
    {
        ChainDraws draws = new(0, _density.Layout.ValueCount, _plan.Options.Draws) { Report = new(ChainStart.Given, 0, 1, []) };
        double[] values = new double[_density.Layout.ValueCount];
        _density.Evaluate([], [], out double logDensity);
        draws.LogDensity.AsSpan().Fill(logDensity);
        draws.Acceptance.AsSpan().Fill(1);
        draws.StepSize.AsSpan().Fill(1);
        for (int draw = 0; draw < _plan.Options.Draws; draw++)
        {
            Store(draws, draw, [], values);
        }

        return (draws, _metric.Carry(1));
    }
}
