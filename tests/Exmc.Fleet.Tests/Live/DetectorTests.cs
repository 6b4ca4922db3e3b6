// Calibration, false discoveries and the alarm machine, each alone.
using Exmc.Fleet.Live;
using Xunit;

namespace Exmc.Fleet.Tests.Live;

public class DetectorTests
{
    [Fact]
    public void A_new_calibration_leaves_tails_as_they_are()
    {
        // 200 exact quantiles: the empirical tail has steps of 1/200; the predictive one of 19 excesses of mean 1 is 0.1 (1 + x / 19)^-19 at x beyond.
        TailCalibration calibration = new();
        Assert.InRange(calibration.Calibrate(0.5), 0.49, 0.51);
        Assert.InRange(calibration.Calibrate(1e-2) / (0.1 * Math.Pow(1 + (Math.Log(10) / 19), -19)), 0.8, 1.25);
        Assert.InRange(calibration.Calibrate(1e-4) / (0.1 * Math.Pow(1 + (Math.Log(1000) / 19), -19)), 0.7, 1.4);
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

    [Theory]
    [InlineData(1e-2, 40_000)]
    [InlineData(1e-3, 400_000)]
    public void Alarms_in_control_come_at_the_configured_rate_though_they_are_kept_from_the_memory(double rate, int tests)
    {
        // 400 alarms expected. Their count varies by 5 % as a Poisson one, and by 3 % to 4 % for the memory of 500: four standard deviations are 25 %.
        Random random = new(11);
        TailCalibration calibration = new();
        int alarms = 0;
        for (int i = 0; i < tests; i++)
        {
            // The model's tails are squares of the true ones: scores are exponential with mean 2.
            double tail = Math.Pow(1.0 - random.NextDouble(), 2);
            if (calibration.Calibrate(tail) < rate)
            {
                alarms++;
                calibration.LearnSurprise(rate);
            }
            else
            {
                calibration.Learn(tail);
            }
        }

        Assert.InRange(alarms, 300, 500);
    }

    [Fact]
    public void Blocks_of_readings_and_single_ones_alarm_at_the_configured_rate_together()
    {
        // 400 alarms expected though the model is too narrow by a half. Their count varies by 5 % as a Poisson one, and by 3 % to 4 % for each memory of 500:
        // three standard deviations are 20 %.
        const double Rate = 1e-3;
        Random random = new(31);
        SensorDetector detector = new([1, 4, 16]);
        int[] alarms = new int[17];
        for (int i = 0; i < 400_000; i++)
        {
            double reading = 1.5 * Normal(random);
            if (detector.Test(NormalTail(reading), reading > 0) < Rate)
            {
                alarms[detector.Horizon]++;
            }

            detector.Learn(Rate);
        }

        Assert.InRange(alarms.Sum(), 320, 480);

        // A third each: 133, with a standard deviation of 12 as counts and of 10 % for the memories.
        Assert.All([1, 4, 16], horizon => Assert.InRange(alarms[horizon], 78, 188));
    }

    [Fact]
    public void Blocks_find_a_shift_of_one_standard_deviation_that_single_readings_miss()
    {
        // Single readings: a normal tail beyond 3.29 has the probability 0.011 after the shift, a mean delay of 91. A block of 16 has the mean 4 and its limit, at
        // three times 16/3 the rate, at 2.79: it is found at its end with the probability 0.89, so that the mean delay is at most 8 + 16 / 0.89 = 26.
        // The mean of 200 delays has an error of at most 1.5 for blocks; estimated limits move it by a few readings more.
        Assert.InRange(MeanDelay([1, 4, 16]), 10, 32);
        Assert.InRange(MeanDelay([1]), 55, 140);
    }

    [Fact]
    public void A_detector_goes_on_after_a_restart_as_if_nothing_had_happened()
    {
        Random random = new(8);
        SensorDetector one = new([1, 4, 16]);
        for (int i = 0; i < 1001; i++)
        {
            one.Test(random.NextDouble(), random.Next(2) == 0);
            one.Learn(1e-3);
        }

        SensorDetector two = new([1, 4, 16]);
        two.Resume([.. one.Scores], one.Memory);
        for (int i = 0; i < 100; i++)
        {
            double tail = random.NextDouble();
            Assert.Equal(one.Test(tail, true), two.Test(tail, true));
            one.Learn(1e-3);
            two.Learn(1e-3);
        }
    }

    private static double MeanDelay(int[] horizons)
    {
        const double Rate = 1e-3;
        Random random = new(12);
        SensorDetector calm = new(horizons);
        double sum = 0.0;
        for (int replicate = 0; replicate < 200; replicate++)
        {
            for (int i = 0; i < 501; i++)
            {
                double reading = Normal(random);
                calm.Test(NormalTail(reading), reading > 0);
                calm.Learn(Rate);
            }

            SensorDetector shifted = new(horizons);
            shifted.Resume([.. calm.Scores], calm.Memory);
            double alarm = 1.0;
            for (; alarm >= Rate; sum++)
            {
                double reading = 1.0 + Normal(random);
                alarm = shifted.Test(NormalTail(reading), reading > 0);
            }
        }

        return sum / 200;
    }

    private static double Normal(Random random) => Math.Sqrt(-2.0 * Math.Log(1.0 - random.NextDouble())) * Math.Cos(2.0 * Math.PI * random.NextDouble());

    private static double NormalTail(double reading) => 2.0 * new ForecastDistribution(ForecastFamily.Normal, 0, 1, 0).Cdf(-Math.Abs(reading));

    [Fact]
    public void The_share_of_false_discoveries_is_the_configured_one()
    {
        // One test of 500 is no accident: 20 in the horizon, so that a tail of 0.1 * 20 / 10,000 is confirmed, and 2 accidents with them.
        Random random = new(4);
        DiscoveryControl control = new(10_000, 1e-2);
        int found = 0;
        int accidents = 0;
        for (int test = 0; test < 300_000; test++)
        {
            bool isReal = test % 500 == 499;
            bool isConfirmed = control.Take(isReal ? 1e-12 : random.NextDouble()) <= 0.1;
            found += isReal && isConfirmed ? 1 : 0;
            accidents += !isReal && isConfirmed ? 1 : 0;
        }

        Assert.Equal(600, found);
        Assert.InRange(accidents / (double)(found + accidents), 0.03, 0.1 + (3 * Math.Sqrt(0.1 * 0.9 / 600)));
    }

    [Fact]
    public void Further_readings_of_one_event_do_not_confirm_the_alarms_of_others()
    {
        DiscoveryControl control = new(1000, 1e-2);
        for (int i = 0; i < 998; i++)
        {
            control.Take(0.5);
        }

        control.Take(1e-6);
        for (int i = 0; i < 50; i++)
        {
            control.Take(1e-6, isNew: false);
        }

        Assert.Equal(1e-3 * 1000 / 2, control.Take(1e-3), 12);
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
            "a", isSurprising ? new AlarmEvidence(start.AddSeconds(second), 9, -1, 1, 1e-6, 1e-6 / (second + 1), 0, start, start, 1, RefitRung.Frozen) : null, start.AddSeconds(second), false);

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
