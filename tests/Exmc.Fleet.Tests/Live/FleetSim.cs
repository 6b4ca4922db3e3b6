// The whole engine under one seed with virtual time and injected faults.
using Exmc.Fleet.Live;
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Fleet.Tests.Live;

/// <summary>One seed decides on readings, faults and failures; a failing seed is printed and replays. EXMC_FULL=1 runs 2,000 seeds.</summary>
public class FleetSim
{
    private const int Seconds = 300;
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(8);
    private static readonly int Seeds = Environment.GetEnvironmentVariable("EXMC_FULL") == "1" ? 2000 : 12;
    private static readonly LiveOptions Options = new() { Window = 80, FirstFit = 40, RefitReadings = 7, Lateness = Lateness, Hold = 3, Refractory = 5 };

    [Fact]
    public void Clean_shuffled_and_doubled_streams_have_the_same_scores_and_alarms() => ForSeeds(seed =>
    {
        Random random = new(seed);
        LiveReading[] clean = Stream(random);
        LiveReading[] shuffled = [.. clean.OrderBy(reading => reading.Time + (0.99 * random.NextDouble() * Lateness))];
        LiveReading[] doubled = [.. shuffled.SelectMany(reading => Enumerable.Repeat(reading, 1 + random.Next(3)))];
        EngineDriver first = Run(clean, new ConjugateFitter());
        Assert.NotEmpty(first.Alarms);
        foreach (LiveReading[] other in new[] { shuffled, doubled })
        {
            // Refits of all sensors side by side, which end in any order.
            EngineDriver second = Run(other, new ShuffledLanes(new ConjugateFitter(), random.Next));
            Assert.Equal(clean.Length + 3, second.Engine.Counters.Accepted);
            Assert.Equal(other.Length - clean.Length, second.Engine.Counters.Duplicates);
            foreach (string sensor in clean.Select(reading => reading.Sensor).Distinct())
            {
                Assert.Equal(Scores(first, sensor), Scores(second, sensor));
            }

            Assert.Equal(first.Alarms.Values.Select(Essence).Order(), second.Alarms.Values.Select(Essence).Order());
        }
    });

    [Fact]
    public void Faults_of_all_kinds_lose_nothing_and_stop_nothing() => ForSeeds(seed =>
    {
        Random random = new(seed);
        List<LiveReading> readings = [.. Stream(random)];
        int offered = 0;
        ShuffledLanes fitter = new(new ConjugateFitter(_ => random.Next(4) == 0), random.Next, () => random.Next(20) == 0);
        EngineDriver driver = new(Options with { Waiting = 20, Lanes = seed % 2 == 0 }, fitter);
        HashSet<(string, DateTime, long)> distinct = [];
        foreach (LiveReading reading in readings.OrderBy(reading => reading.Time + (random.NextDouble() * 2 * Lateness)))
        {
            LiveReading sent = random.Next(30) switch
            {
                0 => reading with { Value = double.NaN },
                1 => reading with { Value = 1e300 },
                2 => reading with { Time = reading.Time + TimeSpan.FromDays(2) },
                _ => reading,
            };
            if (random.Next(50) == 0)
            {
                driver.Clock.Advance(TimeSpan.FromSeconds(random.Next(60)));
                driver.Engine.Tick();
            }

            for (int copy = random.Next(5) == 0 ? 2 : 1; copy > 0; copy--)
            {
                offered++;
                Intake intake = driver.Engine.Offer(sent, out _);
                if (intake is Intake.Accepted or Intake.Forced)
                {
                    Assert.True(distinct.Add((sent.Sensor, sent.Time, sent.Sequence)), "a reading was taken twice");
                }

                if (random.Next(10) != 0)
                {
                    driver.Settle();
                }
            }
        }

        driver.Settle();
        FleetCounters counters = driver.Engine.Counters;
        Assert.Equal(offered, counters.Accepted + counters.Duplicates + counters.Late + counters.Quarantined + counters.Forced);
        Assert.Equal(distinct.Count, counters.Accepted + counters.Forced);
        Assert.Equal(counters.Scored, driver.Scores.Count);
        Assert.Equal(driver.Scores.Count, driver.Scores.Select(score => (score.Sensor, score.Time, score.Sequence)).Distinct().Count());
        Assert.True(counters.Failed > 0 && counters.Warm > 0);

        // Only what still waits for its watermark may be missing, and no sensor's scores go back in time or in fits.
        Assert.InRange(distinct.Count - driver.Scores.Count, 0, 20 * driver.Engine.Statuses().Count);
        foreach (IGrouping<string, ScoredReading> sensor in driver.Scores.GroupBy(score => score.Sensor))
        {
            Assert.Equal(sensor.OrderBy(score => (score.Time, score.Sequence)), sensor);
            long[] fits = [.. sensor.Select(score => score.Fit).Where(fit => fit > 0)];
            Assert.Equal(fits.Order(), fits);
        }
    });

    private static void ForSeeds(Action<int> run)
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            try
            {
                run(seed);
            }
            catch (Exception exception)
            {
                throw new Xunit.Sdk.XunitException($"Seed {seed} fails: {exception.Message}");
            }
        }
    }

    private static EngineDriver Run(LiveReading[] readings, ISensorFitter fitter)
    {
        EngineDriver driver = new(Options with { ClockTolerance = TimeSpan.FromMinutes(1) }, fitter);
        Array.ForEach(readings, reading => driver.Offer(reading));

        // One reading far enough ahead lets the watermark pass all others, and is not scored itself.
        foreach (string sensor in readings.Select(reading => reading.Sensor).Distinct())
        {
            driver.Engine.Offer(EngineDriver.At(sensor, Seconds + 20, 0), out _);
        }

        driver.Settle();
        return driver;
    }

    private static LiveReading[] Stream(Random random)
    {
        List<LiveReading> readings = [];
        int[] spikes = [random.Next(100, 180), random.Next(200, 280)];
        for (int second = 0; second < Seconds; second++)
        {
            for (int sensor = 0; sensor < 3; sensor++)
            {
                double noise = Math.Sqrt(-2.0 * Math.Log(1.0 - random.NextDouble())) * Math.Cos(2.0 * Math.PI * random.NextDouble());
                if (random.Next(40) != 0)
                {
                    readings.Add(EngineDriver.At($"s{sensor}", second, noise + (spikes.Contains(second) || spikes.Contains(second - 1) ? 25 : 0)));
                }
            }
        }

        return [.. readings];
    }

    private static IEnumerable<(DateTime, double, double, long)> Scores(EngineDriver driver, string sensor) =>
        driver.Scores.Where(score => score.Sensor == sensor).Select(score => (score.Time, score.Tail, score.Calibrated, score.Fit));

    private static (string, DateTime, DateTime?, int, string) Essence(LiveAlarm alarm) => (alarm.Sensor, alarm.Opened, alarm.Closed, alarm.Readings, alarm.Ending);
}
