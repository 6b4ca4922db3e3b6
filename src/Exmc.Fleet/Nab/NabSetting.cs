// The one setting of the detector for all files of the benchmark.
using Exmc.Fleet.Live;

namespace Exmc.Fleet.Nab;

/// <summary>How the live engine is set for the benchmark; the same for every file.</summary>
public static class NabSetting
{
    /// <summary>Draws of a fit.</summary>
    public const int Draws = 40;

    /// <summary>Warm-up iterations of a cold fit.</summary>
    public const int ColdWarmup = 200;

    /// <summary>Fits of a sensor between choices of its model.</summary>
    public const int ChooseEvery = 10;

    /// <summary>Rows in which only a more surprising one than those before is a new event.</summary>
    public const int Refractory = 50;

    /// <summary>Threshold on the anomaly score that was best, over four seeds, on the tuning half of the files of docs/detection.md: a calibrated tail of about 10^-3.6.</summary>
    public const double Threshold = 0.0119;

    /// <summary>
    /// A day of readings of five minutes in the window, a refit every hundred readings, patterns of seven days and four weeks. Readings surprising
    /// at one in a thousand train neither model nor calibration.
    /// </summary>
    public static LiveOptions Options(ulong seed = 1) => new()
    {
        Window = 288,
        RefitReadings = 100,
        DayPatterns = 7,
        WeekPatterns = 4,
        Horizons = [1, 4, 16],
        SpreadHorizon = 32,
        CalibrationMemory = 4000,
        LearnInAlarms = true,
        AlarmRate = 1e-3,
        LevelChange = 24,
        StaleAfter = TimeSpan.Zero,
        RefitTimeout = TimeSpan.FromMinutes(10),
        Seed = seed,
    };

    /// <summary>Anomaly scores of a file's rows, from the engine's calibrated tails.</summary>
    public static double[] Scores(NabSeries series, ISensorFitter fitter, CancellationToken cancellation, ulong seed = 1) =>
        NabBaselines.Refractory([.. NabReplay.Run(series, Options(seed), fitter, cancellation).Select(one => one is null ? 0.0 : NabBaselines.ScoreOf(one.Calibrated))], Refractory);
}
