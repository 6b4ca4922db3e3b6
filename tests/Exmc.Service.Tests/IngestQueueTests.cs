// The queue before the store, without a writer.
using Exmc.Fleet.Live;
using Exmc.Service.Ingest;
using Xunit;

namespace Exmc.Service.Tests;

public class IngestQueueTests
{
    [Fact]
    public async Task What_does_not_fit_is_refused_and_nothing_is_acknowledged_before_its_commit()
    {
        IngestQueue queue = new(15);
        LiveReading[] ten = [.. Enumerable.Range(0, 10).Select(k => new LiveReading("a", DateTime.UnixEpoch, k, 1))];
        Task<IngestOutcome> waiting = queue.CommitAsync(ten, []);
        Assert.Equal(IngestOutcome.Busy, await queue.CommitAsync(ten, []));
        Assert.Equal(10, queue.Pending);
        Assert.False(waiting.IsCompleted);
        Assert.True(queue.Reader.TryRead(out IngestBatch? batch));
        queue.Done(batch);
        batch.Committed.SetResult();
        Assert.Equal(IngestOutcome.Committed, await waiting);
        Task<IngestOutcome> failing = queue.CommitAsync(ten, []);
        Assert.True(queue.Reader.TryRead(out batch));
        batch.Committed.SetException(new IOException("full"));
        await Assert.ThrowsAsync<IOException>(() => failing);
        queue.Complete();
        queue.Done(batch);
        Assert.Equal(IngestOutcome.Stopping, await queue.CommitAsync(ten, []));
        Assert.Equal(0, queue.Pending);
    }

    [Fact]
    public async Task Who_still_waits_when_nobody_writes_any_more_is_told()
    {
        IngestQueue queue = new(15);
        Task<IngestOutcome> waiting = queue.CommitAsync([new LiveReading("a", DateTime.UnixEpoch, 0, 1)], []);
        queue.Abandon();
        await Assert.ThrowsAsync<IOException>(() => waiting);
        Assert.Equal(IngestOutcome.Stopping, await queue.CommitAsync([], []));
        Assert.Equal(0, queue.Pending);
    }
}
