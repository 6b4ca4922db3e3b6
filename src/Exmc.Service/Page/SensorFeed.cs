// The last readings and the card of one sensor.
using Exmc.Fleet.Live;

namespace Exmc.Service.Page;

/// <summary>Each reading and the card carry the version of the fleet from which on they are seen. <see cref="LiveFeed"/> guards it.</summary>
internal sealed class SensorFeed
{
    private readonly Queue<(ScoredReading Reading, long Version)> _recent = new();

    public bool IsTouched { get; private set; }

    public long Version { get; private set; }

    public TileView? Tile { get; private set; }

    public void Add(ScoredReading reading, long version)
    {
        _recent.Enqueue((reading, version));
        IsTouched = true;
        if (_recent.Count > LiveFeed.Kept)
        {
            _recent.Dequeue();
        }
    }

    public IReadOnlyList<ScoredReading> Last(int count) => [.. _recent.TakeLast(count).Select(one => one.Reading)];

    /// <summary>Takes the card as it is now; whether there is anything new.</summary>
    public bool Take(TileView tile, long version)
    {
        if (!IsTouched && tile == Tile)
        {
            return false;
        }

        (Tile, Version, IsTouched) = (tile, version, false);
        return true;
    }

    /// <summary>The card with the readings that came after a version, up to the one that the fleet has now, at most so many.</summary>
    /// <param name="version">The version that the listener has.</param>
    /// <param name="now">The fleet's version; readings that come with the next one are not sent yet, or they would be sent twice.</param>
    /// <param name="most">Most readings.</param>
    public TileView Since(long version, long now, int most)
    {
        double[] shown = [.. _recent.Where(one => one.Version <= now).TakeLast(most).Select(one => one.Reading.Value)];
        int digits = shown.Length > 0 ? Digits(shown.Max() - shown.Min()) : 0;
        return Tile! with { Spark = [.. _recent.Where(one => one.Version > version && one.Version <= now).TakeLast(most).Select(one => Math.Round(one.Reading.Value, digits))] };
    }

    // A sparkline has a few hundred distinct heights: decimals for at least a thousandth of what it spans.
    private static int Digits(double span) => span > 0 ? Math.Clamp(3 - (int)Math.Floor(Math.Log10(span)), 0, 15) : 15;
}
