// One of several models that a sensor may have.
namespace Exmc.Fleet.Live;

/// <summary>A model by name.</summary>
/// <param name="Name">The name, which a fit carries.</param>
/// <param name="Make">Makes it of a window on the model's scale; null when the window lacks what it needs.</param>
public sealed record SensorModel(string Name, Func<SensorWindow, IModel?> Make);
