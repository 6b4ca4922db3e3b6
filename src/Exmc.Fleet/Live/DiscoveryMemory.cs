// What is stored of the control of the fleet's false discoveries.
namespace Exmc.Fleet.Live;

/// <summary>The tests that are looked back on, as they are stored.</summary>
/// <param name="Tests">Tests so far.</param>
/// <param name="Numbers">Numbers of the tests with small tails, in order.</param>
/// <param name="Tails">Their tails.</param>
public sealed record DiscoveryMemory(long Tests, IReadOnlyList<long> Numbers, IReadOnlyList<double> Tails);
