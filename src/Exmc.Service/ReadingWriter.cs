// From the queue to the disk, and on to the engine.
using System.Diagnostics;
using Exmc.Fleet.Live;
using Exmc.Service.Ingest;
using Exmc.Service.Telemetry;

namespace Exmc.Service;

/// <summary>The one writer of readings: all that waits is one commit, is acknowledged when the commit is on the disk, and is then offered to the engine.</summary>
internal sealed class ReadingWriter(FleetEngine engine, IFleetStore store, StoreGuard guard, IngestQueue queue, FleetMeters meters, TimeProvider clock) : IDisposable
{
    private const int MostPerCommit = 20_000;
    private readonly SemaphoreSlim _arrived = new(0);
    private volatile bool _isDone;

    /// <summary>Whether it has ended: nothing more will be offered.</summary>
    public bool IsDone => _isDone;

    /// <summary>Waits until readings have been offered, or for so long.</summary>
    public Task WaitAsync(TimeSpan most) => _arrived.WaitAsync(most);

    /// <summary>Writes until the queue is complete and empty.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (await queue.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                List<IngestBatch> batches = [];
                int count = 0;
                while (count < MostPerCommit && queue.Reader.TryRead(out IngestBatch? batch))
                {
                    batches.Add(batch);
                    count += batch.Count;
                }

                Write(batches);
            }
        }
        finally
        {
            _isDone = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _arrived.Dispose();

    private void Write(List<IngestBatch> batches)
    {
        List<LiveReading> readings = InOrder(batches);
        Exception? failure;
        try
        {
            failure = guard.Try(() => Append(readings, batches));
        }
        catch (Exception exception)
        {
            // Whatever it was, somebody waits for an answer.
            Answer(batches, exception);
            throw;
        }

        long committed = clock.GetTimestamp();
        Answer(batches, failure);
        if (failure is null)
        {
            Offer(readings, committed);
        }
    }

    private void Append(List<LiveReading> readings, List<IngestBatch> batches)
    {
        using Activity? activity = meters.Activities.StartActivity("ppl.commit");
        activity?.SetTag("requests", batches.Count);
        store.Append(readings, [.. batches.SelectMany(batch => batch.Refused)]);
        meters.Commit(batches.Sum(batch => batch.Count));
    }

    // A request may hold its readings in any order; requests follow each other as they came.
    private static List<LiveReading> InOrder(List<IngestBatch> batches)
    {
        List<LiveReading> readings = [];
        foreach (IngestBatch batch in batches)
        {
            readings.AddRange(batch.Readings.OrderBy(reading => (reading.Time, reading.Sequence)));
        }

        return readings;
    }

    private void Answer(List<IngestBatch> batches, Exception? failure)
    {
        foreach (IngestBatch batch in batches)
        {
            queue.Done(batch);
            if (failure is null)
            {
                batch.Committed.SetResult();
            }
            else
            {
                batch.Committed.SetException(new IOException("The store could not keep the readings.", failure));
            }
        }
    }

    private void Offer(List<LiveReading> readings, long committed)
    {
        List<QuarantinedReading> refused = [];
        foreach (LiveReading reading in readings)
        {
            if (engine.Offer(reading, out string reason, committed) == Intake.Quarantined)
            {
                refused.Add(new QuarantinedReading(clock.GetUtcNow().UtcDateTime, reading.Sensor, FormattableString.Invariant($"{reading.Time:O} {reading.Value}"), reason));
            }
        }

        if (_arrived.CurrentCount == 0)
        {
            _arrived.Release();
        }

        if (refused.Count > 0)
        {
            guard.Try(() => store.Append([], refused));
        }
    }
}
