// The service under steady load with a burst: memory, lag, latency of scores, and every reading counted.
using System.Diagnostics;
using System.Globalization;
using Exmc.Service.Store;

namespace Exmc.Benchmarks.Ingest;

/// <summary>
/// Each of 1,000 sensors reads once in ten seconds, and ten times as often in the burst, which is the third fifth of the time. Of 50 requests one is sent
/// twice, one is old and one holds a line that is no reading.
/// </summary>
internal static class Soak
{
    private const int Steady = SoakFleet.Sensors / 10;
    private const int Times = 10;
    private const int PerRequest = 10;

    public static async Task RunAsync(int seconds)
    {
        string database = Path.Combine(Path.GetTempPath(), $"exmc-soak-{Environment.ProcessId}.db");
        SoakFleet fleet = new(database, (seconds * Steady * 4 / SoakFleet.Sensors) + 50);
        try
        {
            using RunningService service = new(database);
            await service.ReadyAsync().ConfigureAwait(false);
            SoakLoad load = new(service.Client, fleet, PerRequest);
            (string Name, int Rate)[] phases = [("warm-up", Steady), ("steady", Steady), ("burst", Times * Steady), ("after", Steady), ("steady", Steady)];
            SoakProbe before = await LookAsync(service).ConfigureAwait(false);
            foreach ((string name, int rate) in phases)
            {
                double most = 0.0;
                Task sending = load.SendAsync(rate, TimeSpan.FromSeconds(seconds / 5.0));
                while (await Task.WhenAny(sending, Task.Delay(400)).ConfigureAwait(false) != sending)
                {
                    SoakProbe look = await LookAsync(service).ConfigureAwait(false);
                    most = Math.Max(most, look.Sum("ppl_score_lag") + look.Sum("ppl_ingest_lag"));
                }

                await sending.ConfigureAwait(false);
                SoakProbe after = await LookAsync(service).ConfigureAwait(false);
                Print(name, rate, most, before, after, seconds / 5.0);
                before = after;
            }

            // The exporter keeps its answer for less than a second.
            await Task.Delay(1000).ConfigureAwait(false);
            long left = Stopwatch.GetTimestamp();
            while ((before = await LookAsync(service).ConfigureAwait(false)).Sum("ppl_score_lag") > 0 && Stopwatch.GetElapsedTime(left).TotalSeconds < 60)
            {
                await Task.Delay(500).ConfigureAwait(false);
            }

            double counted = before.Sum("ppl_ingest_readings_total") + before.Sum("ppl_ingest_duplicate_total") + before.Sum("ppl_ingest_late_total") + before.Sum("ppl_ingest_quarantined_total");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Sent {load.Sent} lines; taken {before.Sum("ppl_ingest_readings_total"):F0} + again {before.Sum("ppl_ingest_duplicate_total"):F0} + late {before.Sum("ppl_ingest_late_total"):F0} + quarantined {before.Sum("ppl_ingest_quarantined_total"):F0} = {counted:F0}; scored {before.Sum("ppl_score_latency_seconds_count"):F0}, waiting {before.Sum("ppl_score_lag"):F0}; {load.Refused} requests refused. {(counted == load.Sent ? "All are counted." : "NOT ALL ARE COUNTED.")}"));
        }
        finally
        {
            SqliteFleetStore.Remove(database);
        }
    }

    private static void Print(string name, int rate, double most, SoakProbe before, SoakProbe after, double seconds) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-8} {rate,5} readings/s: score latency p50 {1000 * after.Quantile(before, 0.5):F1} ms, p99 {1000 * after.Quantile(before, 0.99):F1} ms; most waiting {most:F0}; {after.Sum("ppl_refit_result_total") - before.Sum("ppl_refit_result_total"):F0} refits, {after.Sum("ppl_refit_queue"):F0} queued; heap {after.Heap:F0} MiB, resident {after.Resident:F0} MiB; {(after.Seconds - before.Seconds) / seconds:F2} cores"));

    private static async Task<SoakProbe> LookAsync(RunningService service) => new(service.Process, await service.Client.GetStringAsync("/metrics").ConfigureAwait(false));
}
