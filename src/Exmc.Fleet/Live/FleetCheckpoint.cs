// What is stored of a fleet at one moment.
namespace Exmc.Fleet.Live;

/// <summary>Sensors and what they share, all of one moment, so that a restart goes on from there.</summary>
/// <param name="Sensors">Checkpoints, each with the fit in use; null when the sensor has none.</param>
/// <param name="Discoveries">What the control of false discoveries remembers.</param>
public sealed record FleetCheckpoint(IReadOnlyList<(LiveCheckpoint Checkpoint, LiveFit? Fit)> Sensors, DiscoveryMemory Discoveries);
