// The replay alone, with the test in the place of the store's writer and of time.
using Exmc.Fleet.Live;
using Exmc.Service.Ingest;
using Exmc.Service.Tests.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Exmc.Service.Tests;

public sealed class ReplayTests : IDisposable
{
    private const int Failed = 22;
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"exmc-test-{Guid.NewGuid():N}.csv");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly EventTimes _events = new();

    public void Dispose()
    {
        File.Delete(_file);
        _events.Dispose();
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_told_and_the_service_goes_on()
    {
        // A folder's path: reading it is refused as it is for a file without permission.
        using ReplayIngest replay = Replay(Path.GetTempPath(), 0, new IngestQueue(100));
        await replay.StartAsync(CancellationToken.None);
        await replay.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.True(_events.Has(Failed));
    }

    [Fact]
    public async Task Readings_a_hundred_days_apart_are_waited_for()
    {
        await File.WriteAllTextAsync(_file, "time,a\n2025-01-01,1\n2025-04-11,2\n");
        IngestQueue queue = new(100);
        using ReplayIngest replay = Replay(_file, 1, queue);
        await replay.StartAsync(CancellationToken.None);
        Commit(queue, await NextAsync(queue));
        int hours = 0;
        for (; !queue.Reader.TryPeek(out _) && hours < 3000; hours++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            await Task.Delay(hours < 2399 ? 0 : 20);
        }

        Assert.Equal(2, Assert.Single((await NextAsync(queue)).Readings).Value);
        Assert.InRange(hours, 2400, 3000);
        await replay.StopAsync(new CancellationToken(true));
    }

    [Fact]
    public async Task Lines_wider_than_the_queue_come_in_pieces_and_a_failing_store_is_waited_for()
    {
        await File.WriteAllTextAsync(_file, $"time,{string.Join(',', Enumerable.Range(0, 25).Select(k => $"s{k}"))}\n2025-01-01,{string.Join(',', Enumerable.Range(0, 25))}\n");
        IngestQueue queue = new(10);
        using ReplayIngest replay = Replay(_file, 0, queue);
        await replay.StartAsync(CancellationToken.None);
        List<double> values = [];
        IngestBatch failing = await NextAsync(queue);
        queue.Done(failing);
        failing.Committed.SetException(new IOException("disk full"));
        while (values.Count < 25)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            if (queue.Reader.TryRead(out IngestBatch? batch))
            {
                values.AddRange(batch.Readings.Select(reading => reading.Value));
                Commit(queue, batch);
            }

            await Task.Delay(5);
        }

        Assert.Equal(Enumerable.Range(0, 25).Select(k => (double)k), values);
        await replay.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.True(_events.Has(Failed));
    }

    private static async Task<IngestBatch> NextAsync(IngestQueue queue)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(20));
        return await queue.Reader.ReadAsync(patience.Token);
    }

    private static void Commit(IngestQueue queue, IngestBatch batch)
    {
        queue.Done(batch);
        batch.Committed.SetResult();
    }

    private ReplayIngest Replay(string file, double speed, IngestQueue queue)
    {
        ServiceOptions options = new() { Replay = new ReplayOptions { File = file, Speed = speed } };
        ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddProvider(_events));
        return new ReplayIngest(queue, new FleetEngine(options.Fleet, new PathFitter(), _clock), new OptionsWrapper<ServiceOptions>(options), _clock, loggers.CreateLogger<ReplayIngest>());
    }
}
