// How many readings a second a store commits, each commit synced to the disk.
using System.Diagnostics;
using System.Globalization;
using Exmc.Fleet.Live;
using Exmc.Service;
using Exmc.Service.Store;

namespace Exmc.Benchmarks;

/// <summary>Commits of several sizes, the readings of one second of 1,000 sensors after those of another, into an empty store and beside nothing else.</summary>
internal static class StoreThroughput
{
    private const int Sensors = 1000;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(5);

    /// <param name="connection">Connection string of a PostgreSQL database; null for a SQLite file in the temporary folder.</param>
    public static void Run(string? connection)
    {
        string file = Path.Combine(Path.GetTempPath(), $"exmc-store-{Guid.NewGuid():N}.db");
        using (IFleetStore store = FleetStores.Open(connection is null ? new ServiceOptions { Database = file } : new ServiceOptions { Store = FleetStores.Postgres, ConnectionString = connection }))
        {
            Console.WriteLine($"{store.GetType().Name}, {Sensors} sensors, {Span.TotalSeconds} s each; {store.Count()} readings are there before");
            Console.WriteLine("| readings in a commit | readings/s | median commit, ms | 99 % of commits, ms |");
            Console.WriteLine("|---|---|---|---|");
            DateTime first = DateTime.UtcNow;
            long next = 0;
            foreach (int size in new[] { 1, 20, 200, 1000, 5000, 20_000 })
            {
                List<double> times = [];
                long start = Stopwatch.GetTimestamp();
                while (Stopwatch.GetElapsedTime(start) < Span)
                {
                    LiveReading[] batch = [.. Enumerable.Range(0, size).Select(_ => Reading(first, next++))];
                    long begun = Stopwatch.GetTimestamp();
                    store.Append(batch, []);
                    times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                }

                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                times.Sort();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {size} | {times.Count * size / seconds:F0} | {times[times.Count / 2]:F1} | {times[(int)(0.99 * times.Count)]:F1} |"));
            }
        }

        SqliteFleetStore.Remove(file);
    }

    private static LiveReading Reading(DateTime first, long k) =>
        new(string.Create(CultureInfo.InvariantCulture, $"plant/line-{k % Sensors % 10}/sensor-{k % Sensors}"), first.AddSeconds(k / Sensors), 0, Math.Sin(k));
}
