// What an event of the page's stream carries.
namespace Exmc.Service.Page;

/// <summary>Cards that changed, or all of them.</summary>
/// <param name="Now">The service's clock, so that ages are right on a machine whose clock is not.</param>
/// <param name="Alarms">Grows whenever an alarm changes: the page reads its list of alarms again.</param>
/// <param name="Sensors">The cards.</param>
internal sealed record FleetChange(DateTime Now, long Alarms, IReadOnlyList<TileView> Sensors);
