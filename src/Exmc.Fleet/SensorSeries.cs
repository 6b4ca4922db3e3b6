// One sensor's readings on a regular grid.
namespace Exmc.Fleet;

/// <summary>Readings of one sensor at regular times.</summary>
/// <param name="Name">The sensor's name.</param>
/// <param name="Start">Time of the first reading.</param>
/// <param name="Step">Time between readings, positive.</param>
/// <param name="Values">Readings in their own units; NaN is missing.</param>
/// <param name="Faults">What a simulator did to the series; empty for real data.</param>
public sealed record SensorSeries(string Name, DateTime Start, TimeSpan Step, double[] Values, IReadOnlyList<Fault> Faults)
{
    /// <summary>Time of a reading.</summary>
    public DateTime TimeOf(int index) => Start + (Step * index);

    /// <summary>
    /// The time-of-day wave at each reading and one beyond the end: the sine of the daily phase.
    /// Zero when the series spans less than a day, where it could not be told from a trend.
    /// </summary>
    public double[] TimeOfDayWave()
    {
        double[] wave = new double[Values.Length + 1];
        if (Step * (Values.Length - 1) < TimeSpan.FromDays(1))
        {
            return wave;
        }

        for (int i = 0; i < wave.Length; i++)
        {
            wave[i] = Math.Sin(2.0 * Math.PI * TimeOf(i).TimeOfDay.TotalDays);
        }

        return wave;
    }
}

/// <summary>Kinds of simulated faults.</summary>
public enum FaultKind
{
    /// <summary>The level wanders off steadily.</summary>
    LevelDrift,

    /// <summary>One reading far off.</summary>
    Spike,

    /// <summary>The level jumps and stays.</summary>
    LevelShift,

    /// <summary>The sensor repeats one value.</summary>
    Stuck,

    /// <summary>Readings are missing.</summary>
    Gap,
}

/// <summary>A simulated fault: the ground truth of an alarm.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="First">Index of the first reading concerned.</param>
/// <param name="Last">Index of the last one.</param>
public sealed record Fault(FaultKind Kind, int First, int Last);
