// An alarm with its evidence.
namespace Exmc.Fleet.Live;

/// <summary>The evidence of an alarm: what was read, what was expected, and by which fit.</summary>
/// <param name="Time">Time of the reading.</param>
/// <param name="Value">The reading.</param>
/// <param name="Lower">Lower end of the interval that holds all but the alarm rate.</param>
/// <param name="Upper">Upper end of it.</param>
/// <param name="Tail">Two-sided tail probability by the model.</param>
/// <param name="Calibrated">The same, calibrated on the sensor's past.</param>
/// <param name="QValue">False discovery rate of the fleet at which the alarm would just be confirmed.</param>
/// <param name="WindowFrom">Time of the oldest reading of the window.</param>
/// <param name="WindowTo">Time of the newest one.</param>
/// <param name="Fit">Number of the fit.</param>
/// <param name="Rung">How that fit got its draws.</param>
/// <param name="Horizon">Readings that are surprising together: 1 for this one alone, else the last so many.</param>
/// <param name="IsSpread">Whether it is their spread that is surprising, and not their mean.</param>
public sealed record AlarmEvidence(
    DateTime Time, double Value, double Lower, double Upper, double Tail, double Calibrated, double QValue, DateTime WindowFrom, DateTime WindowTo, long Fit, RefitRung Rung, int Horizon = 1, bool IsSpread = false);

/// <summary>An alarm. (Sensor, Opened) is its key.</summary>
/// <param name="Sensor">The sensor's name.</param>
/// <param name="Opened">Time of the reading that opened it.</param>
/// <param name="Last">Time of the last surprising reading.</param>
/// <param name="Closed">Time of the reading that closed it; null while it is open.</param>
/// <param name="Readings">Surprising readings so far.</param>
/// <param name="IsConfirmed">Whether the fleet's false discovery rate allows for it.</param>
/// <param name="First">Evidence of the reading that opened it.</param>
/// <param name="Peak">Evidence of the most surprising one.</param>
/// <param name="Acknowledged">When somebody took note; null when nobody has.</param>
/// <param name="ShelvedUntil">Silent until then; null when not shelved.</param>
/// <param name="Ending">Why it closed: "calm" or "new level"; empty while open.</param>
public sealed record LiveAlarm(
    string Sensor, DateTime Opened, DateTime Last, DateTime? Closed, int Readings, bool IsConfirmed, AlarmEvidence First, AlarmEvidence Peak, DateTime? Acknowledged, DateTime? ShelvedUntil, string Ending);
