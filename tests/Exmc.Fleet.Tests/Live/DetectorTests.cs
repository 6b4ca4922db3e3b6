// Calibration, false discoveries and the alarm machine, each alone.
using Exmc.Fleet.Live;
using Xunit;

namespace Exmc.Fleet.Tests.Live;

public class DetectorTests
{
    [Fact]
    public void A_new_calibration_leaves_tails_as_they_are()
    {
        // 200 exact quantiles: the empirical tail has steps of 1/200, the extrapolated one the error of their mean excess.
        TailCalibration calibration = new();
        Assert.InRange(calibration.Calibrate(0.5), 0.49, 0.51);
        Assert.InRange(calibration.Calibrate(1e-2) / 1e-2, 0.75, 1.35);
        Assert.InRange(calibration.Calibrate(1e-4) / 1e-4, 0.4, 2.6);
    }

    [Fact]
    public void Tails_of_a_model_that_is_too_narrow_are_corrected()
    {
        // The model believes in half the standard deviation: its nominal 1e-4 is exceeded by 5 % of the readings.
        Random random = new(5);
        TailCalibration calibration = new();
        int raw = 0;
        int alarms = 0;
        const int Tests = 40_000;
        for (int i = 0; i < Tests; i++)
        {
            double z = Math.Sqrt(-2.0 * Math.Log(1.0 - random.NextDouble())) * Math.Cos(2.0 * Math.PI * random.NextDouble());
            ForecastDistribution narrow = new(ForecastFamily.Normal, 0, 0.5, 0);
            double tail = 2 * Math.Min(narrow.Cdf(z), narrow.Survival(z));
            raw += tail < 1e-2 ? 1 : 0;
            alarms += calibration.Calibrate(tail) < 1e-2 ? 1 : 0;
            calibration.Learn(tail);
        }

        Assert.True(raw > 0.19 * Tests);
        Assert.InRange(alarms, 0.8 * 0.01 * Tests, 1.2 * 0.01 * Tests);
    }

    [Fact]
    public void The_q_value_is_that_of_Benjamini_and_Hochberg()
    {
        DiscoveryControl control = new(1000, 1e-2);
        for (int i = 0; i < 997; i++)
        {
            Assert.Equal(1.0, control.Take(0.5));
        }

        Assert.Equal(1e-4 * 998, control.Take(1e-4), 12);
        Assert.Equal(1e-5 * 999, control.Take(1e-5), 12);
        Assert.Equal(1e-4 * 1000 / 3, control.Take(1e-4), 12);
    }

    [Fact]
    public void An_alarm_opens_holds_reopens_closes_and_stays_away()
    {
        AlarmMachine machine = new(2, 3);
        DateTime start = EngineDriver.Start;
        LiveAlarm? Step(int second, bool isSurprising) => machine.Take(
            "a", isSurprising ? new AlarmEvidence(start.AddSeconds(second), 9, -1, 1, 1e-6, 1e-6 / (second + 1), 0, start, start, 1, true) : null, start.AddSeconds(second), false);

        Assert.Null(Step(0, false));
        Assert.Equal(1, Step(1, true)!.Readings);
        Assert.Null(Step(2, false));
        Assert.Equal(AlarmPhase.Holding, machine.Phase);
        Assert.Equal(2, Step(3, true)!.Readings);
        Assert.NotNull(machine.Acknowledge(start.AddSeconds(1), start.AddSeconds(9)));
        Assert.NotNull(machine.Shelve(start.AddSeconds(1), start.AddSeconds(99)));
        Assert.Null(machine.Acknowledge(start.AddSeconds(2), start));
        Assert.Null(Step(4, false));
        LiveAlarm closed = Step(5, false)!;
        Assert.Equal((start.AddSeconds(1), start.AddSeconds(5), start.AddSeconds(9)), (closed.Opened, closed.Closed, closed.Acknowledged));
        Assert.Equal(start.AddSeconds(3), closed.Peak.Time);
        Assert.Null(Step(6, true));
        Assert.Null(Step(7, false));
        Assert.Null(Step(8, true));
        Assert.Null(Step(9, false));
        Assert.Equal(AlarmPhase.Calm, machine.Phase);
        Assert.Equal(start.AddSeconds(10), Step(10, true)!.Opened);
    }
}
