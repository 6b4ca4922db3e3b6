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
    public void Alarms_in_control_come_at_the_configured_rate_though_the_memory_keeps_less_of_them(double rate, int tests)
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
                calibration.LearnSurprise(tail, rate);
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
        SensorDetector detector = new([1, 4, 16], spread: 32);
        int[] alarms = new int[33];
        for (int i = 0; i < 400_000; i++)
        {
            double reading = 1.5 * Normal(random);
            if (detector.Test(NormalTail(reading), reading > 0) < Rate)
            {
                alarms[detector.Horizon]++;
                Assert.Equal(detector.Horizon == 32, detector.IsSpread);
            }

            detector.Learn(Rate);
        }

        Assert.InRange(alarms.Sum(), 320, 480);

        // A quarter each: 100, with a standard deviation of 10 as counts and of 10 % for the memories; that of spread has the most to learn at the start.
        Assert.All([1, 4, 16, 32], horizon => Assert.InRange(alarms[horizon], 58, 142));
    }

    [Fact]
    public void Blocks_find_a_shift_of_one_standard_deviation_that_single_readings_miss()
    {
        // Single readings: a normal tail beyond 3.29 has the probability 0.011 after the shift, a mean delay of 91. A block of 16 has the mean 4 and its limit, at
        // three times 16/3 the rate, at 2.79: it is found at its end with the probability 0.89, so that the mean delay is at most 8 + 16 / 0.89 = 26.
        // The mean of 200 delays has an error of at most 1.5 for blocks; estimated limits move it by a few readings more.
        Assert.InRange(MeanDelay([1, 4, 16], 0, 1.0, 1.0), 10, 32);
        Assert.InRange(MeanDelay([1], 0, 1.0, 1.0), 55, 140);
    }

    // Long simulations gave 3.4 times the configured rate for Student-t readings with 3 degrees of freedom, and 2.0 times for exponential ones. Their counts of 60,000
    // readings vary by 8 % as Poisson ones and by 10 % for the memories: four standard deviations are 50 %. Tails beyond one threshold, and surprises
    // remembered without their size, gave 5.2 and 2.9 times.
    [Theory]
    [InlineData(true, 3.4)]
    [InlineData(false, 2.0)]
    public void Heavy_tails_that_the_model_knows_nothing_of_do_not_flood(bool isStudent, double ratio)
    {
        Random random = new(7);
        int alarms = 0;
        for (int sensor = 0; sensor < 3; sensor++)
        {
            SensorDetector detector = new([1, 4, 16], 4000, 32);
            for (int i = 0; i < 20_000; i++)
            {
                double reading = isStudent
                    ? Normal(random) / Math.Sqrt((Math.Pow(Normal(random), 2) + Math.Pow(Normal(random), 2) + Math.Pow(Normal(random), 2)) / 3)
                    : -Math.Log(1.0 - random.NextDouble()) - 1.0;
                alarms += detector.Test(NormalTail(reading), reading > 0) < 1e-3 ? 1 : 0;
                detector.Learn(1e-3);
            }
        }

        Assert.InRange(alarms, 0.5 * ratio * 60, 1.5 * ratio * 60);
    }

    [Theory]
    [InlineData(2.0)]
    [InlineData(0.5)]
    public void A_change_of_spread_is_found_by_the_test_of_spread(double deviation)
    {
        // A block of 32 has sum(|z|) = 25.5 with the standard deviation 3.4; after the change 51.1 with 6.8, or 12.8 with 1.7: the limit, at four 32nds of 32 times
        // the rate, lies at 2.65 of the former, so that the first whole block is found with a probability above 0.99. The mean delay is at most 16 + 32 + 1.
        Assert.InRange(MeanDelay([1, 4, 16], 32, 0.0, deviation), 5, 49);

        // Halved, tests of the mean never find it.
        Assert.InRange(MeanDelay([1, 4, 16], 0, 0.0, deviation), deviation < 1.0 ? Most : 5, Most);
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(1.5)]
    [InlineData(4.0)]
    [InlineData(7.0)]
    public void The_tail_of_a_sum_of_two_half_normals_is_near_the_exact_one(double sum)
    {
        // |X| + |Y| <= s is a square with the corners (s, 0) and (0, s), of the probability erf(s / 2)^2. The saddlepoint is worst for two: 3 %.
        double below = Math.Pow(Exmc.Numerics.SpecialFunctions.Erf(sum / 2), 2);
        double above = Exmc.Numerics.SpecialFunctions.Erfc(sum / 2) * (1 + Exmc.Numerics.SpecialFunctions.Erf(sum / 2));
        Assert.Equal(1.0, HalfNormalSum.Tail(sum, 2) / (2 * Math.Min(below, above)), 0.03);
    }

    [Fact]
    public void The_tail_of_a_sum_of_eight_half_normals_is_that_of_a_convolution()
    {
        const double Step = 0.01;
        double[] density = [.. Enumerable.Range(0, 1000).Select(k => 2 * Step * Math.Exp(-0.5 * Math.Pow((k + 0.5) * Step, 2)) / Math.Sqrt(2 * Math.PI))];
        for (int doubling = 0; doubling < 3; doubling++)
        {
            double[] twice = new double[2 * density.Length];
            for (int i = 0; i < density.Length; i++)
            {
                for (int j = 0; j < density.Length; j++)
                {
                    twice[i + j] += density[i] * density[j];
                }
            }

            density = twice;
        }

        // Each of the eight terms lies in the middle of its step, so that the sum of those below k steps is at most (k + 4) steps less a half.
        double below = 0.0;
        for (int k = 0; k < 2000; k++)
        {
            below += density[k];
            double exact = k % 90 == 89 ? 2 * Math.Min(below, density.Skip(k + 1).Sum()) : 0.0;
            if (exact > 1e-12)
            {
                Assert.Equal(1.0, HalfNormalSum.Tail((k + 4.5) * Step, 8) / exact, 0.01);
            }
        }
    }

    [Fact]
    public void What_was_stored_before_there_was_a_test_of_spread_goes_on()
    {
        SensorDetector before = new([1, 4]);
        SensorDetector after = new([1, 4], spread: 8);
        for (int i = 0; i < 103; i++)
        {
            before.Test(0.01 + (0.009 * i), true);
            before.Learn(1e-3);
        }

        Assert.Null(before.Memory.Spread);
        after.Resume([.. before.Scores], before.Memory);
        Assert.Equal(before.Scores, after.Scores);
        Assert.Equal(before.Memory.Calibrations[0], after.Memory.Calibrations[0]);
        Assert.Equal(before.Memory.Counts, after.Memory.Counts);
        Assert.Equal((0, 200), (after.Memory.Spread!.Count, after.Memory.Spread.Scores.Count));
    }

    [Fact]
    public void A_detector_goes_on_after_a_restart_as_if_nothing_had_happened()
    {
        Random random = new(8);
        SensorDetector one = new([1, 4, 16], spread: 8);
        for (int i = 0; i < 1001; i++)
        {
            one.Test(random.NextDouble(), random.Next(2) == 0);
            one.Learn(1e-3);
        }

        SensorDetector two = new([1, 4, 16], spread: 8);
        two.Resume([.. one.Scores], one.Memory);
        for (int i = 0; i < 100; i++)
        {
            double tail = random.NextDouble();
            Assert.Equal(one.Test(tail, true), two.Test(tail, true));
            one.Learn(1e-3);
            two.Learn(1e-3);
        }
    }

    // Delays of more readings count as that.
    private const int Most = 400;

    private static double MeanDelay(int[] horizons, int spread, double shift, double deviation)
    {
        const double Rate = 1e-3;
        Random random = new(12);
        SensorDetector calm = new(horizons, spread: spread);
        double sum = 0.0;
        for (int replicate = 0; replicate < 200; replicate++)
        {
            for (int i = 0; i < 501; i++)
            {
                double reading = Normal(random);
                calm.Test(NormalTail(reading), reading > 0);
                calm.Learn(Rate);
            }

            SensorDetector changed = new(horizons, spread: spread);
            changed.Resume([.. calm.Scores], calm.Memory);
            double alarm = 1.0;
            for (int i = 0; i < Most && alarm >= Rate; i++, sum++)
            {
                double reading = shift + (deviation * Normal(random));
                alarm = changed.Test(NormalTail(reading), reading > 0);
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
