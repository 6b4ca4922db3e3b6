// A refit on its way from the engine to a thread.
namespace Exmc.Fleet.Live;

/// <summary>A refit to be run by <see cref="FleetEngine.Run"/> or <see cref="FleetEngine.RunInLanes"/>, on any thread.</summary>
/// <param name="Sensor">The sensor's name.</param>
/// <param name="Request">What to fit.</param>
/// <param name="Lanes">What it shares with those that may run beside it; null when it runs by itself.</param>
public sealed record RefitWork(string Sensor, FitRequest Request, string? Lanes = null);
