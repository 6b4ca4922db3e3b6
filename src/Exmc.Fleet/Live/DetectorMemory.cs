// What is stored of a detector.
namespace Exmc.Fleet.Live;

/// <summary>What must be stored of a detector besides the scores of single readings.</summary>
/// <param name="Calibrations">Remembered scores of each horizon after the first, oldest first.</param>
/// <param name="Sums">Sum of the normal scores in each unfinished block.</param>
/// <param name="Counts">Readings in each unfinished block.</param>
/// <param name="Spread">The test of spread; null when there is none, and in what was stored before there was one.</param>
public sealed record DetectorMemory(IReadOnlyList<IReadOnlyList<double>> Calibrations, IReadOnlyList<double> Sums, IReadOnlyList<int> Counts, SpreadMemory? Spread = null);

/// <summary>What must be stored of a test of spread.</summary>
/// <param name="Scores">Remembered scores, oldest first.</param>
/// <param name="Sum">Sum of the absolute normal scores in the unfinished block.</param>
/// <param name="Count">Readings in it.</param>
public sealed record SpreadMemory(IReadOnlyList<double> Scores, double Sum, int Count);
