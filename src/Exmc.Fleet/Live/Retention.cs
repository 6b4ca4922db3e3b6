// How long a store keeps what it holds.
namespace Exmc.Fleet.Live;

/// <summary>What may be forgotten.</summary>
/// <param name="Before">What is from before this time; <see cref="DateTime.MinValue"/> keeps all.</param>
/// <param name="PerSensor">
/// Readings kept of each sensor, the last ones, with the fits that their scores are of and those after; as many refusals, of all sensors together. 0 keeps all.
/// </param>
public sealed record Retention(DateTime Before, long PerSensor);
