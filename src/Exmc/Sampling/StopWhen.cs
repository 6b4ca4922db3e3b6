// Budgets of a run.
namespace Exmc;

/// <summary>What ends a run before all its draws are made; whichever comes first.</summary>
public sealed record StopWhen
{
    /// <summary>Wall time of the whole run, warm-up included, positive; null for no limit. What is drawn by then is kept.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>
    /// Effective draws that are enough, at least 10: bulk and tail of every reported number, over all chains; null for no limit. It is looked at each time
    /// all chains have another <see cref="CheckEvery"/> draws, so that the same seed stops at the same draw whatever the threads. Chains that run after each
    /// other, for want of threads, are only looked at when the last one draws.
    /// </summary>
    public double? Ess { get; init; }

    /// <summary>Draws per chain between two looks at the effective draws, at least 10.</summary>
    public int CheckEvery { get; init; } = 100;

    internal void Check()
    {
        if (Time is { } time && (time <= TimeSpan.Zero || time.TotalMilliseconds > int.MaxValue))
        {
            throw new ArgumentOutOfRangeException(nameof(Time), time, $"Time cannot be {time}: use a positive time of less than 24 days, or null for no limit.");
        }

        if (Ess is { } ess && !(ess >= 10 && double.IsFinite(ess)))
        {
            throw new ArgumentOutOfRangeException(nameof(Ess), ess, FormattableString.Invariant($"Ess cannot be {ess}: use a finite number of at least 10 (400 is usual), or null for no limit."));
        }

        if (CheckEvery < 10)
        {
            throw new ArgumentOutOfRangeException(nameof(CheckEvery), CheckEvery, $"CheckEvery cannot be {CheckEvery}: use at least 10 draws (100 are usual).");
        }
    }
}
