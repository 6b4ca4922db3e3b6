// Replays of few sensors with the real sensor model.
using Exmc.Fleet;
using Xunit;

namespace Exmc.Fleet.Tests;

public class MonitorTests
{
    private static readonly FleetOptions Quick = new() { Window = 60, Cycles = 3, ColdWarmup = 150, WarmWarmup = 30, Draws = 60, LowEss = 5, Seed = 4, Threads = 1 };

    [Fact]
    public void Draws_and_alarms_do_not_depend_on_threads()
    {
        ReplayReport one = Run(Simulate(5, Scenario.Faults), Quick);
        ReplayReport three = Run(Simulate(5, Scenario.Faults), Quick with { Threads = 3 });
        Assert.Equal(one.Alarms, three.Alarms);
        Assert.Equal(
            one.Fits.Select(fit => (fit.Sensor, fit.Cycle, fit.Kind, fit.Gradients, fit.MinEss, fit.StepSize)),
            three.Fits.Select(fit => (fit.Sensor, fit.Cycle, fit.Kind, fit.Gradients, fit.MinEss, fit.StepSize)));
    }

    [Fact]
    public void The_first_fit_is_cold_and_later_ones_are_warm_unless_the_one_before_was_bad()
    {
        ReplayReport report = Run(Simulate(6, Scenario.Clean), Quick with { LowEss = 12 });
        Assert.All(report.Fits.Where(fit => fit.Cycle == 0), fit => Assert.Equal(FitKind.Cold, fit.Kind));

        // A refit that began from the fit before has a rung, and may still end on the one of cold fits.
        foreach (FitRecord fit in report.Fits.Where(fit => fit.Cycle > 0))
        {
            FitRecord before = report.Fits.Single(other => other.Sensor == fit.Sensor && other.Cycle == fit.Cycle - 1);
            Assert.Equal(before.Note.Length == 0, fit.Refit is not null);
            Assert.Equal(fit.Refit is null or { Rung: RefitRung.Cold } ? FitKind.Cold : FitKind.Warm, fit.Kind);
        }
    }

    [Fact]
    public void No_fit_with_few_effective_draws_goes_unreported()
    {
        ReplayReport report = Run(Simulate(6, Scenario.Clean), Quick with { LowEss = 30 });
        Assert.NotEmpty(report.Reported);
        Assert.All(report.Fits.Where(fit => fit.MinEss < 30), fit => Assert.Contains(fit, report.Reported));
    }

    [Fact]
    public void A_spike_raises_an_alarm_before_it_enters_the_window()
    {
        SensorSeries clean = Simulator.Simulate(7, 0, 63, 60, Scenario.Clean);
        double[] spiked = [.. clean.Values];
        spiked[61] += 15.0;
        ReplayReport report = Run([clean with { Values = spiked }], Quick);
        Alarm alarm = Assert.Single(report.Alarms, candidate => candidate.Index == 61);
        Assert.Equal(spiked[61], alarm.Value);
        Assert.True(alarm.Value > alarm.Upper && alarm.Upper > alarm.Lower && alarm.Tail < 1e-4);
        Assert.Equal(clean.TimeOf(61), alarm.Time);
    }

    [Fact]
    public void A_flat_window_is_reported_and_not_fitted()
    {
        SensorSeries flat = new("flat", DateTime.UnixEpoch, TimeSpan.FromMinutes(5), [.. Enumerable.Repeat(2.0, 63)], []);
        ReplayReport report = Run([flat], Quick);
        Assert.All(report.Fits, fit => Assert.Equal(FitKind.Skipped, fit.Kind));
        Assert.Equal(report.Fits.Count, report.Reported.Count);
    }

    [Fact]
    public void Missing_readings_are_not_scored_and_do_not_stop_the_fleet()
    {
        SensorSeries clean = Simulator.Simulate(7, 1, 63, 60, Scenario.Clean);
        double[] gaps = [.. clean.Values];
        gaps[10] = gaps[60] = gaps[61] = double.NaN;
        ReplayReport report = Run([clean with { Values = gaps }], Quick);
        Assert.Empty(report.Alarms);
        Assert.Equal(1, report.Scored);
        Assert.Equal(4, report.Fits.Count(fit => fit.Kind is FitKind.Cold or FitKind.Warm));
    }

    [Fact]
    public void Pairs_compare_the_same_windows()
    {
        ReplayReport report = Run(Simulate(4, Scenario.Clean), Quick with { Pair = true, LowEss = 1, Ladder = null });
        Assert.NotNull(report.Paired);
        Assert.Equal(4, report.Paired.Pairs);
        Assert.InRange(report.Paired.GradientRatio, 0.05, 0.9);
        Assert.True(report.Paired.EssRatioLower <= report.Paired.EssRatio && report.Paired.EssRatio <= report.Paired.EssRatioUpper);
    }

    [Fact]
    public void Readings_after_the_last_full_cycle_are_scored_too()
    {
        ReplayReport report = Run(Simulate(1, Scenario.Clean), Quick with { Every = 2, Cycles = null });
        Assert.Equal(2, report.Cycles);
        Assert.Equal(3, report.Scored);
    }

    [Fact]
    public void The_scale_is_found_at_the_first_window_that_varies()
    {
        SensorSeries clean = Simulator.Simulate(7, 0, 63, 60, Scenario.Clean);
        double[] late = [.. Enumerable.Repeat(2000.0, 60), .. clean.Values.Select(value => 2000.0 + (100.0 * value))];
        List<double[]> windows = [];
        IModel Model(SensorWindow window)
        {
            windows.Add([.. window.Y]);
            return new Models.Sensor { Y = window.Y, X = window.X, XNext = window.XNext };
        }

        ReplayReport report = FleetMonitor.Run([clean with { Values = late }], Model, Quick with { Cycles = 1, Every = 60, Standardize = true });
        Assert.Equal([FitKind.Skipped, FitKind.Cold], report.Fits.Select(fit => fit.Kind));
        double[] fitted = Assert.Single(windows);
        Assert.Equal(0.0, fitted.Average(), 1e-10);
        Assert.Equal(59.0, fitted.Sum(value => value * value), 1e-8);
    }

    /// <summary>A failure is one sensor's, in the report, with one thread and with more.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_cold_fit_of_a_pair_that_fails_is_reported(int threads)
    {
        int calls = 0;
        SensorSeries[] series = Simulate(2, Scenario.Clean);
        // Each sensor: a cold fit, a score, a warm refit, and a cold fit for the pair.
        IModel Model(SensorWindow window) => Interlocked.Increment(ref calls) == 8
            ? throw new SamplingException("planted")
            : new Models.Sensor { Y = window.Y, X = window.X, XNext = window.XNext };
        ReplayReport report = FleetMonitor.Run(series, Model, Quick with { Cycles = 1, LowEss = 0.1, Pair = true, Ladder = null, Threads = threads, Alarm = 1e-300 });
        FitRecord failed = Assert.Single(report.Fits, fit => fit.Kind == FitKind.Failed);
        Assert.Equal(("planted", 2), (failed.Note, failed.Cycle));
        Assert.Equal(1, report.Paired!.Pairs);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_defect_of_the_callers_model_arrives_as_itself(int threads) => Assert.Throws<NotSupportedException>(
        () => FleetMonitor.Run(Simulate(2, Scenario.Clean), _ => throw new NotSupportedException(), Quick with { Threads = threads }));

    [Fact]
    public void Simulated_faults_do_not_overlap_and_leave_readings()
    {
        for (int sensor = 0; sensor < 300; sensor++)
        {
            SensorSeries series = Simulator.Simulate(5, sensor, 272, 200, Scenario.Faults);
            Assert.True(series.Faults[0].Last < series.Faults[1].First || series.Faults[0].Kind == FaultKind.LevelShift);
            foreach (Fault fault in series.Faults.Where(fault => fault.Kind != FaultKind.Gap))
            {
                Assert.False(double.IsNaN(series.Values[fault.First]), $"sensor {sensor}: {fault}");
            }
        }
    }

    [Fact]
    public void Options_that_cannot_be_honoured_are_named()
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(() => Run(Simulate(1, Scenario.Clean), Quick with { Alarm = 2 }));
        Assert.Contains("Alarm", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Run(Simulate(1, Scenario.Clean), Quick with { Window = 100 }));
    }

    [Fact]
    public void The_simulator_keeps_the_truth_and_repeats_itself()
    {
        SensorSeries faults = Simulator.Simulate(3, 2, 272, 200, Scenario.Faults);
        SensorSeries clean = Simulator.Simulate(3, 2, 272, 200, Scenario.Clean);
        Assert.Equal(faults.Values, Simulator.Simulate(3, 2, 272, 200, Scenario.Faults).Values);
        Assert.Equal(2, faults.Faults.Count);
        for (int t = 0; t < clean.Values.Length; t++)
        {
            bool isTold = faults.Faults.Any(fault => t >= fault.First && t <= fault.Last);
            Assert.True(isTold || clean.Values[t].Equals(faults.Values[t]), $"reading {t} differs outside the told faults");
        }
    }

    private static SensorSeries[] Simulate(int sensors, Scenario scenario) =>
        [.. Enumerable.Range(0, sensors).Select(index => Simulator.Simulate(11, index, 63, 60, scenario))];

    private static ReplayReport Run(IReadOnlyList<SensorSeries> series, FleetOptions options) =>
        FleetMonitor.Run(series, window => new Models.Sensor { Y = window.Y, X = window.X, XNext = window.XNext }, options);
}
