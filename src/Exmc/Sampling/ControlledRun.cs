// A run that can be stopped, and what is left of it then.
using System.Runtime.ExceptionServices;

namespace Exmc;

/// <summary>Runs chains until they end, the caller cancels, a budget is used up or a callback throws.</summary>
internal sealed class ControlledRun : IDisposable
{
    private readonly IDensity[] _densities;
    private readonly ChainPlan[] _plans;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _time = new();
    private readonly CancellationTokenSource _enough = new();
    private readonly CancellationTokenSource _any;
    private readonly EnoughDraws? _ess;
    private readonly GuardedProgress? _progress;

    /// <param name="densities">One per chain, of one model.</param>
    /// <param name="plans">One per chain.</param>
    /// <param name="stop">Budgets; null for none. Its time begins now.</param>
    /// <param name="caller">The caller's own.</param>
    public ControlledRun(IDensity[] densities, ChainPlan[] plans, StopWhen? stop, CancellationToken caller)
    {
        _densities = densities;
        _caller = caller;
        _any = CancellationTokenSource.CreateLinkedTokenSource(caller, _time.Token, _enough.Token);
        _ess = stop?.Ess is null ? null : new EnoughDraws(densities[0].Layout, densities.Length, stop, _enough.Cancel);
        _progress = plans[0].Options.Progress is { } progress ? new GuardedProgress(progress) : null;
        IDrawListener? listener = _ess;
        if (stop?.Time is { } time)
        {
            _time.CancelAfter(time);
            listener = new TimeLimit(time, _time.Cancel, _ess);
        }

        _plans = [.. plans.Select(plan => plan with { Options = plan.Options with { Progress = _progress }, Listener = plan.Listener ?? listener })];
    }

    /// <summary>Runs on the calling thread and others.</summary>
    /// <exception cref="CallbackException">The progress listener threw.</exception>
    /// <exception cref="SamplingException">A chain could not start.</exception>
    public PartialFit Run()
    {
        ChainFit[] fits = ChainSet.RunUntilStopped(_densities, _plans, _any.Token, out ExceptionDispatchInfo? failure);
        Exception? thrown = _progress?.Failure;
        if (failure is not null && !ReferenceEquals(failure.SourceException, thrown))
        {
            failure.Throw();
        }

        PartialFit fit = Prefix(fits, thrown is not null);
        return thrown is null ? fit : throw new CallbackException(thrown, fit);
    }

    public void Dispose()
    {
        _any.Dispose();
        _time.Dispose();
        _enough.Dispose();
    }

    private PartialFit Prefix(ChainFit[] fits, bool callbackFailed)
    {
        int asked = _plans[0].Options.Draws;
        int[] completed = [.. fits.Select(fit => fit.Draws?.Completed ?? 0)];
        StopReason reason = callbackFailed ? StopReason.CallbackFailed
            : _ess?.Count < asked ? StopReason.EnoughEffectiveDraws
            : completed.All(count => count == asked) ? StopReason.Completed
            : _caller.IsCancellationRequested ? StopReason.Cancelled
            : StopReason.TimeIsUp;
        int length = reason == StopReason.EnoughEffectiveDraws ? _ess!.Count!.Value : MostDraws(completed);
        int[] chains = length == 0 ? [] : [.. Enumerable.Range(0, fits.Length).Where(chain => completed[chain] >= length)];
        Posterior? posterior = length == 0 ? null : PosteriorStore.Of(
            _densities[0].Layout,
            [.. chains.Select(chain => fits[chain].Draws.Prefix(length, _plans[chain].Options.MaxDepth))],
            [.. chains.Select(chain => fits[chain].Adaptation)],
            _plans[0]);
        return new(reason, posterior, chains, completed, asked);
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
