// The chains of one fit, on threads and in lanes.
using System.Runtime.ExceptionServices;

namespace Exmc;

/// <summary>Runs the chains of one fit. Each thread takes its share of them, side by side in lanes when that is faster.</summary>
internal sealed class ChainSet : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private ExceptionDispatchInfo? _failure;

    private ChainSet(CancellationToken cancellation) => _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

    /// <summary>Runs all chains. One that fails stops the others, and its own exception reaches the caller unwrapped.</summary>
    /// <param name="densities">One per chain, of one model.</param>
    /// <param name="plans">One per chain.</param>
    /// <param name="cancellation">Stops between iterations.</param>
    /// <returns>The fits, in the order of the chains.</returns>
    public static ChainFit[] Run(IDensity[] densities, ChainPlan[] plans, CancellationToken cancellation)
    {
        ChainFit[] fits = RunUntilStopped(densities, plans, cancellation, out ExceptionDispatchInfo? failure);
        cancellation.ThrowIfCancellationRequested();
        failure?.Throw();
        return fits;
    }

    /// <summary>Runs all chains, or as much of each as was done when one failed or the caller cancelled.</summary>
    /// <param name="densities">One per chain, of one model.</param>
    /// <param name="plans">One per chain.</param>
    /// <param name="cancellation">Stops between iterations.</param>
    /// <param name="failure">What stopped the run; null when nothing or the caller did.</param>
    /// <returns>The fits, in the order of the chains; one that was never begun has no draws.</returns>
    public static ChainFit[] RunUntilStopped(IDensity[] densities, ChainPlan[] plans, CancellationToken cancellation, out ExceptionDispatchInfo? failure)
    {
        ChainOptions options = plans[0].Options;
        int threads = Math.Min(options.Threads, densities.Length);
        bool haveCompany = options.Lanes && densities.Length > threads;
        using ChainSet set = new(cancellation);
        ChainJob[] jobs = [.. densities.Select((density, chain) => new ChainJob(set, density, plans[chain]))];
        LaneRunner[] runners = [.. Enumerable.Range(0, threads).Select(_ => new LaneRunner(haveCompany ? LaneUse.WhenFaster : LaneUse.Never))];
        LaneWorkers.Run(runners, jobs, set._stop.Cancel);
        failure = set._failure;
        return [.. jobs.Select(job => job.Fit)];
    }

    public void Dispose() => _stop.Dispose();

    private sealed class ChainJob(ChainSet set, IDensity density, ChainPlan plan) : LaneJob
    {
        public ChainFit Fit { get; } = new();

        public override ChainFit? Begin()
        {
            if (set._stop.IsCancellationRequested)
            {
                return null;
            }

            Fit.Begin(density, plan, set._stop.Token);
            return Fit;
        }

        public override ChainFit? End(ChainFit fit, Exception? failure)
        {
            if (failure is not null)
            {
                fit.KeepPrefix();

                // A chain that was told to stop did not fail.
                if (failure is not OperationCanceledException || !set._stop.IsCancellationRequested)
                {
                    Interlocked.CompareExchange(ref set._failure, ExceptionDispatchInfo.Capture(failure), null);
                    set._stop.Cancel();
                }
            }

            return null;
        }
    }
}
