// The live engine's promises, one by one.
using Exmc.Fleet.Live;
using Xunit;

namespace Exmc.Fleet.Tests.Live;

public class EngineTests
{
    private static readonly LiveOptions Options = new() { Window = 100, FirstFit = 40, RefitReadings = 10, Hold = 3, Refractory = 5, AlarmRate = 1e-4 };

    [Fact]
    public void A_spike_raises_one_alarm_with_its_evidence_and_does_not_train_the_model()
    {
        ConjugateFitter fitter = new();
        EngineDriver driver = Run(fitter, second => second == 70 ? 50 : null, 100);
        LiveAlarm alarm = Assert.Single(driver.Alarms.Values);
        Assert.Equal(EngineDriver.Start.AddSeconds(70), alarm.Opened);
        Assert.Equal(1, alarm.Readings);
        Assert.Equal("calm", alarm.Ending);
        Assert.Equal(EngineDriver.Start.AddSeconds(73), alarm.Closed);
        Assert.True(alarm.IsConfirmed);
        Assert.True(alarm.Peak.Value == 50 && alarm.Peak.Upper < 50 && alarm.Peak.Lower < alarm.Peak.Upper && alarm.Peak.Fit > 0);
        Assert.DoesNotContain(fitter.Requests, request => request.Window.Y.Contains(50.0));
    }

    [Fact]
    public void A_change_of_level_is_accepted_after_enough_readings_and_fitted_cold()
    {
        ConjugateFitter fitter = new();
        EngineDriver driver = Run(fitter, second => second >= 70 ? 30 + Noise(second) : null, 140);
        LiveAlarm alarm = Assert.Single(driver.Alarms.Values);
        Assert.Equal("new level", alarm.Ending);
        Assert.Equal(12, alarm.Readings);
        FitRequest cold = fitter.Requests.Last(request => request.Before is null);
        Assert.True(cold.Window.Y.Count(value => value > 20) >= 20);
        Assert.DoesNotContain(cold.Window.Y, value => value < 20);
        Assert.Equal(LiveState.Normal, Assert.Single(driver.Engine.Statuses()).State);
    }

    [Fact]
    public void A_spike_after_a_new_level_does_not_bring_the_old_level_back()
    {
        ConjugateFitter fitter = new();
        EngineDriver driver = Run(fitter, second => second == 110 ? 80 : second >= 70 ? 30 + Noise(second) : null, 140);
        Assert.Equal(["new level", "calm"], driver.Alarms.Values.OrderBy(alarm => alarm.Opened).Select(alarm => alarm.Ending));
        FitRequest[] since = [.. fitter.Requests.SkipWhile(request => !request.Window.Y.Contains(30 + Noise(85)))];
        Assert.NotEmpty(since);
        Assert.All(since, request => Assert.DoesNotContain(request.Window.Y, value => value < 20));
    }

    [Fact]
    public void Noise_that_has_grown_on_both_sides_becomes_the_new_normal_when_half_of_the_window_is_surprising()
    {
        EngineDriver driver = Run(new ConjugateFitter(), second => second >= 120 ? (second % 2 == 0 ? 60 : -60) + Noise(second) : null, 240);
        LiveAlarm alarm = Assert.Single(driver.Alarms.Values);
        Assert.Equal(("new level", 51), (alarm.Ending, alarm.Readings));
        Assert.Equal(LiveState.Normal, Assert.Single(driver.Engine.Statuses()).State);
    }

    [Fact]
    public void A_refit_that_takes_too_long_has_failed_and_the_sensor_goes_on()
    {
        EngineDriver? driver = null;
        bool isSlow = true;
        ConjugateFitter fitter = new(request =>
        {
            if (isSlow && request.Number == 2)
            {
                driver!.Clock.Advance(TimeSpan.FromSeconds(61));
            }

            return false;
        });
        driver = new EngineDriver(Options with { RefitTimeout = TimeSpan.FromMinutes(1), ClockTolerance = TimeSpan.FromDays(1) }, fitter);
        for (int second = 0; second < 55; second++)
        {
            driver.Offer(EngineDriver.At("a", second, Noise(second)));
        }

        LiveStatus status = Assert.Single(driver.Engine.Statuses());
        Assert.Contains("longer than", status.Failure, StringComparison.Ordinal);
        Assert.Equal((1L, true), (status.Fit!.Number, status.IsStale));
        isSlow = false;
        driver.Clock.Advance(TimeSpan.FromSeconds(10));
        driver.Engine.Tick();
        driver.Settle();
        Assert.Equal((3L, false), (driver.Engine.Statuses()[0].Fit!.Number, driver.Engine.Statuses()[0].IsStale));
    }

    [Fact]
    public void A_burst_of_one_sensor_does_not_make_others_wait()
    {
        EngineDriver driver = new(Options, new ConjugateFitter());
        for (int second = 0; second < 1000; second++)
        {
            driver.Engine.Offer(EngineDriver.At("busy", second - 1000, Noise(second)), out _);
        }

        driver.Engine.Offer(EngineDriver.At("a", 0, 1), out _);
        driver.Engine.Offer(EngineDriver.At("b", 0, 1), out _);
        Assert.Equal(["busy", "a", "b", "busy", "busy"], Enumerable.Range(0, 5).Select(_ => driver.Engine.ScoreNext()!.Sensor));
    }

    [Fact]
    public void A_waiting_reading_that_comes_again_after_thousands_of_late_ones_is_a_duplicate()
    {
        EngineDriver driver = new(Options with { Lateness = TimeSpan.FromSeconds(10) }, new ConjugateFitter());
        for (int second = 0; second <= 100; second++)
        {
            driver.Offer(EngineDriver.At("a", second, Noise(second)));
        }

        for (int k = 0; k < 3000; k++)
        {
            Assert.Equal(Intake.Late, driver.Engine.Offer(new LiveReading("a", EngineDriver.Start, 1000 + k, 1), out _));
        }

        Assert.Equal(Intake.Duplicate, driver.Engine.Offer(EngineDriver.At("a", 100, Noise(100)), out _));
    }

    [Fact]
    public void In_control_surprises_come_at_the_configured_rate()
    {
        // 200 expected; Poisson 7 %, and 4.5 % for the memory of the calibration: three standard deviations are 25 %.
        EngineDriver driver = new(Options with { AlarmRate = 5e-3 }, new ConjugateFitter());
        Random random = new(8);
        int surprises = 0;
        for (int second = 0; second < 40_000; second++)
        {
            double noise = Math.Sqrt(-2.0 * Math.Log(1.0 - random.NextDouble())) * Math.Cos(2.0 * Math.PI * random.NextDouble());
            driver.Offer(EngineDriver.At("a", second, noise));
            surprises += driver.Scores[^1].Calibrated < 5e-3 ? 1 : 0;
        }

        Assert.InRange(surprises, 150, 250);
    }

    [Fact]
    public void A_failing_model_keeps_its_last_fit_waits_longer_and_longer_and_harms_nobody()
    {
        ConjugateFitter fitter = new(request => request.Number >= 2 && request.Window.Y.Max() > 500);
        EngineDriver driver = new(Options, fitter);
        for (int second = 0; second < 200; second++)
        {
            driver.Offer(EngineDriver.At("bad", second, 1000 + Noise(second)));
            driver.Offer(EngineDriver.At("good", second, Noise(second + 1)));
        }

        LiveStatus[] statuses = [.. driver.Engine.Statuses()];
        Assert.Equal((LiveState.Degraded, true, 1L, "told to fail"), (statuses[0].State, statuses[0].IsStale, statuses[0].Fit!.Number, statuses[0].Failure));
        Assert.Equal((LiveState.Normal, false), (statuses[1].State, statuses[1].IsStale));
        Assert.False(double.IsNaN(statuses[0].Last!.Calibrated));

        // 160 seconds after the first failure: pauses of 5, 10, 20, 40 and 80 s leave room for at most six attempts.
        Assert.InRange(driver.Engine.Counters.Failed, 3, 6);
        Assert.True(statuses[1].Fit!.Number > 10);
    }

    [Fact]
    public void No_sensor_is_queued_twice_and_a_refit_sees_the_newest_window()
    {
        EngineDriver driver = new(Options, new ConjugateFitter());
        for (int second = 0; second < 90; second++)
        {
            driver.Engine.Offer(EngineDriver.At("a", second, Noise(second)), out _);
            driver.Engine.Offer(EngineDriver.At("b", second, Noise(second + 1)), out _);
        }

        while (driver.Engine.ScoreNext() is not null)
        {
        }

        Assert.Equal(2, driver.Engine.QueuedRefits);
        RefitWork first = driver.Engine.TakeRefit()!;
        RefitWork second2 = driver.Engine.TakeRefit()!;
        Assert.Equal(["a", "b"], new[] { first.Sensor, second2.Sensor }.Order());
        Assert.Equal(90, first.Request.Window.Y.Length);
        driver.Engine.Tick();
        Assert.Equal(0, driver.Engine.QueuedRefits);
    }

    [Fact]
    public void Flat_line_dropout_and_gaps_are_states_of_their_own()
    {
        EngineDriver driver = Run(new ConjugateFitter(), second => second >= 70 ? 0.5 : null, 90);
        Assert.Equal(LiveState.FlatLine, Assert.Single(driver.Engine.Statuses()).State);
        driver.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(LiveState.Dropout, Assert.Single(driver.Engine.Statuses()).State);
        driver.Offer(EngineDriver.At("a", 109, 0.25));
        LiveCheckpoint checkpoint = Assert.Single(driver.Engine.Checkpoint(["a"]).Sensors).Checkpoint;
        Assert.Equal(19, checkpoint.Places.Count(place => double.IsNaN(place.Value)));
    }

    [Fact]
    public void Unusable_readings_are_counted_with_a_reason()
    {
        EngineDriver driver = new(Options with { Most = 100, MaxSensors = 1 }, new ConjugateFitter());
        Assert.Equal(Intake.Accepted, driver.Offer(EngineDriver.At("a", 0, 1)));
        foreach (LiveReading bad in new[] { EngineDriver.At("a", 0, double.NaN), EngineDriver.At("a", 0, 101), EngineDriver.At(string.Empty, 0, 1), EngineDriver.At("b", 0, 1), EngineDriver.At("a", 301, 1), EngineDriver.At("a\0", 0, 1), EngineDriver.At("\ud800", 0, 1) })
        {
            Assert.Equal(Intake.Quarantined, driver.Engine.Offer(bad, out string reason));
            Assert.NotEmpty(reason);
        }

        Assert.Equal(7, driver.Engine.Counters.Quarantined);
    }

    [Fact]
    public void Sensors_that_were_admitted_and_did_not_come_give_up_their_place_unless_somebody_else_brings_them()
    {
        FleetEngine engine = new EngineDriver(Options with { MaxSensors = 2 }, new ConjugateFitter()).Engine;
        LiveReading[] readings = [.. new[] { "a", "b", "c" }.Select(name => EngineDriver.At(name, 0, 1))];
        Assert.Equal([true, true, true, false], new[] { 0, 0, 1, 2 }.Select(k => engine.Admits(readings[k], out _)));

        // Of the two that bring "a" one fails, and then the only one that brings "b".
        engine.Release([readings[0]]);
        Assert.False(engine.Admits(readings[2], out string reason));
        Assert.Contains("more than 2 sensors", reason, StringComparison.Ordinal);
        engine.Release([readings[1]]);
        Assert.True(engine.Admits(readings[2], out _));
        Assert.False(engine.Admits(readings[1], out _));

        // What has come stays, whoever else fails.
        Assert.Equal(Intake.Accepted, engine.Offer(readings[0], out _));
        engine.Release([readings[0], readings[0]]);
        Assert.False(engine.Admits(readings[1], out _));
        Assert.Equal(4, engine.Counters.Crowded);

        // One that is found unusable when it is offered gives up its place too.
        Assert.Equal(Intake.Quarantined, engine.Offer(readings[2] with { Value = double.NaN }, out _));
        Assert.Equal(Intake.Accepted, engine.Offer(readings[1], out _));
    }

    [Fact]
    public void What_is_late_depends_on_the_readings_alone_and_not_on_when_they_are_scored()
    {
        FleetEngine engine = new EngineDriver(Options with { Lateness = TimeSpan.FromSeconds(3) }, new ConjugateFitter()).Engine;
        Assert.Equal([Intake.Accepted, Intake.Accepted, Intake.Accepted, Intake.Late], new[] { 5, 10, 8, 4 }.Select(second => engine.Offer(EngineDriver.At("a", second, 1), out _)));
        Assert.Equal(5, engine.ScoreNext()!.Sequence);
        Assert.Null(engine.ScoreNext());
        Assert.Equal([Intake.Accepted, Intake.Late], new[] { 11, 7 }.Select(second => engine.Offer(EngineDriver.At("a", second, 1), out _)));
        Assert.Equal(8, engine.ScoreNext()!.Sequence);
    }

    [Fact]
    public void A_restart_from_a_checkpoint_goes_on_as_if_nothing_had_happened()
    {
        LiveReading[] readings = [.. Enumerable.Range(0, 200).Select(second => EngineDriver.At("a", second, second is >= 118 and < 124 ? 40 : Noise(second)))];
        EngineDriver whole = new(Options, new ConjugateFitter());
        EngineDriver before = new(Options, new ConjugateFitter());
        EngineDriver after = new(Options, new ConjugateFitter());
        Array.ForEach(readings, reading => whole.Offer(reading));
        Array.ForEach(readings[..120], reading => before.Offer(reading));
        FleetCheckpoint cut = before.Engine.Checkpoint(["a"]);
        after.Clock.SetUtcNow(before.Clock.GetUtcNow());
        after.Engine.Resume(new StoredFleet([.. cut.Sensors.Select(one => new StoredSensor(one.Checkpoint, one.Fit))], cut.Discoveries, []));
        Array.ForEach(readings[110..], reading => after.Offer(reading));
        Assert.Equal(whole.Scores[120..].Select(score => (score.Time, score.Tail, score.Calibrated, score.Fit)), after.Scores.Select(score => (score.Time, score.Tail, score.Calibrated, score.Fit)));
        Assert.Equal(whole.Alarms.Keys, after.Alarms.Keys);
        Assert.Equal(0, after.Engine.Counters.Cold);
    }

    private static double Noise(int second) => new SimulationStreamNoise((ulong)second).Normal();

    private static EngineDriver Run(ConjugateFitter fitter, Func<int, double?> fault, int seconds)
    {
        EngineDriver driver = new(Options, fitter);
        for (int second = 0; second < seconds; second++)
        {
            driver.Offer(EngineDriver.At("a", second, fault(second) ?? Noise(second)));
        }

        return driver;
    }
}
