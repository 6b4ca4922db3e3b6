// Options of a fleet.
namespace Exmc.Fleet;

/// <summary>What a sensor's model is given.</summary>
/// <param name="Y">Readings of the window on the model's scale, NaN when missing.</param>
/// <param name="X">Regressor at each reading.</param>
/// <param name="XNext">Regressor at the next reading.</param>
public sealed record SensorWindow(double[] Y, double[] X, double XNext)
{
    /// <summary>What the sensor usually reads at that time of the day, at each reading and at the next one; null when no day has been seen.</summary>
    public double[]? Day { get; init; }

    /// <summary>The same for the time of the week.</summary>
    public double[]? Week { get; init; }
}

/// <summary>How a fleet replays its sensors.</summary>
public sealed record FleetOptions
{
    /// <summary>Number of readings in a window, at least 20.</summary>
    public int Window { get; init; } = 200;

    /// <summary>Refits after the first one; null runs to the end of the series.</summary>
    public int? Cycles { get; init; }

    /// <summary>Readings between refits, at least 1; every reading is scored.</summary>
    public int Every { get; init; } = 1;

    /// <summary>Warm-up iterations of a cold fit.</summary>
    public int ColdWarmup { get; init; } = 500;

    /// <summary>Iterations of step size tuning of a warm refit.</summary>
    public int WarmWarmup { get; init; } = 50;

    /// <summary>
    /// Bounds of the ladder by which sensors are refitted: reweighted draws where they serve, new ones where they do not. Null samples anew on every
    /// refit, after <see cref="WarmWarmup"/> iterations of tuning.
    /// </summary>
    public LadderOptions? Ladder { get; init; } = LadderOptions.Default;

    /// <summary>Kept draws of every fit.</summary>
    public int Draws { get; init; } = 200;

    /// <summary>Most draws, evenly spaced, that a reading is scored by, at least 1: neighbouring draws say nearly the same.</summary>
    public int ScoringDraws { get; init; } = 64;

    /// <summary>Readings with a smaller tail probability raise an alarm, in (0, 1).</summary>
    public double Alarm { get; init; } = 1e-4;

    /// <summary>A fit with fewer effective draws is reported and not carried.</summary>
    public double LowEss { get; init; } = 20;

    /// <summary>Seed; a refit's random stream is (seed, sensor, cycle).</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Sensors that are worked on at once; changes no draw.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Whether each thread works on eight sensors side by side, in the lanes of the model, where it has any; changes no draw. The milliseconds of a
    /// fit are then its share of the thread's time.
    /// </summary>
    public bool Lanes { get; init; } = true;

    /// <summary>Whether readings are put on the model's scale by the mean and standard deviation of the window of a cold fit.</summary>
    public bool Standardize { get; init; }

    /// <summary>Whether each sensor is fitted cold once more on its last window, to compare cold and warm pair by pair.</summary>
    public bool Pair { get; init; }

    /// <summary>Refuses options that cannot be honoured.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option, its value and what is allowed.</exception>
    public void Check()
    {
        Require(Window >= 20, nameof(Window), Window, "at least 20");
        Require(Cycles is null or >= 0, nameof(Cycles), Cycles ?? 0, "at least 0");
        Require(Every >= 1, nameof(Every), Every, "at least 1");
        Require(ColdWarmup >= 0, nameof(ColdWarmup), ColdWarmup, "at least 0");
        Require(WarmWarmup >= 0, nameof(WarmWarmup), WarmWarmup, "at least 0");
        Ladder?.Check();
        Require(Draws >= 4, nameof(Draws), Draws, "at least 4");
        Require(ScoringDraws >= 1, nameof(ScoringDraws), ScoringDraws, "at least 1");
        Require(Alarm is > 0 and < 1, nameof(Alarm), Alarm, "between 0 and 1");
        Require(Threads >= 1, nameof(Threads), Threads, "at least 1");
    }

    private static void Require(bool holds, string option, double value, string allowed)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(option, value, $"{option} must be {allowed}.");
        }
    }
}
