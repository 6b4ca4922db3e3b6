// One sensor, as its own view shows it.
using Exmc.Fleet.Live;

namespace Exmc.Service.Page;

/// <summary>A sensor and what it is expected to read next.</summary>
/// <param name="Now">The service's clock.</param>
/// <param name="Tile">Its card.</param>
/// <param name="Next">The forecast; null when there is none.</param>
internal sealed record SensorView(DateTime Now, TileView Tile, NextReading? Next);
