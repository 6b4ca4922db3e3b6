// A client that sends one sensor's readings, and knows what must have become of them.
using System.Net;
using System.Text.Json;
using Exmc.Fleet.Live;
using Xunit;

namespace Exmc.Service.Tests;

/// <summary>Sends batches in order, the same one again until it is acknowledged.</summary>
/// <param name="sensor">The sensor's name.</param>
/// <param name="index">Its number.</param>
/// <param name="spikeEvery">Every so many readings one is far off.</param>
internal sealed class KillClient(string sensor, int index, int spikeEvery)
{
    private const int Batch = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private readonly DateTime _start = DateTime.UtcNow.AddHours(-12);
    private int _next;

    /// <summary>Readings acknowledged: those with sequences below this.</summary>
    public int Acknowledged => _next;

    /// <summary>Readings found in the store.</summary>
    public int Kept { get; private set; }

    public async Task SendUntilKilledAsync(ServiceProcess service)
    {
        while (true)
        {
            var batch = Enumerable.Range(_next, Batch).Select(k => new { sensor, time = _start + (k * Step), sequence = k, value = Value(k) }).ToArray();
            try
            {
                using HttpResponseMessage answer = await service.PostAsync(batch);
                Assert.True(answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode}");
                _next += answer.IsSuccessStatusCode ? Batch : 0;
            }
            catch (HttpRequestException)
            {
                return;
            }

            catch (TaskCanceledException)
            {
                // No answer in time is no answer: sent again.
            }

            await Task.Delay(Pause);
        }
    }

    /// <summary>Whether a status is this sensor's, with all its acknowledged readings scored.</summary>
    public bool IsScored(JsonElement status) =>
        status.GetProperty("sensor").GetString() == sensor
        && status.GetProperty("time") is { ValueKind: JsonValueKind.String } time && time.GetDateTime() >= _start + ((_next - 1) * Step);

    /// <summary>Compares the store with what was sent.</summary>
    public void Check(IFleetStore store)
    {
        ScoredReading[] kept = [.. store.History(sensor, DateTime.MinValue, DateTime.MaxValue)];
        Kept = kept.Length;

        // All that was acknowledged, and at most the batch in flight at the last kill, each once, in order and unchanged.
        Assert.InRange(kept.Length, _next, _next + Batch);
        Assert.Equal(Enumerable.Range(0, kept.Length).Select(k => ((long)k, Value(k))), kept.Select(reading => (reading.Sequence, reading.Value)));

        // Fits go forward from reading to reading, and a sensor once scored is always scored.
        long[] fits = [.. kept.Select(reading => reading.Fit)];
        Assert.Equal(fits.Order(), fits);
        Assert.True(fits[^1] > 1, $"{sensor} was never refitted");

        // No fit after the first began from nothing; those that went cold say why.
        Assert.DoesNotContain(store.Fits(sensor).Skip(1), fit => fit.Rung == RefitRung.Cold && fit.Why.Length == 0);

        // The window that the next process goes on with holds the last readings, each once.
        LiveCheckpoint checkpoint = store.Load().Sensors.Single(one => one.Checkpoint.Sensor == sensor).Checkpoint;
        Assert.Equal(kept[^checkpoint.Places.Count..].Select(reading => (reading.Time, reading.Value)), checkpoint.Places.Select(place => (place.Time, place.Value)));

        // Each spike that was scored is in one alarm, which is closed unless it is the last. One that has come again and again becomes a part of the
        // sensor's calibrated tail, and need not alarm any more.
        LiveAlarm[] alarms = [.. store.Alarms(int.MaxValue).Where(alarm => alarm.Sensor == sensor)];
        ScoredReading[] spikes = [.. kept.Where(reading => reading.Fit > 0 && IsSpike((int)reading.Sequence))];
        Assert.NotEmpty(spikes);
        Assert.All(spikes.Take(FirstSpikes), spike => Assert.Single(alarms, alarm => alarm.Opened <= spike.Time && spike.Time <= alarm.Last));
        Assert.All(spikes.Skip(FirstSpikes), spike => Assert.InRange(alarms.Count(alarm => alarm.Opened <= spike.Time && spike.Time <= alarm.Last), 0, 1));
        Assert.All(alarms, alarm => Assert.True(alarm.Closed is not null || alarm == checkpoint.Alarm, $"{alarm} is open for ever"));
    }

    // Fewer than the calibration takes to know them.
    private const int FirstSpikes = 15;

    private bool IsSpike(int k) => k % spikeEvery == spikeEvery - 1;

    // Normal noise that depends on the number of the reading alone.
    private double Value(int k)
    {
        Random random = new(unchecked((index * 1_000_003) + (k * 7919)));
        return (Math.Sqrt(-2.0 * Math.Log(1.0 - random.NextDouble())) * Math.Cos(2.0 * Math.PI * random.NextDouble())) + (IsSpike(k) ? 40 : 0);
    }
}
