// What the engine counts.
namespace Exmc.Fleet.Live;

/// <summary>Totals since the start. Every offered reading is in exactly one of the first five.</summary>
/// <param name="Accepted">Readings taken in order or within the lateness.</param>
/// <param name="Duplicates">Readings that came again.</param>
/// <param name="Late">Readings behind the watermark.</param>
/// <param name="Quarantined">Unusable readings, offered or refused before.</param>
/// <param name="Forced">Readings that overfilled their sensor's queue; also scored.</param>
/// <param name="Scored">Readings scored or taken into a window before a first fit.</param>
/// <param name="Cold">Cold fits.</param>
/// <param name="Warm">Warm refits.</param>
/// <param name="Failed">Failed fits.</param>
/// <param name="Crowded">Of the quarantined readings, those of sensors beyond the most.</param>
public readonly record struct FleetCounters(long Accepted, long Duplicates, long Late, long Quarantined, long Forced, long Scored, long Cold, long Warm, long Failed, long Crowded = 0);
