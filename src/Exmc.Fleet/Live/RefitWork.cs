// A refit on its way from the engine to a thread.
namespace Exmc.Fleet.Live;

/// <summary>A refit to be run by somebody, on any thread, and handed back to <see cref="FleetEngine.Complete"/>.</summary>
/// <param name="Sensor">The sensor's name.</param>
/// <param name="Request">What to fit.</param>
public sealed record RefitWork(string Sensor, FitRequest Request);
