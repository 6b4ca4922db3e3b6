// Readings per second over HTTP, acknowledged after the commit.
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Exmc.Service.Store;

namespace Exmc.Benchmarks.Ingest;

/// <summary>Starts the service as a process of its own and sends lines to it, as fast as it acknowledges them or at a given rate.</summary>
internal static class IngestLoad
{
    private const int Sensors = 1000;

    /// <summary>Sends for a while and prints readings per second and quantiles of the acknowledgement.</summary>
    /// <param name="program">Exmc.Service.dll.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="perRequest">Readings of a request.</param>
    /// <param name="connections">Requests under way at once.</param>
    /// <param name="rate">Readings per second; 0 sends as fast as requests are acknowledged.</param>
    public static async Task RunAsync(string program, int seconds, int perRequest, int connections, int rate)
    {
        string database = Path.Combine(Path.GetTempPath(), $"exmc-load-{Environment.ProcessId}.db");
        try
        {
            using RunningService service = new(program, database, []);
            await service.ReadyAsync().ConfigureAwait(false);
            await SendAsync(service.Client, 3, perRequest, connections, rate, 0).ConfigureAwait(false);
            TimeSpan before = service.Process.TotalProcessorTime;
            (double readings, List<double> times, int refused) = await SendAsync(service.Client, seconds, perRequest, connections, rate, 1_000_000_000).ConfigureAwait(false);
            service.Process.Refresh();
            times.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{readings:F0} readings/s acknowledged, {perRequest} per request, {connections} connections: p50 {At(times, 0.5):F1} ms, p99 {At(times, 0.99):F1} ms, {refused} requests refused, service used {(service.Process.TotalProcessorTime - before).TotalSeconds / seconds:F2} cores"));
        }
        finally
        {
            SqliteFleetStore.Remove(database);
        }
    }

    private static double At(List<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];

    private static async Task<(double PerSecond, List<double> Times, int Refused)> SendAsync(HttpClient client, int seconds, int perRequest, int connections, int rate, long first)
    {
        long start = Stopwatch.GetTimestamp();
        long next = first;
        long committed = 0;
        int refused = 0;
        List<double> times = [];
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
            {
                long from = Interlocked.Add(ref next, perRequest) - perRequest;
                if (rate > 0 && TimeSpan.FromSeconds((double)(from - first) / rate) - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } early)
                {
                    await Task.Delay(early).ConfigureAwait(false);
                }

                using ByteArrayContent body = new(Lines(from, perRequest));
                long sent = Stopwatch.GetTimestamp();
                using HttpResponseMessage answer = await client.PostAsync("/write?precision=ms", body).ConfigureAwait(false);
                double took = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    Interlocked.Add(ref committed, perRequest);
                    lock (times)
                    {
                        times.Add(took);
                    }
                }
                else
                {
                    Interlocked.Increment(ref refused);
                    await Task.Delay(100).ConfigureAwait(false);
                }
            }
        })).ConfigureAwait(false);
        return (committed / Stopwatch.GetElapsedTime(start).TotalSeconds, times, refused);
    }

    // Every sensor in turn; a sensor's readings are a second apart, from 2020 on.
    private static byte[] Lines(long from, int count)
    {
        StringBuilder text = new(count * 48);
        for (long k = from; k < from + count; k++)
        {
            text.Append(CultureInfo.InvariantCulture, $"plant,sensor=s{k % Sensors} value={20 + (k * 7919 % 1000 / 1000.0):F3} {1_577_836_800_000 + (k / Sensors * 1000)}\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
