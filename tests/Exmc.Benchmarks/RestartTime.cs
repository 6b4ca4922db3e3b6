// How long the service takes from its start to all sensors going on.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Exmc.Fleet;
using Exmc.Fleet.Live;
using Exmc.Models;
using Exmc.Service.Store;

namespace Exmc.Benchmarks;

/// <summary>Fits 120 simulated sensors into a SQLite file, then starts the real program on it, again and again, and ends it by SIGKILL.</summary>
internal static class RestartTime
{
    private const int Sensors = 120;
    private const int Readings = 240;
    private const int Starts = 7;

    public static void Run()
    {
        string file = Path.Combine(Path.GetTempPath(), $"exmc-restart-{Guid.NewGuid():N}.db");
        Fill(file);
        List<double> times = [.. Enumerable.Range(0, Starts).Select(_ => StartOnce(file))];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Sensors} sensors with {Readings} readings each, from the start of the process to all normal with the fit of before, no cold refit: "
            + $"{string.Join(", ", times.Select(time => time.ToString("F2", CultureInfo.InvariantCulture)))} s; longest {times.Max():F2} s"));
        SqliteFleetStore.Remove(file);
    }

    private static void Fill(string file)
    {
        using SqliteFleetStore store = new(file);
        FleetEngine engine = new(new LiveOptions(), new SamplerFitter(window => new WindowedSensor { Y = window.Y, X = window.X, XNext = window.XNext }), TimeProvider.System);
        DateTime start = DateTime.UtcNow.AddMinutes(-Readings);
        SensorSeries[] series = [.. Enumerable.Range(0, Sensors).Select(index => Simulator.Simulate(1, index, Readings, Readings, Scenario.Clean))];
        List<ScoredReading> scores = [];
        for (int t = 0; t < Readings; t++)
        {
            LiveReading[] readings = [.. series.Where(one => !double.IsNaN(one.Values[t])).Select(one => new LiveReading(one.Name, start.AddMinutes(t), t, one.Values[t]))];
            store.Append(readings, []);
            Array.ForEach(readings, reading => engine.Offer(reading, out _));
            while (engine.ScoreNext() is { } scored)
            {
                scores.Add(scored);
            }

            while (engine.TakeRefit() is { } work)
            {
                engine.Run(work, CancellationToken.None);
            }
        }

        store.Save(scores, [.. scores.Select(one => one.Alarm).OfType<LiveAlarm>()], engine.Checkpoint(series.Select(one => one.Name)));
        Console.WriteLine($"Filled: {engine.Counters.Cold} cold fits, {engine.Counters.Warm} warm ones.");
    }

    private static double StartOnce(string file)
    {
        long start = Stopwatch.GetTimestamp();
        using RunningService service = new(file);
        while (true)
        {
            (int normal, long cold) = Ask(service.Client);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (cold > 0 || seconds > 60)
            {
                throw new InvalidOperationException($"{normal} of {Sensors} sensors are normal after {seconds} s, with {cold} cold refits.");
            }

            if (normal == Sensors)
            {
                return seconds;
            }

            Thread.Sleep(10);
        }
    }

    private static (int Normal, long Cold) Ask(HttpClient client)
    {
        try
        {
            using JsonDocument sensors = JsonDocument.Parse(client.GetStringAsync("/api/sensors").GetAwaiter().GetResult());
            using JsonDocument counters = JsonDocument.Parse(client.GetStringAsync("/api/counters").GetAwaiter().GetResult());
            int normal = sensors.RootElement.EnumerateArray().Count(one => one.GetProperty("state").GetString() == "Normal" && !one.GetProperty("isStale").GetBoolean() && one.GetProperty("fit").ValueKind == JsonValueKind.Object);
            return (normal, counters.RootElement.GetProperty("cold").GetInt64());
        }
        catch (HttpRequestException)
        {
            return (0, 0);
        }
    }
}
