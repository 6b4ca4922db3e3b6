// Pauses a run and lets it go on.
namespace Exmc;

/// <summary>
/// Pauses a run from another thread. Each chain stops after its present transition, which may take up to 2^depth gradients; time budgets stand
/// still; no draw changes. While the run stands, and after it ended, its <see cref="State"/> can be read. Safe to use from several threads.
/// </summary>
public sealed class RunControl : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _goOn = new(true);
    private TaskCompletionSource _standing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource? _part;
    private Func<SamplerState>? _capture;
    private bool _isRunning;
    private bool _isStanding;

    /// <summary>Whether the run is paused, or will be as soon as its chains have finished their transitions.</summary>
    public bool IsPaused => !_goOn.IsSet;

    /// <summary>The state of the run while it stands.</summary>
    /// <exception cref="InvalidOperationException">The run goes on, or has not begun.</exception>
    public SamplerState State
    {
        get
        {
            lock (_lock)
            {
                return _isStanding && _capture is { } capture
                    ? capture()
                    : throw new InvalidOperationException("The run is not paused: await PauseAsync, and read the state before Continue.");
            }
        }
    }

    /// <summary>Pauses the run, or makes it begin paused.</summary>
    /// <returns>Ends when all chains stand between two transitions, or have ended.</returns>
    public Task PauseAsync()
    {
        lock (_lock)
        {
            _goOn.Reset();
            _part?.Cancel();
            return _standing.Task;
        }
    }

    /// <summary>Lets the run go on; nothing happens when it is not paused.</summary>
    public void Continue()
    {
        lock (_lock)
        {
            _goOn.Set();
        }
    }

    /// <summary>Ends the use of the control; the run must have ended.</summary>
    public void Dispose() => _goOn.Dispose();

    /// <summary>A run is controlled from here on.</summary>
    /// <exception cref="InvalidOperationException">Another one is.</exception>
    internal void Take()
    {
        lock (_lock)
        {
            if (_isRunning)
            {
                throw new InvalidOperationException("A RunControl controls one run at a time: use another one for this run.");
            }

            _isRunning = true;
            Move();
        }
    }

    /// <summary>The chains are going to run.</summary>
    /// <returns>Cancelled by a pause.</returns>
    internal CancellationToken BeginPart()
    {
        lock (_lock)
        {
            Move();
            _part = new CancellationTokenSource();
            if (IsPaused)
            {
                _part.Cancel();
            }

            return _part.Token;
        }
    }

    /// <summary>The chains stand; waits until they may go on.</summary>
    /// <param name="capture">Reads their state.</param>
    /// <param name="stop">Ends the waiting.</param>
    internal void Stand(Func<SamplerState> capture, CancellationToken stop)
    {
        Rest(capture);
        WaitHandle.WaitAny([_goOn.WaitHandle, stop.WaitHandle]);
    }

    /// <summary>The run has ended.</summary>
    internal void Release(Func<SamplerState> capture)
    {
        Rest(capture);
        lock (_lock)
        {
            _isRunning = false;
            _goOn.Set();
        }
    }

    private void Rest(Func<SamplerState> capture)
    {
        lock (_lock)
        {
            _part?.Dispose();
            _part = null;
            _capture = capture;
            _isStanding = true;
            _standing.TrySetResult();
        }
    }

    private void Move()
    {
        _isStanding = false;
        _capture = null;
        if (_standing.Task.IsCompleted)
        {
            _standing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
