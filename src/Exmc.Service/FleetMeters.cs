// What the service measures, for any listener of System.Diagnostics.Metrics.
using System.Diagnostics.Metrics;
using Exmc.Fleet.Live;
using Exmc.Service.Ingest;

namespace Exmc.Service;

/// <summary>Instruments of the meter "Exmc.Fleet".</summary>
internal sealed class FleetMeters : IDisposable
{
    private readonly Meter _meter = new("Exmc.Fleet");

    public FleetMeters(FleetEngine engine, IngestQueue queue)
    {
        _meter.CreateObservableCounter("ppl.ingest.readings", () => engine.Counters.Accepted);
        _meter.CreateObservableCounter("ppl.ingest.late", () => engine.Counters.Late);
        _meter.CreateObservableCounter("ppl.ingest.duplicate", () => engine.Counters.Duplicates);
        _meter.CreateObservableCounter("ppl.ingest.quarantined", () => engine.Counters.Quarantined);
        _meter.CreateObservableGauge("ppl.ingest.lag", () => queue.Pending);
        _meter.CreateObservableGauge("ppl.refit.queue", () => engine.QueuedRefits);
        _meter.CreateObservableCounter("ppl.refit.result", () => Results(engine.Counters));
        _meter.CreateObservableGauge("ppl.alarm.open", () => engine.Statuses().Count(status => status.Alarm is not null));
        _meter.CreateObservableGauge("ppl.sensor.state", () => engine.Statuses().GroupBy(status => status.State).Select(group => new Measurement<int>(group.Count(), new KeyValuePair<string, object?>("state", group.Key.ToString()))));
    }

    public void Dispose() => _meter.Dispose();

    private static Measurement<long>[] Results(FleetCounters counters) =>
    [
        new(counters.Warm, new KeyValuePair<string, object?>("result", "ok")),
        new(counters.Cold, new KeyValuePair<string, object?>("result", "cold")),
        new(counters.Failed, new KeyValuePair<string, object?>("result", "failed")),
    ];
}
