// Readings that the engine has admitted, on their way to the disk.
using Exmc.Fleet.Live;

namespace Exmc.Service.Ingest;

/// <summary>Commits readings of a request that does not try again by itself: what is not committed gives up the places of its sensors.</summary>
internal sealed class AdmittedReadings(IngestQueue queue, FleetEngine engine)
{
    /// <summary>Hands over readings, screened by the engine, and comes back when they are on the disk, or were not taken.</summary>
    /// <exception cref="IOException">The store failed; nothing of it is acknowledged.</exception>
    public async Task<IngestOutcome> CommitAsync(IReadOnlyList<LiveReading> readings, IReadOnlyList<QuarantinedReading> refused)
    {
        bool isCommitted = false;
        try
        {
            IngestOutcome outcome = await queue.CommitAsync(readings, refused).ConfigureAwait(false);
            isCommitted = outcome == IngestOutcome.Committed;
            return outcome;
        }
        finally
        {
            if (!isCommitted)
            {
                engine.Release(readings);
            }
        }
    }
}
