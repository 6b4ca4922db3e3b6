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

    /// <summary>The card with the readings that came after a version, at most so many.</summary>
    public TileView Since(long version, int most) =>
        Tile! with { Spark = [.. _recent.Where(one => one.Version > version).TakeLast(most).Select(one => Rounded(one.Reading.Value))] };

    // A sparkline has a few hundred distinct heights.
    private static double Rounded(double value) => value == 0.0 ? 0.0 : Math.Round(value, Math.Clamp(4 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15));
}
