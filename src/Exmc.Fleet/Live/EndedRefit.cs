// What a host is told of a refit.
namespace Exmc.Fleet.Live;

/// <summary>A refit that has ended, and that the engine has taken.</summary>
/// <param name="Work">The refit.</param>
/// <param name="Fit">The new fit; null when it failed.</param>
/// <param name="Began">When it was begun, by the clock, UTC.</param>
/// <param name="Took">Time from then to its end, with all that ran beside it.</param>
public sealed record EndedRefit(RefitWork Work, LiveFit? Fit, DateTime Began, TimeSpan Took);
