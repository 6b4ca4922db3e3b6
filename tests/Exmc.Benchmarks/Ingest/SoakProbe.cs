// What a soak reads from the service's metrics and process.
using System.Diagnostics;
using System.Globalization;

namespace Exmc.Benchmarks.Ingest;

/// <summary>One look at the service.</summary>
/// <param name="process">Its process.</param>
/// <param name="metrics">The text of /metrics.</param>
internal sealed class SoakProbe(Process process, string metrics)
{
    /// <summary>Resident memory, MiB.</summary>
    public double Resident { get; } = Measure(process);

    /// <summary>Managed heap after the last collection, MiB.</summary>
    public double Heap => Sum("dotnet_gc_last_collection_heap_size") / (1 << 20);

    /// <summary>Time of its processors, s.</summary>
    public double Seconds { get; } = process.TotalProcessorTime.TotalSeconds;

    /// <summary>Sum of all series of metrics whose name starts so.</summary>
    public double Sum(string name) => metrics.Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal)).Sum(Value);

    /// <summary>Latencies of scores: upper bound of each bucket in seconds, and the scores up to it.</summary>
    public (double Bound, double Count)[] Buckets =>
    [
        .. metrics.Split('\n').Where(line => line.StartsWith("ppl_score_latency_seconds_bucket", StringComparison.Ordinal)).Select(line =>
        {
            string bound = line.Split("le=\"")[1].Split('"')[0];
            return (bound == "+Inf" ? double.PositiveInfinity : double.Parse(bound, CultureInfo.InvariantCulture), Value(line));
        }),
    ];

    /// <summary>A quantile of the latencies between an earlier look and this one, s: linear within its bucket.</summary>
    public double Quantile(SoakProbe earlier, double share)
    {
        (double Bound, double Count)[] before = earlier.Buckets;
        (double Bound, double Count)[] counts = [.. Buckets.Select((one, k) => (one.Bound, one.Count - (before.Length > 0 ? before[k].Count : 0)))];
        double rank = share * counts[^1].Count;
        int k = Array.FindIndex(counts, one => one.Count >= rank);
        (double lower, double below) = k == 0 ? (0.0, 0.0) : counts[k - 1];
        return lower + ((counts[k].Bound - lower) * (rank - below) / Math.Max(1.0, counts[k].Count - below));
    }

    private static double Measure(Process process)
    {
        process.Refresh();
        return process.WorkingSet64 / (double)(1 << 20);
    }

    // "name{labels} value" or "name{labels} value timestamp".
    private static double Value(string line) => double.Parse(line[(line.LastIndexOf('}') is var end and >= 0 ? end + 1 : line.IndexOf(' ', StringComparison.Ordinal))..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
}
