// Refits of several sensors at once, as the engine gives them out and takes them back.
using Exmc.Fleet.Live;
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Fleet.Tests.Live;

public class EngineLaneTests
{
    private static readonly LiveOptions Options = new() { Window = 100, FirstFit = 40, RefitReadings = 10, RefitTimeout = TimeSpan.FromMinutes(1), BackOff = TimeSpan.FromSeconds(5), ClockTolerance = TimeSpan.FromDays(1) };

    [Fact]
    public void All_that_is_due_is_refitted_eight_at_a_time_in_the_order_in_which_it_was_due()
    {
        // Fits of 1 to 5 rounds: a lane that ends takes the next sensor at once.
        SteppedFitter fitter = new(_ => "all", request => 1 + (int)(request.Seed % 5));
        EngineDriver driver = Due(fitter, [.. Enumerable.Range(0, 20).Select(k => ($"s{k:D2}", (double)k))]);
        List<EndedRefit> ended = Run(driver);
        Assert.Equal(20, ended.Count);
        Assert.Equal(Enumerable.Range(0, 20).Select(k => (double)k), fitter.Begun.Select(request => request.Window.Y[0]));
        Assert.Equal(20, driver.Engine.Counters.Cold);
        Assert.All(driver.Engine.Statuses(), status => Assert.Equal(1, status.Fit!.Number));

        // The first lane is free before the last sensor is begun, and until then none is idle.
        int full = fitter.Running.TakeWhile(running => running == ILaneDensity.Width).Count();
        Assert.Equal(ILaneDensity.Width, fitter.Running.Max());
        Assert.True(fitter.Running.Skip(full).Sum() <= 5 * (ILaneDensity.Width - 1), string.Join(", ", fitter.Running));
    }

    [Fact]
    public void A_sensor_that_becomes_due_while_others_run_joins_them_without_waiting_for_their_end()
    {
        SteppedFitter fitter = new(_ => "all", _ => 10);
        EngineDriver driver = Due(fitter, [("a", 0), ("b", 0)]);
        fitter.AtRound = round =>
        {
            if (round == 3)
            {
                Offer(driver.Engine, "c", 0, 0, 45);
                Assert.NotNull(driver.Engine.ScoreNext());
                while (driver.Engine.ScoreNext() is not null)
                {
                }
            }
        };
        Assert.Equal(["a", "b", "c"], Run(driver).Select(refit => refit.Work.Sensor));
        Assert.Equal([.. Enumerable.Repeat(2, 3), .. Enumerable.Repeat(3, 7), .. Enumerable.Repeat(1, 3)], fitter.Running);
    }

    [Fact]
    public void A_model_that_fails_in_one_lane_is_paused_and_the_others_are_fitted()
    {
        bool isBroken = true;
        SteppedFitter fitter = new(_ => "all", request => 1 + (int)(request.Seed % 3), request => isBroken && request.Window.Y[0] > 50);
        EngineDriver driver = Due(fitter, [("a", 0), ("b", 100), ("c", 0), ("d", 0)]);
        List<EndedRefit> ended = Run(driver);
        Assert.Equal(["b"], ended.Where(refit => refit.Fit is null).Select(refit => refit.Work.Sensor));
        Assert.Equal("told to fail", driver.Engine.Status("b")!.Failure);
        Assert.Equal((3, 1), (driver.Engine.Counters.Cold, driver.Engine.Counters.Failed));

        // Tried again after its pause of five seconds, and not before.
        isBroken = false;
        driver.Clock.Advance(TimeSpan.FromSeconds(4.9));
        driver.Engine.Tick();
        Assert.Null(driver.Engine.TakeRefit());
        driver.Clock.Advance(TimeSpan.FromSeconds(0.2));
        driver.Engine.Tick();
        Assert.Equal(["b"], Run(driver).Select(refit => refit.Work.Sensor));
        Assert.Equal(string.Empty, driver.Engine.Status("b")!.Failure);
        Assert.Equal(2, driver.Engine.Status("b")!.Fit!.Number);
    }

    [Fact]
    public void The_time_of_a_refit_begins_with_itself_and_ends_it_alone()
    {
        // Two that take 8 rounds of ten seconds, and one of 8 that begins in the fourth round, when the fast one has ended.
        SteppedFitter fitter = new(_ => "all", request => request.Window.Y[0] > 50 ? 8 : 2);
        EngineDriver driver = Due(fitter, [("fast", 0), ("slow", 100)]);
        fitter.AtRound = round =>
        {
            driver.Clock.Advance(TimeSpan.FromSeconds(10));
            if (round == 4)
            {
                Offer(driver.Engine, "later", 0, 0, 45);
                while (driver.Engine.ScoreNext() is not null)
                {
                }
            }
        };
        List<EndedRefit> ended = Run(driver);
        Assert.Equal(["fast", "slow", "later"], ended.Select(refit => refit.Work.Sensor));
        Assert.Equal([false, true, false], ended.Select(refit => refit.Fit is null));
        Assert.Equal([20, 60, 20], ended.Select(refit => refit.Took.TotalSeconds));
        Assert.Contains("longer than 00:01:00", driver.Engine.Status("slow")!.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_ends_all_lanes_and_keeps_what_had_ended()
    {
        using CancellationTokenSource source = new();
        SteppedFitter fitter = new(_ => "all", request => request.Window.Y[0] > 50 ? 50 : 2);
        EngineDriver driver = Due(fitter, [("a", 100), ("b", 0), .. Enumerable.Range(0, 20).Select(k => ($"c{k:D2}", 100.0))]);
        fitter.AtRound = round =>
        {
            if (round == 7)
            {
                source.Cancel();
            }
        };
        List<EndedRefit> ended = [];
        Assert.ThrowsAny<OperationCanceledException>(() => driver.Engine.RunInLanes(driver.Engine.TakeRefit()!, ended.Add, source.Token));
        Assert.Equal(["b"], ended.Select(refit => refit.Work.Sensor));
        Assert.Equal((1, 0), (driver.Engine.Counters.Cold, driver.Engine.Counters.Failed));
        Assert.Equal(7, fitter.Running.Count);
        Assert.All(driver.Engine.Statuses(), status => Assert.Equal(string.Empty, status.Failure));
    }

    [Fact]
    public void Sensors_of_another_model_keep_out_of_the_lanes_and_are_overtaken_a_bounded_number_of_times()
    {
        // One of model b is due after the first of a; 60 of a follow. Fits are of different lengths, so that lanes are free one by one.
        SteppedFitter fitter = new(request => request.Window.Y[0] > 50 ? "b" : "a", request => 1 + (int)(request.Seed % 4));
        EngineDriver driver = Due(fitter, [("a", 0), ("b", 100), .. Enumerable.Range(0, 60).Select(k => ($"c{k:D2}", 0.0))]);
        List<EndedRefit> first = [];
        driver.Engine.RunInLanes(driver.Engine.TakeRefit()!, first.Add, CancellationToken.None);
        Assert.DoesNotContain("b", first.Select(refit => refit.Work.Sensor));
        Assert.Equal(1 + 32, first.Count);
        Assert.Equal("b", driver.Engine.TakeRefit()!.Sensor);

        // Nobody waits before them now, so the rest of a shares the lanes to the end.
        Assert.Equal(60 - 32, Run(driver).Count);
        Assert.Equal(0, driver.Engine.QueuedRefits);
    }

    [Fact]
    public void Lanes_that_break_down_leave_each_refit_to_be_made_by_itself()
    {
        int left = 3;
        EngineDriver driver = Due(new ShuffledLanes(new ConjugateFitter(request => request.Window.Y[0] > 50), _ => 0, () => left-- == 0), [("a", 0), ("b", 100), .. Enumerable.Range(0, 10).Select(k => ($"c{k}", 0.0))]);
        List<EndedRefit> ended = Run(driver);
        Assert.Equal(12, ended.Select(refit => refit.Work.Sensor).Distinct().Count());
        Assert.Equal(12, ended.Count);
        Assert.Equal(["b"], ended.Where(refit => refit.Fit is null).Select(refit => refit.Work.Sensor));
    }

    [Fact]
    public void A_gradient_that_throws_in_a_lane_fails_its_own_sensor_alone()
    {
        // The lanes are evaluated together, so that what one throws ends them all; the draws of the others are those they have by themselves.
        SamplerFitter fitter = new(
            window => new LanedModel(new Models.LocalLevel { Y = window.Y }) { Evaluating = window.Y[0] > 50 ? () => throw new FormatException("the gradient is broken") : null },
            20,
            50,
            Standardization.None);
        EngineDriver driver = Due(fitter, [.. Enumerable.Range(0, 10).Select(k => ($"s{k}", k == 4 ? 100.0 : 0))]);
        List<EndedRefit> ended = Run(driver);
        Assert.Equal(["s4"], ended.Where(refit => refit.Fit is null).Select(refit => refit.Work.Sensor));
        Assert.Equal("the gradient is broken", driver.Engine.Status("s4")!.Failure);
        Assert.All(ended.Where(refit => refit.Fit is not null), refit =>
            Assert.Equal(fitter.Fit(refit.Work.Request, DateTime.UnixEpoch, CancellationToken.None).Draws, driver.Engine.Status(refit.Work.Sensor)!.Fit!.Draws));
        Assert.Equal(10, ended.Count);
    }

    [Fact]
    public void A_fitter_without_lanes_makes_one_refit_and_lanes_that_cannot_be_told_are_none()
    {
        EngineDriver driver = Due(new ConjugateFitter(), [("a", 0), ("b", 0)]);
        List<EndedRefit> ended = [];
        driver.Engine.RunInLanes(driver.Engine.TakeRefit()!, ended.Add, CancellationToken.None);
        Assert.Equal("a", Assert.Single(ended).Work.Sensor);
        Assert.Equal(1, driver.Engine.QueuedRefits);
        driver = Due(new SteppedFitter(_ => throw new FormatException("no lanes"), _ => 1), [("a", 0), ("b", 0)]);
        driver.Engine.RunInLanes(driver.Engine.TakeRefit()!, ended.Add, CancellationToken.None);
        Assert.Equal(["a", "a"], ended.Select(refit => refit.Work.Sensor));
        Assert.All(ended, refit => Assert.NotNull(refit.Fit));
    }

    [Fact]
    public void Lanes_can_be_switched_off()
    {
        SteppedFitter fitter = new(_ => "all", _ => 1);
        EngineDriver driver = Due(fitter, [("a", 0), ("b", 0)], Options with { Lanes = false });
        Assert.Equal(2, Run(driver).Count);
        Assert.Empty(fitter.Running);
    }

    [Fact]
    public void What_the_host_throws_reaches_the_host_when_the_running_fits_have_ended()
    {
        SteppedFitter fitter = new(_ => "all", request => 1 + (int)(request.Seed % 3));
        EngineDriver driver = Due(fitter, [.. Enumerable.Range(0, 20).Select(k => ($"s{k:D2}", 0.0))]);
        RefitWork first = driver.Engine.TakeRefit()!;
        Assert.Throws<FormatException>(() => driver.Engine.RunInLanes(first, _ => throw new FormatException("mine"), CancellationToken.None));
        Assert.Equal(fitter.Begun.Count, driver.Engine.Counters.Cold);
        Assert.Equal(20 - fitter.Begun.Count, driver.Engine.QueuedRefits);
        Assert.InRange(fitter.Begun.Count, 8, 19);
    }

    private static EngineDriver Due(ISensorFitter fitter, (string Sensor, double Level)[] sensors, LiveOptions? options = null)
    {
        EngineDriver driver = new(options ?? Options, fitter);
        foreach ((string sensor, double level) in sensors)
        {
            Offer(driver.Engine, sensor, level, 0, 45);
        }

        while (driver.Engine.ScoreNext() is not null)
        {
        }

        Assert.Equal(sensors.Length, driver.Engine.QueuedRefits);
        return driver;
    }

    private static List<EndedRefit> Run(EngineDriver driver)
    {
        List<EndedRefit> ended = [];
        while (driver.Engine.TakeRefit() is { } work)
        {
            driver.Engine.RunInLanes(work, ended.Add, CancellationToken.None);
        }

        return ended;
    }

    private static void Offer(FleetEngine engine, string sensor, double level, int from, int until)
    {
        for (int second = from; second < until; second++)
        {
            Assert.Equal(Intake.Accepted, engine.Offer(EngineDriver.At(sensor, second, level + (((second * 7919) % 101) / 101.0)), out _));
        }
    }
}
