// Options of the live engine.
namespace Exmc.Fleet.Live;

/// <summary>How the live engine windows, refits, scores and raises alarms. The same for all sensors.</summary>
public sealed record LiveOptions
{
    /// <summary>Readings in a window, at least 20.</summary>
    public int Window { get; set; } = 200;

    /// <summary>Readings before the first fit, 20 to <see cref="Window"/>.</summary>
    public int FirstFit { get; set; } = 60;

    /// <summary>How far behind a sensor's newest reading an older one may come and still be scored, at least 0.</summary>
    public TimeSpan Lateness { get; set; } = TimeSpan.Zero;

    /// <summary>How far ahead of the arrival a reading's time may be; beyond it the reading is quarantined.</summary>
    public TimeSpan ClockTolerance { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Readings of one sensor that may wait for the watermark, at least 1.</summary>
    public int Waiting { get; set; } = 10_000;

    /// <summary>Refit after so many readings, at least 1.</summary>
    public int RefitReadings { get; set; } = 20;

    /// <summary>Refit when the window has moved so far in event time; zero never.</summary>
    public TimeSpan RefitSpan { get; set; } = TimeSpan.Zero;

    /// <summary>A fit older than this, by the clock, is stale and refitted; zero never.</summary>
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>First pause after a failed refit; doubled with each further failure, up to 64 times.</summary>
    public TimeSpan BackOff { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A refit that takes longer, by the clock, is given up and counts as failed; positive.</summary>
    public TimeSpan RefitTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether refits that are due at the same time run side by side where the fitter can do that, see <see cref="ILaneFitter"/>; changes no draw. What
    /// is shown as the time of a fit is then its share of the thread's time.
    /// </summary>
    public bool Lanes { get; set; } = true;

    /// <summary>False alarms per reading and sensor when all is in control, in (0, 0.05].</summary>
    public double AlarmRate { get; set; } = 1e-4;

    /// <summary>
    /// Readings that are tested together: blocks of these lengths, the first of them 1, increasing, each at most 1000. The alarm rate is the one of all horizons
    /// together.
    /// </summary>
    public IReadOnlyList<int> Horizons { get; set; } = [1, 4, 16];

    /// <summary>Readings whose spread is tested together, 2 to 1000; 0 for no test of spread. It shares the alarm rate with the horizons.</summary>
    public int SpreadHorizon { get; set; } = 32;

    /// <summary>Tests in control of each horizon that its calibration remembers, at least 200.</summary>
    public int CalibrationMemory { get; set; } = TailCalibration.StandardCapacity;

    /// <summary>
    /// Whether the calibration goes on learning while an alarm is open: each surprise is remembered as one, so that a sensor with many events
    /// gives fewer alarms, and a long fault makes it less sensitive for a while.
    /// </summary>
    public bool LearnInAlarms { get; set; }

    /// <summary>Days whose readings make the pattern of the day that models are given; 0 for none.</summary>
    public int DayPatterns { get; set; }

    /// <summary>Weeks whose readings make the pattern of the week; 0 for none.</summary>
    public int WeekPatterns { get; set; }

    /// <summary>Share of false alarms among the confirmed ones of the fleet, in (0, 1).</summary>
    public double FalseDiscoveryRate { get; set; } = 0.1;

    /// <summary>Tests of the whole fleet that the false discovery rate looks back on, at least 100.</summary>
    public int DiscoveryHorizon { get; set; } = 10_000;

    /// <summary>Calm readings that close an alarm, at least 1.</summary>
    public int Hold { get; set; } = 5;

    /// <summary>Readings after a closed alarm in which no new one opens, at least 0.</summary>
    public int Refractory { get; set; } = 10;

    /// <summary>Surprising readings in a row, on one side, that confirm a new level; at least 3. So does a window of which half is surprising.</summary>
    public int LevelChange { get; set; } = 12;

    /// <summary>Equal readings in a row that make a flat line, at least 3.</summary>
    public int FlatRun { get; set; } = 8;

    /// <summary>No reading for so many of the sensor's own steps is a dropout; positive.</summary>
    public double DropoutSteps { get; set; } = 5;

    /// <summary>Smallest possible reading.</summary>
    public double Least { get; set; } = -1e15;

    /// <summary>Largest possible reading.</summary>
    public double Most { get; set; } = 1e15;

    /// <summary>Most sensors, at least 1; readings of further ones are quarantined.</summary>
    public int MaxSensors { get; set; } = 10_000;

    /// <summary>Seed; a fit's random stream is (seed, sensor's name, number of the fit).</summary>
    public ulong Seed { get; set; } = 1;

    /// <summary>Refuses options that cannot be honoured.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option, its value and what is allowed.</exception>
    public void Check()
    {
        Require(Window >= 20, nameof(Window), Window, "at least 20");
        Require(FirstFit >= 20 && FirstFit <= Window, nameof(FirstFit), FirstFit, "from 20 to Window");
        Require(Lateness >= TimeSpan.Zero, nameof(Lateness), Lateness, "at least 0");
        Require(Waiting >= 1, nameof(Waiting), Waiting, "at least 1");
        Require(RefitReadings >= 1, nameof(RefitReadings), RefitReadings, "at least 1");
        Require(BackOff > TimeSpan.Zero, nameof(BackOff), BackOff, "positive");
        Require(RefitTimeout > TimeSpan.Zero, nameof(RefitTimeout), RefitTimeout, "positive");
        Require(AlarmRate is > 0 and <= 0.05, nameof(AlarmRate), AlarmRate, "in (0, 0.05]");
        Require(Horizons.Count > 0 && Horizons[0] == 1 && Horizons[^1] <= 1000 && Horizons.Zip(Horizons.Skip(1)).All(pair => pair.First < pair.Second), nameof(Horizons), string.Join(", ", Horizons), "1 and then increasing numbers of at most 1000");
        Require(SpreadHorizon is 0 or (>= 2 and <= 1000), nameof(SpreadHorizon), SpreadHorizon, "0 or 2 to 1000");
        Require(CalibrationMemory >= 200, nameof(CalibrationMemory), CalibrationMemory, "at least 200");
        Require(DayPatterns >= 0, nameof(DayPatterns), DayPatterns, "at least 0");
        Require(WeekPatterns >= 0, nameof(WeekPatterns), WeekPatterns, "at least 0");
        Require(FalseDiscoveryRate is > 0 and < 1, nameof(FalseDiscoveryRate), FalseDiscoveryRate, "in (0, 1)");
        Require(DiscoveryHorizon >= 100, nameof(DiscoveryHorizon), DiscoveryHorizon, "at least 100");
        Require(Hold >= 1, nameof(Hold), Hold, "at least 1");
        Require(Refractory >= 0, nameof(Refractory), Refractory, "at least 0");
        Require(LevelChange >= 3, nameof(LevelChange), LevelChange, "at least 3");
        Require(FlatRun >= 3, nameof(FlatRun), FlatRun, "at least 3");
        Require(DropoutSteps > 0, nameof(DropoutSteps), DropoutSteps, "positive");
        Require(Least < Most, nameof(Least), Least, "below Most");
        Require(MaxSensors >= 1, nameof(MaxSensors), MaxSensors, "at least 1");
    }

    private static void Require(bool holds, string option, object value, string allowed)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(option, value, $"{option} must be {allowed}.");
        }
    }
}
