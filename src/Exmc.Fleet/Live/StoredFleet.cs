// A fleet as a store gives it back.
namespace Exmc.Fleet.Live;

/// <summary>A fleet in the store.</summary>
/// <param name="Sensors">Sensors as last saved.</param>
/// <param name="Discoveries">What the control of false discoveries remembered then; null when nothing was saved.</param>
/// <param name="Since">Readings of all sensors that came after what was saved of them, in the order in which they came.</param>
public sealed record StoredFleet(IReadOnlyList<StoredSensor> Sensors, DiscoveryMemory? Discoveries, IReadOnlyList<LiveReading> Since);

/// <summary>A sensor in the store.</summary>
/// <param name="Checkpoint">Its last checkpoint.</param>
/// <param name="Fit">The fit that was in use then; null when none was.</param>
public sealed record StoredSensor(LiveCheckpoint Checkpoint, LiveFit? Fit);
