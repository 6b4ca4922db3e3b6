// What is stored of the pattern of the day or the week.
namespace Exmc.Fleet.Live;

/// <summary>A pattern beside a window, as it is stored.</summary>
/// <param name="SlotLength">Length of a slot of the profile; zero when there is no profile yet.</param>
/// <param name="Usual">The usual reading at each place of the window; NaN where it was not known.</param>
/// <param name="Slots">Slots of the profile.</param>
public sealed record SeasonMemory(TimeSpan SlotLength, IReadOnlyList<double> Usual, IReadOnlyList<SeasonalSlot> Slots);
