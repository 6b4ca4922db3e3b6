// A loop whose iterations threads share, which can be run again and again.
using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Exmc;

/// <summary>
/// Runs the iterations of a loop on the calling thread and on threads of the pool that come to help. The caller takes iterations as the helpers do
/// and waits for those alone that have begun one: it never depends on a free thread. A helper that finds nothing to do looks for a short time
/// for the next run, then goes back to the pool. A run allocates nothing.
/// </summary>
/// <remarks>One run at a time.</remarks>
/// <param name="body">One iteration, given its number.</param>
internal sealed class ForkJoin(Action<int> body)
{
    /// <summary>How long a helper looks for work: longer than a sampler needs between two gradients of few coordinates.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMicroseconds(50);

    private Helper[] _helpers = [];
    private ExceptionDispatchInfo? _failure;
    private int _count;
    private int _taken;
    private int _inside;
    private bool _isOpen;

    /// <summary>Most threads of a run, the calling one included; at least 1.</summary>
    public int Threads
    {
        get => _helpers.Length + 1;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            if (value != Threads)
            {
                _helpers = [.. Enumerable.Range(0, value - 1).Select(_ => new Helper(this))];
            }
        }
    }

    /// <summary>Runs iterations 0 to count - 1, in no order where there are several threads.</summary>
    /// <exception cref="Exception">What the first iteration that failed has thrown; running iterations are finished, no other is begun.</exception>
    public void Run(int count)
    {
        int helpers = Math.Min(_helpers.Length, count - 1);
        if (helpers <= 0)
        {
            for (int k = 0; k < count; k++)
            {
                body(k);
            }

            return;
        }

        _count = count;
        _taken = 0;
        Volatile.Write(ref _isOpen, true);
        for (int k = 0; k < helpers; k++)
        {
            _helpers[k].Wake();
        }

        Work();

        // A helper counts itself in before it looks whether the run is open: either it finds it closed, or it is waited for here.
        Volatile.Write(ref _isOpen, false);
        Interlocked.MemoryBarrier();
        SpinWait wait = default;
        while (Volatile.Read(ref _inside) > 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        if (_failure is { } failure)
        {
            _failure = null;
            failure.Throw();
        }
    }

    private void Work()
    {
        try
        {
            for (int k = Interlocked.Increment(ref _taken) - 1; k < _count; k = Interlocked.Increment(ref _taken) - 1)
            {
                body(k);
            }
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            Volatile.Write(ref _taken, _count);
        }
    }

    /// <summary>Takes iterations of the run that is open; false when there is nothing to take.</summary>
    private bool TryHelp()
    {
        if (!Volatile.Read(ref _isOpen) || Volatile.Read(ref _taken) >= _count)
        {
            return false;
        }

        Interlocked.Increment(ref _inside);
        bool isOpen = Volatile.Read(ref _isOpen);
        if (isOpen)
        {
            Work();
        }

        Interlocked.Decrement(ref _inside);
        return isOpen;
    }

    /// <summary>What a thread of the pool runs; in the pool at most once at a time.</summary>
    private sealed class Helper(ForkJoin loop) : IThreadPoolWorkItem
    {
        private int _isAwake;

        public void Wake()
        {
            if (Interlocked.Exchange(ref _isAwake, 1) == 0)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }

        public void Execute()
        {
            for (long idle = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(idle) < Patience;)
            {
                if (loop.TryHelp())
                {
                    idle = Stopwatch.GetTimestamp();
                }
                else
                {
                    Thread.SpinWait(10);
                }
            }

            Volatile.Write(ref _isAwake, 0);
        }
    }
}
