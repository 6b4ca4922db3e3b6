// What the service measures of ingest, alarms and sensors.
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Exmc.Fleet.Live;
using Exmc.Service.Ingest;

namespace Exmc.Service.Telemetry;

/// <summary>Instruments of the meter, and activities of the source, "Exmc.Fleet".</summary>
internal sealed class FleetMeters : IDisposable
{
    /// <summary>Name of meter and activity source.</summary>
    public const string Name = "Exmc.Fleet";

    private static readonly double[] Seconds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];
    private static readonly double[] ScoreSeconds = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];
    private readonly Meter _meter = new(Name);
    private readonly long[] _rejections = new long[Enum.GetValues<Rejection>().Length];
    private long _retained;
    private readonly Histogram<double> _acknowledged;
    private readonly Histogram<int> _commit;
    private readonly Histogram<double> _scored;

    public FleetMeters(FleetEngine engine, IngestQueue queue)
    {
        _meter.CreateObservableCounter("ppl.ingest.readings", () => engine.Counters.Accepted, description: "Readings taken.");
        _meter.CreateObservableCounter("ppl.ingest.late", () => engine.Counters.Late, description: "Readings behind the watermark.");
        _meter.CreateObservableCounter("ppl.ingest.duplicate", () => engine.Counters.Duplicates, description: "Readings that came again.");
        _meter.CreateObservableCounter("ppl.ingest.quarantined", () => engine.Counters.Quarantined, description: "Unusable readings and lines.");
        _meter.CreateObservableCounter("ppl.ingest.crowded", () => engine.Counters.Crowded, description: "Quarantined readings of sensors beyond the limit.");
        _meter.CreateObservableCounter("ppl.ingest.retained", () => Volatile.Read(ref _retained), description: "Retained values of a broker, which are skipped.");
        _meter.CreateObservableGauge("ppl.ingest.lag", () => queue.Pending, description: "Readings that wait for their commit.");
        _meter.CreateObservableCounter("ppl.ingest.rejected", () => _rejections.Select((_, k) => Tagged(Volatile.Read(ref _rejections[k]), "reason", ((Rejection)k).ToString().ToLowerInvariant())), description: "Requests refused as a whole.");
        _meter.CreateObservableGauge("ppl.score.lag", () => engine.Unscored, description: "Readings taken and not yet scored, those that wait for the watermark included.");
        _meter.CreateObservableGauge("ppl.refit.queue", () => engine.QueuedRefits, description: "Sensors that wait for a refit.");
        _meter.CreateObservableGauge("ppl.alarm.open", () => engine.Statuses().Count(status => status.Alarm is not null), description: "Open alarms.");
        _meter.CreateObservableGauge("ppl.sensor.state", () => States(engine), description: "Sensors by state.");
        _acknowledged = _meter.CreateHistogram<double>("ppl.ingest.acknowledged", "s", "Time from the last byte of a request to its acknowledgement.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        _scored = _meter.CreateHistogram<double>("ppl.score.latency", "s", "Time from the commit of a reading, or of the one that moved the watermark past it, to its score.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = ScoreSeconds });
        _commit = _meter.CreateHistogram<int>("ppl.store.commit", null, "Readings per commit.", null, new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 10, 100, 1000, 10_000, 100_000] });
    }

    /// <summary>Activities: ppl.commit and ppl.refit.</summary>
    public ActivitySource Activities { get; } = new(Name);

    /// <summary>A request was refused.</summary>
    public void Reject(Rejection reason) => Interlocked.Increment(ref _rejections[(int)reason]);

    /// <summary>A retained value was skipped.</summary>
    public void SkipRetained() => Interlocked.Increment(ref _retained);

    /// <summary>A request was acknowledged.</summary>
    public void Acknowledge(TimeSpan took) => _acknowledged.Record(took.TotalSeconds);

    /// <summary>A reading was scored.</summary>
    public void Score(TimeSpan waited) => _scored.Record(waited.TotalSeconds);

    /// <summary>Readings were committed together.</summary>
    public void Commit(int readings) => _commit.Record(readings);

    public void Dispose()
    {
        _meter.Dispose();
        Activities.Dispose();
    }

    internal static Measurement<long> Tagged(long value, string tag, string text) => new(value, new KeyValuePair<string, object?>(tag, text));

    private static IEnumerable<Measurement<long>> States(FleetEngine engine)
    {
        ILookup<LiveState, LiveStatus> byState = engine.Statuses().ToLookup(status => status.State);
        return Enum.GetValues<LiveState>().Select(state => Tagged(byState[state].Count(), "state", state.ToString()));
    }
}
