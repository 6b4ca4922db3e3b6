// Sensors refitted by the ladder.
using Exmc.Models;
using Xunit;
using Sensor = Exmc.Fleet.Sensor;

namespace Exmc.Fleet.Tests;

public class LadderTests
{
    private const int Window = 120;

    /// <summary>Posterior means after several refits are those of long runs on the same windows, within five standard errors of the reported effective sample size.</summary>
    [Fact]
    public void Posterior_means_of_refits_are_those_of_long_runs()
    {
        FleetOptions options = new() { Window = Window, ColdWarmup = 400, Draws = 200 };
        HashSet<RefitRung> rungs = [];
        for (int index = 0; index < 3; index++)
        {
            SensorSeries series = Simulator.Simulate(31, index, Window + 13, Window, Scenario.Clean);
            Sensor sensor = new(series, index, options, Model);
            sensor.Refit(0);
            for (int cycle = 1; cycle <= 12; cycle++)
            {
                sensor.Advance();
                FitRecord record = sensor.Refit(cycle);
                rungs.Add(record.Refit!.Rung);
                Assert.True(record.MinEss >= options.LowEss || record.Note.Length > 0);
                if (cycle % 6 == 0)
                {
                    AssertMeans(sensor.Posterior!, LongRun(series, cycle), record.MinEss);
                }
            }
        }

        Assert.Contains(RefitRung.Reweighted, rungs);
    }

    /// <summary>A change of the process is never served by old draws: the fit on it is right.</summary>
    [Fact]
    public void A_sensor_whose_noise_grows_leaves_the_cheap_rungs()
    {
        SensorSeries clean = Simulator.Simulate(31, 4, Window + 21, Window, Scenario.Clean);
        double[] values = [.. clean.Values];
        Random random = new(5);
        for (int t = Window; t < values.Length; t++)
        {
            values[t] += 4 * (random.NextDouble() - 0.5) * 2;
        }

        SensorSeries series = clean with { Values = values };
        Sensor sensor = new(series, 0, new() { Window = Window, ColdWarmup = 400, Draws = 200, Every = 20 }, Model);
        sensor.Refit(0);
        for (int reading = 0; reading < 20; reading++)
        {
            sensor.Advance();
        }

        FitRecord record = sensor.Refit(1);
        Assert.True(record.Refit!.Rung is RefitRung.Refreshed or RefitRung.Cold, record.Refit.Why);
        AssertMeans(sensor.Posterior!, LongRun(series, 20), record.MinEss);
    }

    [Fact]
    public void The_report_counts_refits_by_rung()
    {
        SensorSeries[] series = [.. Enumerable.Range(0, 6).Select(index => Simulator.Simulate(31, index, Window + 6, Window, Scenario.Clean))];
        ReplayReport report = FleetMonitor.Run(series, Model, new() { Window = Window, ColdWarmup = 300, Draws = 100, Cycles = 5, Threads = 2 });
        Assert.Equal(30, report.Rungs.Sum(rung => rung.Count));
        Assert.Equal(report.Rungs.Select(rung => rung.Rung).Order(), report.Rungs.Select(rung => rung.Rung));
        Assert.True(report.Rungs[0].GradientsMean < report.Rungs[^1].GradientsMean || report.Rungs.Count == 1);
        Assert.InRange(report.RefitSeconds, 0, report.WallSeconds);
    }

    private static void AssertMeans(Posterior fit, Posterior reference, double minEss)
    {
        for (int value = 0; value < 6; value++)
        {
            SummaryRow row = reference.Summary[value];
            double error = (fit.Summary[value].Mean - row.Mean) / row.Sd;
            double standardError = Math.Sqrt((1 / minEss) + (1 / row.EssBulk));
            Assert.InRange(error, -5 * standardError, 5 * standardError);
        }
    }

    private static Posterior LongRun(SensorSeries series, int first)
    {
        double[] wave = series.TimeOfDayWave();
        return Model(new(series.Values[first..(first + Window)], wave[first..(first + Window)], 0)).Sample(new() { Chains = 8, Warmup = 400, Draws = 500, Threads = 1 });
    }

    private static WindowedSensor Model(SensorWindow window) => new() { Y = window.Y, X = window.X, XNext = window.XNext };
}
