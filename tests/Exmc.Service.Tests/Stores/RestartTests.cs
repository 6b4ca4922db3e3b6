// A fleet that is restarted at random points beside one that is not.
using Exmc.Fleet.Live;
using Exmc.Fleet.Tests.Live;
using Xunit;

namespace Exmc.Service.Tests.Stores;

/// <summary>One seed decides on readings, options, commits and restarts; a failing seed is printed and replays. EXMC_FULL=1 runs 300 seeds.</summary>
[Collection(StoreCollection.Name)]
public class RestartTests(PostgresServer server)
{
    private const int Steps = 440;
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(30);
    private static readonly int Seeds = Environment.GetEnvironmentVariable("EXMC_FULL") == "1" ? 300 : 8;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public void Restarts_change_no_score_and_no_alarm(StoreKind kind)
    {
        (int restarts, int refits, int alarms) = (0, 0, 0);
        for (int seed = 1; seed <= Seeds; seed++)
        {
            Random random = new(seed);
            LiveOptions options = Options(random);
            LiveReading[] readings = Arrivals(random, options.Lateness);
            EngineDriver whole = new(options, new PathFitter());
            Array.ForEach(readings, reading => whole.Offer(reading));
            using StorePlace place = new(kind, server);
            (int more, int begun) = Run(place, options, readings, random);
            (restarts, refits) = (restarts + more, refits + begun);
            using IFleetStore store = place.Open();
            alarms += whole.Alarms.Count;
            Assert.True(whole.Engine.Counters.Late > 0 || options.Lateness == TimeSpan.Zero, $"seed {seed}: nothing was late");
            foreach (IGrouping<string, ScoredReading> sensor in whole.Scores.GroupBy(score => score.Sensor))
            {
                ScoredReading[] expected = [.. sensor.Select(score => score with { Alarm = null })];
                ScoredReading[] found = [.. store.History(sensor.Key, DateTime.MinValue, DateTime.MaxValue)];
                Dictionary<(DateTime, long), ScoredReading> scored = expected.ToDictionary(score => (score.Time, score.Sequence));
                foreach (ScoredReading one in found)
                {
                    ScoredReading same = scored.GetValueOrDefault((one.Time, one.Sequence)) ?? new ScoredReading(one.Sensor, one.Time, one.Sequence, one.Value, double.NaN, double.NaN, double.NaN, double.NaN, 0, null);
                    Assert.True(same.Equals(one), $"seed {seed}: {same} became {one}");
                }

                Assert.True(expected.Length <= found.Length, $"seed {seed}: readings are missing");
            }

            LiveAlarm[] raised = [.. store.Alarms(int.MaxValue).OrderBy(Key)];
            Assert.True(whole.Alarms.Count == raised.Length, $"seed {seed}: {whole.Alarms.Count} alarms became {raised.Length}");
            foreach ((LiveAlarm one, LiveAlarm other) in whole.Alarms.Values.OrderBy(Key).Zip(raised))
            {
                Assert.True(one == other, $"seed {seed}: {one} became {other}");
            }
        }

        Assert.True(restarts > 4 * Seeds && alarms > 2 * Seeds && refits > 0, $"{restarts} restarts, {refits} of them in a refit, and {alarms} alarms show too little");
    }

    // Commits of readings, and of scores with a checkpoint, at random points; what is in memory only is lost at each restart.
    private static (int Restarts, int Refits) Run(StorePlace place, LiveOptions options, LiveReading[] readings, Random random)
    {
        (int restarts, int refits) = (0, 0);
        IFleetStore store = place.Open();
        EngineDriver driver = new(options, new PathFitter());
        int kept = 0;
        HashSet<string> touched = [];
        for (int next = 0; next < readings.Length;)
        {
            LiveReading[] batch = readings[next..Math.Min(readings.Length, next + random.Next(1, 40))];
            store.Append(batch, []);
            next += batch.Length;
            bool isKilled = random.Next(6) == 0;
            int offered = isKilled ? random.Next(batch.Length) : batch.Length;
            foreach (LiveReading reading in batch.Take(offered))
            {
                driver.Offer(reading);
                if (random.Next(60) == 0)
                {
                    kept = Keep(store, driver, kept, touched);
                }
            }

            if (isKilled)
            {
                if (random.Next(2) == 0)
                {
                    // The next reading is scored, and a refit that it may ask for has begun when the last checkpoint is made.
                    driver.Engine.Offer(batch[offered], out _);
                    driver.Scores.AddRange(driver.Engine.ScoreNext() is { } scored ? [scored] : []);
                    refits += driver.Engine.TakeRefit() is null ? 0 : 1;
                    Keep(store, driver, kept, touched);
                }

                restarts++;
                store.Dispose();
                store = place.Open();
                EngineDriver again = new(options, new PathFitter());
                again.Clock.SetUtcNow(driver.Clock.GetUtcNow());
                StoredFleet fleet = store.Load();
                again.Engine.Resume(fleet);
                again.Settle();
                foreach (LiveReading reading in fleet.Since)
                {
                    again.Offer(reading);
                }

                (driver, kept) = (again, 0);
                touched.UnionWith(again.Scores.Select(score => score.Sensor));
            }
        }

        Keep(store, driver, kept, touched);
        store.Dispose();
        return (restarts, refits);
    }

    private static int Keep(IFleetStore store, EngineDriver driver, int kept, HashSet<string> touched)
    {
        List<ScoredReading> scores = driver.Scores[kept..];
        touched.UnionWith(scores.Select(score => score.Sensor));
        store.Save(scores, [.. scores.Select(score => score.Alarm).OfType<LiveAlarm>()], driver.Engine.Checkpoint(touched));
        touched.Clear();
        return driver.Scores.Count;
    }

    private static LiveOptions Options(Random random) => new()
    {
        Window = 80,
        FirstFit = 40,
        RefitReadings = random.Next(3, 15),
        RefitSpan = random.Next(2) == 0 ? TimeSpan.Zero : 5 * Step,
        Lateness = random.Next(3) == 0 ? TimeSpan.Zero : 4 * Step,
        AlarmRate = 2e-3,
        Hold = 3,
        Refractory = 5,
        LevelChange = 6,
        Horizons = random.Next(2) == 0 ? [1] : [1, 6],
        LearnInAlarms = random.Next(2) == 0,
        DayPatterns = 3,
        WeekPatterns = random.Next(2),
        DiscoveryHorizon = 300,
        ClockTolerance = TimeSpan.FromDays(1),
        SpreadHorizon = random.Next(2) == 0 ? 0 : 5,
    };

    // Nine days of three sensors with a wave of the day, gaps, spikes and a change of level, in an order in which some come late.
    private static LiveReading[] Arrivals(Random random, TimeSpan lateness)
    {
        List<(TimeSpan At, LiveReading Reading)> arrivals = [];
        int[] spikes = [.. Enumerable.Range(0, 6).Select(_ => random.Next(100, Steps))];
        for (int step = 0; step < Steps; step++)
        {
            for (int sensor = 0; sensor < 3; sensor++)
            {
                double noise = Math.Sqrt(-2.0 * Math.Log(1.0 - random.NextDouble())) * Math.Cos(2.0 * Math.PI * random.NextDouble());
                double level = sensor == 1 && step > 250 ? 30 : spikes.Contains(step) && spikes[sensor] != step ? 15 : 0;
                double value = (4 * Math.Sin(2.0 * Math.PI * step / 48)) + noise + level;
                if (random.Next(30) != 0)
                {
                    arrivals.Add(((step * Step) + (1.8 * random.NextDouble() * lateness), new LiveReading($"s{sensor}", EngineDriver.Start + (step * Step), random.Next(2), value)));
                }
            }
        }

        return [.. arrivals.OrderBy(one => one.At).Select(one => one.Reading)];
    }

    private static (string, DateTime) Key(LiveAlarm alarm) => (alarm.Sensor, alarm.Opened);
}
