// One event of the page's stream.
namespace Exmc.Service.Page;

/// <summary>What a listener is sent.</summary>
/// <param name="Kind">"fleet": everything; "change": what changed since the last event.</param>
/// <param name="Id">Names the state of the fleet that the listener then has; a listener that comes again sends it.</param>
/// <param name="Version">The same, within this process.</param>
/// <param name="Json">A <see cref="FleetChange"/>.</param>
internal sealed record FleetFrame(string Kind, string Id, long Version, string Json);
