// What is measured of fits.
using System.Diagnostics.Metrics;
using Exmc.Fleet.Live;

namespace Exmc.Service.Telemetry;

/// <summary>Instruments of refits. Safe to call from several threads.</summary>
internal sealed class FitMeters : IDisposable
{
    private static readonly string[] Results = ["ok", "cold", "stale", "failed", "timeout"];
    private readonly Meter _meter = new(FleetMeters.Name);
    private readonly long[] _results = new long[Results.Length];
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _depth;
    private readonly Histogram<double> _ess;
    private readonly Histogram<double> _rhat;
    private readonly Histogram<double> _stepSize;
    private long _divergences;
    private long _hits;
    private long _rejected;

    public FitMeters()
    {
        _duration = Histogram<double>("ppl.refit.duration", "s", "Time of a refit, by rung.", 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 60);
        _depth = Histogram("ppl.nuts.treedepth.max", null, "Deepest tree of a fit that sampled.", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        _ess = Histogram<double>("ppl.nuts.ess.min", null, "Smallest bulk effective sample size of a fit.", 5, 10, 20, 50, 100, 200, 400, 1000);
        _rhat = Histogram("ppl.nuts.rhat.max", null, "Largest split R-hat of a fit.", 1, 1.01, 1.02, 1.05, 1.1, 1.2, 1.5, 2);
        _stepSize = Histogram("ppl.nuts.stepsize", null, "Step size of a fit.", 0.001, 0.01, 0.05, 0.1, 0.2, 0.5, 1, 2);
        _meter.CreateObservableCounter("ppl.refit.result", () => Results.Select((result, k) => FleetMeters.Tagged(Volatile.Read(ref _results[k]), "result", result)), description: "Refits by their end.");
        _meter.CreateObservableCounter("ppl.nuts.divergences", () => Volatile.Read(ref _divergences), description: "Divergent transitions.");
        _meter.CreateObservableCounter("ppl.warmstart", () => new[] { FleetMeters.Tagged(Volatile.Read(ref _hits), "result", "hit"), FleetMeters.Tagged(Volatile.Read(ref _rejected), "result", "rejected") }, description: "Refits that had a fit to go on from.");
    }

    /// <summary>A posterior was sampled or reweighted.</summary>
    public void Sampled(Posterior posterior)
    {
        ChainStatistics chain = posterior.Chain(0);
        Interlocked.Add(ref _divergences, chain.Divergences.Count);
        int deepest = 0;
        foreach (int depth in chain.Depth)
        {
            deepest = Math.Max(deepest, depth);
        }

        // Reweighted draws have no trees.
        if (deepest > 0)
        {
            _depth.Record(deepest);
        }

        IReadOnlyList<SummaryRow> rows = posterior.Summary;
        _ess.Record(rows.Min(row => double.IsNaN(row.EssBulk) ? 0 : row.EssBulk));
        double rhat = rows.Max(row => row.RHat);
        if (double.IsFinite(rhat))
        {
            _rhat.Record(rhat);
        }

        _stepSize.Record(posterior.Adaptation.Chains[0].StepSize);
    }

    /// <summary>A refit ended: "stale" means that it failed and the last fit stays in use, "timeout" that it took too long.</summary>
    public void Ended(RefitWork work, LiveFit? fit, TimeSpan took, TimeSpan timeout)
    {
        bool hadOne = work.Request.Before is not null;
        int result = fit is null ? took >= timeout ? 4 : hadOne ? 2 : 3 : fit.IsWarm ? 0 : 1;
        Interlocked.Increment(ref _results[result]);
        _duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("rung", fit?.Rung.ToString() ?? "none"));
        if (hadOne && fit is not null)
        {
            Interlocked.Increment(ref (fit.IsWarm ? ref _hits : ref _rejected));
        }
    }

    public void Dispose() => _meter.Dispose();

    private Histogram<T> Histogram<T>(string name, string? unit, string description, params T[] boundaries)
        where T : struct => _meter.CreateHistogram(name, unit, description, null, new InstrumentAdvice<T> { HistogramBucketBoundaries = boundaries });
}
