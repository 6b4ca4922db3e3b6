// What a seasonal profile holds of one slot of its period.
namespace Exmc.Fleet;

/// <summary>A slot of a profile, as it is stored.</summary>
/// <param name="Slot">Number of the slot in the period, from 0.</param>
/// <param name="Period">Number of the period that is being summed; -1 before the first reading.</param>
/// <param name="Sum">Sum of its readings so far.</param>
/// <param name="Count">Their number.</param>
/// <param name="Past">Means of the periods before, oldest first.</param>
public sealed record SeasonalSlot(long Slot, long Period, double Sum, int Count, IReadOnlyList<double> Past);
