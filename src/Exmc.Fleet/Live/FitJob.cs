// One of several fits that run side by side.
namespace Exmc.Fleet.Live;

/// <summary>A fit to be made and how it ends. Used by one thread.</summary>
public abstract class FitJob
{
    /// <param name="request">What to fit.</param>
    /// <param name="now">The time by the clock, UTC.</param>
    /// <param name="cancellation">Ends this fit and no other.</param>
    protected FitJob(FitRequest request, DateTime now, CancellationToken cancellation) => (Request, Now, Cancellation) = (request, now, cancellation);

    /// <summary>What to fit.</summary>
    public FitRequest Request { get; }

    /// <summary>When it was begun, by the clock.</summary>
    public DateTime Now { get; }

    /// <summary>Ends this fit and no other.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Whether it has succeeded or failed.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The fit is made.</summary>
    /// <exception cref="InvalidOperationException">It has ended before.</exception>
    public void Succeed(LiveFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        End();
        Ended(fit, null);
    }

    /// <summary>The fit cannot be made, or was cancelled: that is an <see cref="OperationCanceledException"/>.</summary>
    /// <exception cref="InvalidOperationException">It has ended before.</exception>
    public void Fail(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        End();
        Ended(null, failure);
    }

    /// <summary>Takes the outcome: one of the two is null.</summary>
    protected abstract void Ended(LiveFit? fit, Exception? failure);

    private void End()
    {
        if (IsEnded)
        {
            throw new InvalidOperationException($"Fit {Request.Number} has ended before. End each fit once, by Succeed or by Fail.");
        }

        IsEnded = true;
    }
}
