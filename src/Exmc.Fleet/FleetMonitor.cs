// Replays a fleet of sensors: score, shift, refit.
using System.Diagnostics;

namespace Exmc.Fleet;

/// <summary>Replays sensors cycle by cycle on a bounded number of threads, each with sensors side by side in lanes.</summary>
/// <remarks>Draws and alarms depend on the seed, the sensor and the cycle alone, not on the number of threads, nor on lanes.</remarks>
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
        LaneRunner[] runners = [.. Enumerable.Range(0, options.Threads).Select(_ => new LaneRunner(options.Lanes ? LaneUse.WhenFaster : LaneUse.Never))];
        int cycles = Cycles(series, options);
        long start = Stopwatch.GetTimestamp();
        ReplayProgress told = new(sensors.Length, cycles, progress);
        SensorCycle[] first = [.. sensors.Select(sensor => new SensorCycle(sensor, 0, 0, isPair: false, cancellationToken, told.Finished))];
        RunAll(runners, sensors, first);
        long refitting = Stopwatch.GetTimestamp();
        SensorCycle[] results = [.. first, .. new CycleQueues(sensors, cycles, options.Every, runners.Length, cancellationToken, told.Finished).Run(runners)];
        double refitSeconds = Stopwatch.GetElapsedTime(refitting).TotalSeconds;
        double utilization = Usage(runners).Utilization;
        List<FitRecord> fits = [.. results.Select(result => result.Record)];
        PairedComparison? paired = options.Pair ? Pair(runners, sensors, fits, cycles, cancellationToken) : null;
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Alarm[] alarms = [.. results.SelectMany(result => result.Alarms).OrderBy(alarm => alarm.Index).ThenBy(alarm => alarm.Sensor, StringComparer.Ordinal)];
        return new ReplayReport(sensors.Length, cycles, options.Window, fits, alarms, results.Sum(result => (long)result.Scored), paired, seconds, refitSeconds, utilization);
    }

    private static LaneUsage Usage(LaneRunner[] runners) => runners.Aggregate(default(LaneUsage), (sum, runner) => sum + runner.Usage);

    private static int Cycles(IReadOnlyList<SensorSeries> series, FleetOptions options)
    {
        // The last cycle may have fewer readings than the others.
        int readings = series.Count == 0 ? 0 : series.Min(one => one.Values.Length) - options.Window;
        int available = (readings + options.Every - 1) / options.Every;
        return Math.Min(options.Cycles ?? available, available);
    }

    /// <summary>A cold fit beside each last warm one. Those that failed are added to the fits, and leave no pair.</summary>
    private static PairedComparison? Pair(LaneRunner[] runners, Sensor[] sensors, List<FitRecord> fits, int cycles, CancellationToken cancellationToken)
    {
        Dictionary<string, FitRecord> warm = fits.Where(fit => fit.Cycle == cycles && fit.Kind == FitKind.Warm).ToDictionary(fit => fit.Sensor);
        Sensor[] paired = [.. sensors.Where(sensor => warm.ContainsKey(sensor.Name))];
        SensorCycle[] jobs = [.. paired.Select(sensor => new SensorCycle(sensor, cycles + 1, 0, isPair: true, cancellationToken, _ => { }))];
        RunAll(runners, paired, jobs);
        FitRecord[] cold = [.. jobs.Select(job => job.Record)];
        fits.AddRange(cold.Where(fit => fit.Kind == FitKind.Failed));
        return PairedComparison.Of([.. cold.Where(fit => fit.Kind == FitKind.Cold).Select(fit => (warm[fit.Sensor], fit))]);
    }

    /// <summary>Runs one job per sensor, the longest first, so that lanes and threads end together.</summary>
    private static void RunAll(LaneRunner[] runners, Sensor[] sensors, SensorCycle[] jobs) =>
        LaneWorkers.Run(runners, [.. jobs.Zip(sensors).OrderByDescending(pair => pair.Second.LastGradients).Select(pair => pair.First)]);
}
