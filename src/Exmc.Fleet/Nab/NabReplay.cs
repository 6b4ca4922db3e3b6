// A file of the benchmark through the live engine.
using Exmc.Fleet.Live;

namespace Exmc.Fleet.Nab;

/// <summary>Offers a file's rows to a <see cref="FleetEngine"/> of its own under virtual time, with every refit made before the next row.</summary>
public static class NabReplay
{
    /// <summary>Scores every row, in the order of the file; null where a row was not scored, because its time goes back or there was no fit yet.</summary>
    /// <param name="series">The file.</param>
    /// <param name="options">How the engine works.</param>
    /// <param name="fitter">Fits and predicts.</param>
    /// <param name="cancellation">Stops between rows, and within fits.</param>
    public static ScoredReading?[] Run(NabSeries series, LiveOptions options, ISensorFitter fitter, CancellationToken cancellation)
    {
        ReplayClock clock = new();
        FleetEngine engine = new(options, fitter, clock);
        ScoredReading?[] scores = new ScoredReading?[series.Values.Length];
        for (int row = 0; row < scores.Length; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            clock.MoveTo(series.Times[row]);
            engine.Offer(new LiveReading(series.Name, series.Times[row], row, series.Values[row]), out _);
            while (engine.ScoreNext() is { } scored)
            {
                scores[scored.Sequence] = scored;
            }

            while (engine.TakeRefit() is { } work)
            {
                engine.Run(work, cancellation);
            }
        }

        return scores;
    }

    private sealed class ReplayClock : TimeProvider
    {
        private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

        public void MoveTo(DateTime time)
        {
            DateTimeOffset moved = new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
            _now = moved > _now ? moved : _now;
        }

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
