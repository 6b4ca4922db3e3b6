// A fleet in lanes says what it says one sensor at a time.
using Exmc.Fleet;
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Fleet.Tests;

public class LaneTests
{
    private static readonly FleetOptions Quick = new() { Window = 60, Cycles = 3, ColdWarmup = 150, WarmWarmup = 30, Draws = 60, LowEss = 5, Seed = 4, Threads = 1, Pair = true };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Draws_alarms_and_records_do_not_depend_on_lanes(int threads)
    {
        // One series has a gap at first and another is flat for a while, so that fits are skipped and begin late; one fails when it is bound.
        SensorSeries[] series = [.. Enumerable.Range(0, 19).Select(index => Simulator.Simulate(11, index, 63, 60, Scenario.Faults))];
        Array.Fill(series[2].Values, double.NaN, 0, 42);
        Array.Fill(series[5].Values, 2.0, 0, 61);
        series[7].Values[62] = 1e200;
        ReplayReport alone = Run(series, Quick with { Lanes = false });
        ReplayReport lanes = Run(series, Quick with { Threads = threads });
        Assert.Equal(Records(alone), Records(lanes));
        Assert.Equal(Rungs(alone), Rungs(lanes));
        Assert.Equal(alone.Alarms, lanes.Alarms);
        Assert.Equal(alone.Paired, lanes.Paired);
        Assert.Equal(alone.Scored, lanes.Scored);
        Assert.True(double.IsNaN(alone.LaneUtilization));
        Assert.InRange(lanes.LaneUtilization, 0.3, 1);
        Assert.Contains(lanes.Fits, fit => fit.Kind == FitKind.Skipped);
        Assert.Contains(lanes.Fits, fit => fit.Kind == FitKind.Warm);
    }

    /// <summary>A carried start of no use is a cold fit, in lanes as alone.</summary>
    [Fact]
    public void A_sensor_whose_carried_start_fails_restarts_cold_in_lanes()
    {
        SensorSeries[] series = [.. Enumerable.Range(0, 9).Select(index => Simulator.Simulate(11, index, 63, 60, Scenario.Clean))];
        ReplayReport alone = FleetMonitor.Run(series, Refusing, Quick with { Lanes = false, Pair = false, LowEss = 0.1 });
        ReplayReport lanes = FleetMonitor.Run(series, Refusing, Quick with { Pair = false, LowEss = 0.1 });
        Assert.Equal(Records(alone), Records(lanes));
        Assert.Contains(lanes.Fits, fit => fit is { Cycle: > 0, Kind: FitKind.Cold });
        Assert.Contains(lanes.Fits, fit => fit is { Cycle: > 0, Kind: FitKind.Warm });
    }

    // One window in three refuses where its chain starts.
    private static LanedModel Refusing(SensorWindow window) =>
        new(new Models.Sensor { Y = window.Y, X = window.X, XNext = window.XNext }) { RefusesStart = BitConverter.DoubleToInt64Bits(window.Y[^1]) % 3 == 0 };

    [Fact]
    public void Times_of_fits_in_lanes_add_up_to_no_more_than_the_threads_time()
    {
        SensorSeries[] series = [.. Enumerable.Range(0, 12).Select(index => Simulator.Simulate(11, index, 63, 60, Scenario.Clean))];
        ReplayReport report = Run(series, Quick with { Pair = false });
        double sum = report.Fits.Sum(fit => fit.Milliseconds) / 1000;
        Assert.InRange(sum, 0.3 * report.WallSeconds, report.WallSeconds);
    }

    private static IEnumerable<string> Rungs(ReplayReport report) => report.Fits.Select(fit => fit.Refit?.ToString() ?? string.Empty);

    private static IEnumerable<FitRecord> Records(ReplayReport report) => report.Fits.Select(fit => fit with { Milliseconds = 0, Refit = null });

    private static ReplayReport Run(IReadOnlyList<SensorSeries> series, FleetOptions options) =>
        FleetMonitor.Run(series, window => new LanedModel(new Models.Sensor { Y = window.Y, X = window.X, XNext = window.XNext }), options);
}
