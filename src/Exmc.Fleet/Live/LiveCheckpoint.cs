// What is stored of a sensor.
namespace Exmc.Fleet.Live;

/// <summary>What must be stored so that a sensor goes on after a restart as if nothing had happened; the fit is stored beside it.</summary>
/// <param name="Sensor">The sensor's name.</param>
/// <param name="Time">Time of the last scored reading; readings after it are offered again.</param>
/// <param name="Sequence">Its number.</param>
/// <param name="Places">The window.</param>
/// <param name="Calibration">Remembered scores of single readings.</param>
/// <param name="Phase">Phase of the alarm machine.</param>
/// <param name="Since">Readings since it was entered.</param>
/// <param name="Alarm">The open alarm.</param>
/// <param name="Side">Surprising readings in a row: positive above, negative below.</param>
/// <param name="SinceRefit">Readings since the last refit that has ended.</param>
/// <param name="Detector">What the detector remembers of blocks of readings; null in what was stored before there were blocks.</param>
/// <param name="Refits">The schedule of refits; null in what was stored before it was.</param>
/// <param name="Day">The pattern of the day; null when there is none.</param>
/// <param name="Week">The pattern of the week; null when there is none.</param>
/// <param name="Last">The last scored reading; null in what was stored before it was.</param>
public sealed record LiveCheckpoint(
    string Sensor,
    DateTime Time,
    long Sequence,
    IReadOnlyList<WindowPlace> Places,
    IReadOnlyList<double> Calibration,
    AlarmPhase Phase,
    int Since,
    LiveAlarm? Alarm,
    int Side,
    int SinceRefit,
    DetectorMemory? Detector = null,
    RefitMemory? Refits = null,
    SeasonMemory? Day = null,
    SeasonMemory? Week = null,
    ScoredReading? Last = null);
