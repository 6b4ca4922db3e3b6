// What a replay says while it runs.
using System.Diagnostics;

namespace Exmc.Fleet;

/// <summary>Reports each cycle when all sensors have ended it, in order, one report at a time.</summary>
internal sealed class ReplayProgress(int sensors, int cycles, IProgress<CycleReport>? progress)
{
    private readonly Lock _lock = new();
    private readonly CycleCounts[] _counts = [.. Enumerable.Range(0, cycles + 1).Select(_ => new CycleCounts())];
    private long _last = Stopwatch.GetTimestamp();
    private int _reported;
    private int _alarms;
    private int _divergences;

    /// <summary>Takes a cycle that has ended; called by any thread.</summary>
    public void Finished(SensorCycle cycle)
    {
        if (progress is null)
        {
            return;
        }

        lock (_lock)
        {
            _counts[cycle.Cycle].Add(cycle);
            for (; _reported <= cycles && _counts[_reported].Ended == sensors; _reported++)
            {
                CycleCounts counts = _counts[_reported];
                _alarms += counts.Alarms;
                _divergences += counts.Divergences;
                double seconds = Stopwatch.GetElapsedTime(_last).TotalSeconds;
                _last = Stopwatch.GetTimestamp();
                progress.Report(new CycleReport(_reported, cycles, counts.Warm, counts.Cold, _alarms, _divergences, sensors / seconds));
            }
        }
    }

    private sealed class CycleCounts
    {
        public int Ended { get; private set; }

        public int Warm { get; private set; }

        public int Cold { get; private set; }

        public int Alarms { get; private set; }

        public int Divergences { get; private set; }

        public void Add(SensorCycle cycle)
        {
            Ended++;
            Warm += cycle.Record.Kind == FitKind.Warm ? 1 : 0;
            Cold += cycle.Record.Kind == FitKind.Cold ? 1 : 0;
            Alarms += cycle.Alarms.Count;
            Divergences += cycle.Record.Divergences;
        }
    }
}
