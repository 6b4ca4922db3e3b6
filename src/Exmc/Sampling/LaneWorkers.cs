// Threads that run jobs in lanes.
using System.Runtime.ExceptionServices;

namespace Exmc;

/// <summary>Runs one list of jobs on several threads, each with lanes of its own.</summary>
internal static class LaneWorkers
{
    /// <summary>Runs all jobs; the calling thread works too.</summary>
    /// <param name="runners">One per thread.</param>
    /// <param name="jobs">Taken in this order.</param>
    /// <param name="failed">Told at once that a job failed.</param>
    /// <exception cref="Exception">What the first job that failed has thrown; running fits are finished, no other is begun.</exception>
    public static void Run(ReadOnlySpan<LaneRunner> runners, IReadOnlyList<LaneJob> jobs, Action? failed = null)
    {
        int taken = -1;
        Run(
            runners,
            jobs.Count,
            _ =>
            {
                int index = Interlocked.Increment(ref taken);
                return index < jobs.Count ? jobs[index] : null;
            },
            failed);
    }

    /// <summary>Runs jobs until there is none left; the calling thread works too.</summary>
    /// <param name="runners">One per thread.</param>
    /// <param name="jobs">Jobs that there are at once: few of them are spread over the threads.</param>
    /// <param name="next">Gives a thread its next job; null when there is none for it, now or later.</param>
    /// <param name="failed">Told at once that a job failed.</param>
    /// <exception cref="Exception">What the first job that failed has thrown; running fits are finished, no other is begun.</exception>
    public static void Run(ReadOnlySpan<LaneRunner> runners, int jobs, Func<int, LaneJob?> next, Action? failed = null)
    {
        ExceptionDispatchInfo? failure = null;

        void Work(LaneRunner runner, int thread)
        {
            try
            {
                runner.Run(() => Volatile.Read(ref failure) is null ? next(thread) : null);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
                failed?.Invoke();
            }
        }

        int share = (jobs + runners.Length - 1) / runners.Length;
        Task[] others = new Task[runners.Length - 1];
        for (int i = 0; i < runners.Length; i++)
        {
            LaneRunner runner = runners[i];
            int thread = i;
            runner.Capacity = Math.Clamp(share, 1, ILaneDensity.Width);
            if (i > 0)
            {
                others[i - 1] = Task.Factory.StartNew(() => Work(runner, thread), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
        }

        Work(runners[0], 0);
        Task.WaitAll(others);
        failure?.Throw();
    }
}
