// A run that can be stopped, paused and resumed, and what is left of it then.
using System.Runtime.ExceptionServices;

namespace Exmc;

/// <summary>Runs chains until they end, the caller cancels, a budget is used up or a callback throws.</summary>
internal sealed class ControlledRun : IDisposable
{
    private readonly RunSource _source;
    private readonly ChainPlan[] _plans;
    private readonly ChainFit[] _fits;
    private readonly RunControl? _control;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _time = new();
    private readonly CancellationTokenSource _enough = new();
    private readonly CancellationTokenSource _any;
    private readonly EnoughDraws? _ess;
    private readonly TimeLimit? _limit;
    private readonly GuardedProgress? _progress;

    /// <param name="source">What runs.</param>
    /// <param name="stop">Budgets; null for none. Its time begins now.</param>
    /// <param name="control">Pauses the run; null when nothing does.</param>
    /// <param name="caller">The caller's own.</param>
    /// <exception cref="StateException">The run that is to go on does not fit the model and its data.</exception>
    public ControlledRun(RunSource source, StopWhen? stop, RunControl? control, CancellationToken caller)
    {
        _source = source;
        _caller = caller;
        _control = control;
        _any = CancellationTokenSource.CreateLinkedTokenSource(caller, _time.Token, _enough.Token);
        _ess = stop?.Ess is null ? null : new EnoughDraws(Layout, source.Densities.Length, stop, _enough.Cancel);
        _progress = source.Plans[0].Options.Progress is { } progress ? new GuardedProgress(progress) : null;
        _limit = stop?.Time is { } time ? new TimeLimit(time, _time, _ess) : null;
        IDrawListener? listener = _limit ?? (IDrawListener?)_ess;
        _plans = [.. source.Plans.Select(plan => plan with { Options = plan.Options with { Progress = _progress }, Listener = plan.Listener ?? listener })];
        _fits = source.Begin(_plans);
        _control?.Take();
        _limit?.Continue();
    }

    private ParameterLayout Layout => _source.Densities[0].Layout;

    /// <summary>Runs on the calling thread and others.</summary>
    /// <exception cref="CallbackException">The progress listener threw.</exception>
    /// <exception cref="SamplingException">A chain could not start.</exception>
    public PartialFit Run()
    {
        Lazy<SamplerState> state = new(() => _source.Capture(_fits));
        ExceptionDispatchInfo? failure = null;
        try
        {
            LookAtDraws();
            failure = RunParts();
        }
        finally
        {
            _control?.Release(() => state.Value);
        }

        Exception? thrown = _progress?.Failure;
        if (failure is not null && !ReferenceEquals(failure.SourceException, thrown))
        {
            failure.Throw();
        }

        PartialFit fit = Prefix(thrown is not null, state);
        return thrown is null ? fit : throw new CallbackException(thrown, fit);
    }

    public void Dispose()
    {
        _any.Dispose();
        _time.Dispose();
        _enough.Dispose();
    }

    // A run that goes on may have draws enough already.
    private void LookAtDraws()
    {
        for (int chain = 0; chain < _fits.Length; chain++)
        {
            _ess?.Look(chain, _fits[chain].Draws);
        }
    }

    // From pause to pause; the chains end or are stopped in the last part.
    private ExceptionDispatchInfo? RunParts()
    {
        while (true)
        {
            using CancellationTokenSource part = CancellationTokenSource.CreateLinkedTokenSource(_any.Token, _control?.BeginPart() ?? CancellationToken.None);
            ChainSet.RunUntilStopped(_fits, _plans[0].Options, part.Token, out ExceptionDispatchInfo? failure);
            if (failure is not null || _control is null || _any.IsCancellationRequested || _fits.All(fit => fit.IsComplete))
            {
                return failure;
            }

            _limit?.Pause();
            _control.Stand(() => _source.Capture(_fits), _any.Token);
            if (_any.IsCancellationRequested)
            {
                return null;
            }

            _limit?.Continue();
        }
    }

    private PartialFit Prefix(bool callbackFailed, Lazy<SamplerState> state)
    {
        int asked = _plans[0].Options.Draws;
        int[] completed = [.. _fits.Select(fit => fit.Draws.Completed)];
        StopReason reason = callbackFailed ? StopReason.CallbackFailed
            : _ess?.Count < asked ? StopReason.EnoughEffectiveDraws
            : completed.All(count => count == asked) ? StopReason.Completed
            : _caller.IsCancellationRequested ? StopReason.Cancelled
            : StopReason.TimeIsUp;
        int length = reason == StopReason.EnoughEffectiveDraws ? _ess!.Count!.Value : MostDraws(completed);
        int[] chains = length == 0 ? [] : [.. Enumerable.Range(0, _fits.Length).Where(chain => completed[chain] >= length)];
        Posterior? posterior = length == 0 ? null : PosteriorStore.Of(
            Layout,
            [.. chains.Select(chain => _fits[chain].Draws.Prefix(length, _plans[chain].Options.MaxDepth))],
            [.. chains.Select(chain => _fits[chain].Adaptation)],
            _plans[0]);
        return new(reason, posterior, chains, completed, asked, state);
    }

    // The length at which the chains that have it hold the most draws.
    private static int MostDraws(int[] completed) =>
        completed.MaxBy(length => (long)length * completed.Count(other => other >= length));

    /// <summary>Keeps what a listener throws, so that it can be told from failures of the model.</summary>
    private sealed class GuardedProgress(IProgress<ChainProgress> inner) : IProgress<ChainProgress>
    {
        private Exception? _failure;

        public Exception? Failure => Volatile.Read(ref _failure);

        public void Report(ChainProgress value)
        {
            try
            {
                inner.Report(value);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref _failure, exception, null);
                throw;
            }
        }
    }
}
