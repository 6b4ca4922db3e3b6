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
    /// <param name="planOf">The plan of a chain.</param>
    /// <param name="cancellation">Stops between iterations.</param>
    /// <returns>The fits, in the order of the chains.</returns>
    public static ChainFit[] Run(IDensity[] densities, Func<int, ChainPlan> planOf, CancellationToken cancellation)
    {
        ChainFit[] fits = new ChainFit[densities.Length];
        for (int chain = 0; chain < fits.Length; chain++)
        {
            fits[chain] = new ChainFit();
            fits[chain].Begin(densities[chain], planOf(chain), cancellation);
        }

        RunToEnd(fits, planOf(0).Options, cancellation);
        return fits;
    }

    /// <summary>Runs all chains from where they stand. One that fails stops the others, and its own exception reaches the caller unwrapped.</summary>
    public static void RunToEnd(ChainFit[] fits, ChainOptions options, CancellationToken cancellation)
    {
        RunUntilStopped(fits, options, cancellation, out ExceptionDispatchInfo? failure);
        cancellation.ThrowIfCancellationRequested();
        failure?.Throw();
    }

    /// <summary>Runs all chains from where they stand, or as much of each as was done when one failed or the caller cancelled.</summary>
    /// <param name="fits">One per chain, begun or stopped before.</param>
    /// <param name="options">How they run.</param>
    /// <param name="cancellation">Stops between iterations; the chains can go on then.</param>
    /// <param name="failure">What stopped the run; null when nothing or the caller did.</param>
    public static void RunUntilStopped(ChainFit[] fits, ChainOptions options, CancellationToken cancellation, out ExceptionDispatchInfo? failure)
    {
        int threads = Math.Min(options.Threads, fits.Length);
        bool haveCompany = options.Lanes && fits.Length > threads;
        using ChainSet set = new(cancellation);
        ChainJob[] jobs = [.. fits.Select(fit => new ChainJob(set, fit))];
        LaneRunner[] runners = new LaneRunner[threads];
        for (int thread = 0; thread < threads; thread++)
        {
            runners[thread] = new(haveCompany ? LaneUse.WhenFaster : LaneUse.Never);
        }

        do
        {
            LaneWorkers.Run(runners, jobs, set._stop.Cancel);
        }
        while (!set._stop.IsCancellationRequested && ChainMeeting.TryHold(fits));
        failure = set._failure;
    }

    public void Dispose() => _stop.Dispose();

    private sealed class ChainJob(ChainSet set, ChainFit own) : LaneJob
    {
        public override ChainFit? Begin()
        {
            if (set._stop.IsCancellationRequested || own.IsComplete)
            {
                return null;
            }

            own.StopBy(set._stop.Token);
            return own;
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
