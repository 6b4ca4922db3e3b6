// The way from a request to the disk.
using System.Threading.Channels;
using Exmc.Fleet.Live;

namespace Exmc.Service.Ingest;

/// <summary>How an ingest ended.</summary>
public enum IngestOutcome
{
    /// <summary>Committed.</summary>
    Committed,

    /// <summary>Too many readings wait: come again later.</summary>
    Busy,

    /// <summary>The service is stopping. Before it is ready, readings wait.</summary>
    Stopping,
}

/// <summary>Bounded queue before the one writer of the store; the policy is to refuse what does not fit, so nothing is dropped unseen.</summary>
/// <param name="mostPending">Readings that may wait.</param>
public sealed class IngestQueue(int mostPending)
{
    private readonly Channel<IngestBatch> _batches = Channel.CreateUnbounded<IngestBatch>(new UnboundedChannelOptions { SingleReader = true });
    private int _pending;

    /// <summary>Readings that may wait; a batch of more never fits.</summary>
    public int MostPending => mostPending;

    /// <summary>Readings that wait for their commit.</summary>
    public int Pending => Volatile.Read(ref _pending);

    /// <summary>Batches, for the writer.</summary>
    internal ChannelReader<IngestBatch> Reader => _batches.Reader;

    /// <summary>Hands over readings and comes back when they are on the disk, or were not taken.</summary>
    /// <exception cref="IOException">The store failed; nothing of it is acknowledged.</exception>
    public async Task<IngestOutcome> CommitAsync(IReadOnlyList<LiveReading> readings, IReadOnlyList<QuarantinedReading> refused)
    {
        IngestBatch batch = new(readings, refused);
        if (Interlocked.Add(ref _pending, batch.Count) > mostPending)
        {
            Interlocked.Add(ref _pending, -batch.Count);
            return IngestOutcome.Busy;
        }

        if (!_batches.Writer.TryWrite(batch))
        {
            Interlocked.Add(ref _pending, -batch.Count);
            return IngestOutcome.Stopping;
        }

        await batch.Committed.Task.ConfigureAwait(false);
        return IngestOutcome.Committed;
    }

    /// <summary>Takes no more; what waits is still written.</summary>
    public void Complete() => _batches.Writer.TryComplete();

    /// <summary>Takes no more, and tells those that wait that nobody will write their readings. For who has read the queue until now.</summary>
    internal void Abandon()
    {
        Complete();
        while (Reader.TryRead(out IngestBatch? batch))
        {
            Done(batch);
            batch.Committed.SetException(new IOException("The service is stopping and has not kept the readings."));
        }
    }

    internal void Done(IngestBatch batch) => Interlocked.Add(ref _pending, -batch.Count);
}

/// <summary>Readings of one request.</summary>
/// <param name="readings">Good ones.</param>
/// <param name="refused">Refused ones, to be kept beside them.</param>
internal sealed class IngestBatch(IReadOnlyList<LiveReading> readings, IReadOnlyList<QuarantinedReading> refused)
{
    public IReadOnlyList<LiveReading> Readings => readings;

    public IReadOnlyList<QuarantinedReading> Refused => refused;

    public int Count => readings.Count + refused.Count;

    public TaskCompletionSource Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
