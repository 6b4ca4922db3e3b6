// Commits for sources that wait: in order, in pieces that fit, until it is on the disk.
using Exmc.Fleet.Live;

namespace Exmc.Service.Ingest;

/// <summary>
/// A broker and a file can wait, so nothing of theirs is given up: while the queue is full or the store fails the same piece is tried again, and nothing
/// later overtakes it. For one caller at a time.
/// </summary>
/// <param name="queue">The way to the disk.</param>
/// <param name="clock">The clock of the pauses.</param>
/// <param name="failed">Told why the store failed, once until it is well again or fails otherwise.</param>
internal sealed class PatientIngest(IngestQueue queue, TimeProvider clock, Action<string> failed)
{
    /// <summary>Readings and refusals that are committed together at most, where the queue has room for as many.</summary>
    public const int MostTogether = 2000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private string _failure = string.Empty;

    /// <summary>Comes back when all is on the disk, or when the service is stopping.</summary>
    /// <returns>Whether all is on the disk; where not, its source has to send it again.</returns>
    public async Task<bool> CommitAsync(IReadOnlyList<LiveReading> readings, IReadOnlyList<QuarantinedReading> refused, CancellationToken cancellation)
    {
        // A batch larger than the whole queue would never fit.
        int most = Math.Min(MostTogether, queue.MostPending);
        if (readings.Count + refused.Count <= most)
        {
            return readings.Count + refused.Count == 0 || await CommitPieceAsync(readings, refused, cancellation).ConfigureAwait(false);
        }

        foreach (QuarantinedReading[] piece in refused.Chunk(most))
        {
            if (!await CommitPieceAsync([], piece, cancellation).ConfigureAwait(false))
            {
                return false;
            }
        }

        foreach (LiveReading[] piece in readings.Chunk(most))
        {
            if (!await CommitPieceAsync(piece, [], cancellation).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> CommitPieceAsync(IReadOnlyList<LiveReading> readings, IReadOnlyList<QuarantinedReading> refused, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                // What is under way when the service stops is still written, and then counts as committed.
                IngestOutcome outcome = await queue.CommitAsync(readings, refused).ConfigureAwait(false);
                if (outcome != IngestOutcome.Busy)
                {
                    _failure = string.Empty;
                    return outcome == IngestOutcome.Committed;
                }
            }
            catch (IOException exception)
            {
                if (exception.Message != _failure)
                {
                    failed(_failure = exception.Message);
                }
            }

            await Task.Delay(Pause, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return false;
    }
}
