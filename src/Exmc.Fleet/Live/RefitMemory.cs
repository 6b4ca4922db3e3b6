// What is stored of a sensor's schedule of refits.
namespace Exmc.Fleet.Live;

/// <summary>A schedule of refits, as it is stored.</summary>
/// <param name="Next">Number of the next fit.</param>
/// <param name="Failures">Failed refits in a row.</param>
/// <param name="Failure">Why the last one failed; empty when it did not.</param>
/// <param name="NotBefore">End of the pause after it.</param>
/// <param name="WindowAt">Time of the newest reading when the last refit was asked for.</param>
public sealed record RefitMemory(long Next, int Failures, string Failure, DateTime NotBefore, DateTime WindowAt);
