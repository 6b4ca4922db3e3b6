// Scores what is offered, and sees to the rest in between.
using Exmc.Fleet.Live;
using Exmc.Service.Telemetry;

namespace Exmc.Service;

/// <summary>The one scorer: what it scores goes to the page and to the store.</summary>
internal sealed class ScoringLoop(FleetEngine engine, ReadingWriter writer, ScoreKeeper keeper, Housekeeping housekeeping, LiveFeed feed, FleetMeters meters)
{
    private const int MostPerTurn = 2000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Scores until the writer has ended and nothing is left.</summary>
    public async Task RunAsync()
    {
        while (true)
        {
            bool isLast = writer.IsDone;
            int count = ScoreSome();
            keeper.Advance();
            if (count == 0)
            {
                if (isLast)
                {
                    return;
                }

                await writer.WaitAsync(Pause).ConfigureAwait(false);
            }

            housekeeping.Advance();
        }
    }

    private int ScoreSome()
    {
        int count = 0;
        while (count < MostPerTurn && !keeper.IsFull && engine.ScoreNext(out TimeSpan waited) is { } scored)
        {
            meters.Score(waited);
            feed.Add(scored);
            keeper.Add(scored);
            count++;
        }

        return count;
    }
}
