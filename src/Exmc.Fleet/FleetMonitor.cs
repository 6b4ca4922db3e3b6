// Replays a fleet of sensors: score, shift, refit.
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Exmc.Fleet;

/// <summary>Replays sensors cycle by cycle on a bounded number of threads.</summary>
/// <remarks>Draws and alarms depend on the seed, the sensor and the cycle alone, not on the number of threads.</remarks>
public static class FleetMonitor
{
    /// <summary>Fits every sensor cold, then scores, shifts and refits each one cycle after cycle.</summary>
    /// <param name="series">One series per sensor.</param>
    /// <param name="model">Makes the model of a window.</param>
    /// <param name="options">How to replay.</param>
    /// <param name="progress">Told after each cycle; may be null.</param>
    /// <param name="cancellationToken">Stops between iterations of a fit.</param>
    /// <exception cref="ArgumentException">An option cannot be honoured, or a series is shorter than the window.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static ReplayReport Run(
        IReadOnlyList<SensorSeries> series,
        Func<SensorWindow, IModel> model,
        FleetOptions options,
        IProgress<CycleReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options.Check();
        Sensor[] sensors = [.. series.Select((one, index) => new Sensor(one, index, options, model))];
        int cycles = Cycles(series, options);
        List<FitRecord> fits = [];
        List<Alarm> alarms = [];
        long scored = 0;
        long start = Stopwatch.GetTimestamp();
        for (int cycle = 0; cycle <= cycles; cycle++)
        {
            long cycleStart = Stopwatch.GetTimestamp();
            (FitRecord Fit, List<Alarm> Alarms, int Scored)[] results = ForEach(sensors, options.Threads, cancellationToken, sensor => One(sensor, cycle, options, cancellationToken));
            fits.AddRange(results.Select(result => result.Fit));
            alarms.AddRange(results.SelectMany(result => result.Alarms));
            scored += results.Sum(result => result.Scored);
            progress?.Report(new CycleReport(
                cycle,
                cycles,
                results.Count(result => result.Fit.Kind == FitKind.Warm),
                results.Count(result => result.Fit.Kind == FitKind.Cold),
                alarms.Count,
                fits.Sum(fit => fit.Divergences),
                results.Length / Stopwatch.GetElapsedTime(cycleStart).TotalSeconds));
        }

        PairedComparison? paired = options.Pair ? Pair(sensors, fits, cycles, options, cancellationToken) : null;
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new ReplayReport(sensors.Length, cycles, options.Window, fits, [.. alarms.OrderBy(alarm => alarm.Index).ThenBy(alarm => alarm.Sensor, StringComparer.Ordinal)], scored, paired, seconds);
    }

    private static int Cycles(IReadOnlyList<SensorSeries> series, FleetOptions options)
    {
        // The last cycle may have fewer readings than the others.
        int readings = series.Count == 0 ? 0 : series.Min(one => one.Values.Length) - options.Window;
        int available = (readings + options.Every - 1) / options.Every;
        return Math.Min(options.Cycles ?? available, available);
    }

    private static (FitRecord Fit, List<Alarm> Alarms, int Scored) One(Sensor sensor, int cycle, FleetOptions options, CancellationToken cancellationToken)
    {
        List<Alarm> alarms = [];
        int scored = 0;
        for (int k = 0; cycle > 0 && k < options.Every && !sensor.IsAtEnd; k++)
        {
            (bool isScored, Alarm? alarm) = sensor.Advance();
            scored += isScored ? 1 : 0;
            if (alarm is not null)
            {
                alarms.Add(alarm);
            }
        }

        return (sensor.Refit(cycle, cancellationToken), alarms, scored);
    }

    /// <summary>A cold fit beside each last warm one. Those that failed are added to the fits, and leave no pair.</summary>
    private static PairedComparison? Pair(Sensor[] sensors, List<FitRecord> fits, int cycles, FleetOptions options, CancellationToken cancellationToken)
    {
        Dictionary<string, FitRecord> warm = fits.Where(fit => fit.Cycle == cycles && fit.Kind == FitKind.Warm).ToDictionary(fit => fit.Sensor);
        Sensor[] paired = [.. sensors.Where(sensor => warm.ContainsKey(sensor.Name))];
        FitRecord[] cold = ForEach(paired, options.Threads, cancellationToken, sensor => sensor.FitCold(cycles + 1, cancellationToken));
        fits.AddRange(cold.Where(fit => fit.Kind == FitKind.Failed));
        return PairedComparison.Of([.. cold.Where(fit => fit.Kind == FitKind.Cold).Select(fit => (warm[fit.Sensor], fit))]);
    }

    /// <summary>Runs one function per sensor; results are in the sensors' order.</summary>
    private static TResult[] ForEach<TResult>(Sensor[] sensors, int threads, CancellationToken cancellationToken, Func<Sensor, TResult> work)
    {
        TResult[] results = new TResult[sensors.Length];
        if (threads == 1)
        {
            for (int i = 0; i < sensors.Length; i++)
            {
                results[i] = work(sensors[i]);
            }

            return results;
        }

        // Handed out one by one: fits differ in length by an order of magnitude.
        OrderablePartitioner<int> indices = Partitioner.Create(Enumerable.Range(0, sensors.Length), EnumerablePartitionerOptions.NoBuffering);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        try
        {
            Parallel.ForEach(indices, parallel, index => results[index] = work(sensors[index]));
        }
        catch (AggregateException exception)
        {
            // The same exception as on one thread.
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        return results;
    }
}
