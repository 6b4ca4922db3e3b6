// Drives the live engine on one thread under virtual time.
using Exmc.Fleet.Live;
using Microsoft.Extensions.Time.Testing;

namespace Exmc.Fleet.Tests.Live;

internal sealed class EngineDriver
{
    public static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public EngineDriver(LiveOptions options, ISensorFitter fitter)
    {
        Clock = new FakeTimeProvider(new DateTimeOffset(Start));
        Engine = new FleetEngine(options, fitter, Clock);
    }

    public FakeTimeProvider Clock { get; }

    public FleetEngine Engine { get; }

    public List<ScoredReading> Scores { get; } = [];

    public Dictionary<(string, DateTime), LiveAlarm> Alarms { get; } = [];

    public static LiveReading At(string sensor, int second, double value) => new(sensor, Start.AddSeconds(second), second, value);

    /// <summary>Offers one reading at its time, then scores and refits until nothing is left to do.</summary>
    public Intake Offer(LiveReading reading)
    {
        if (reading.Time > Clock.GetUtcNow().UtcDateTime)
        {
            Clock.SetUtcNow(new DateTimeOffset(reading.Time));
        }

        Intake intake = Engine.Offer(reading, out _);
        Settle();
        return intake;
    }

    public void Settle()
    {
        while (true)
        {
            ScoredReading? scored = Engine.ScoreNext();
            if (scored is not null)
            {
                Scores.Add(scored);
                if (scored.Alarm is { } alarm)
                {
                    Alarms[(alarm.Sensor, alarm.Opened)] = alarm;
                }
            }

            // Refits run between readings, so that which fit scores a reading depends on the readings alone.
            RefitWork? work = Engine.TakeRefit();
            if (work is not null)
            {
                Engine.RunInLanes(work, _ => { }, CancellationToken.None);
            }
            else if (scored is null)
            {
                return;
            }
        }
    }
}
