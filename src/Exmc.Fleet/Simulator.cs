// Simulated sensors with known truth.
namespace Exmc.Fleet;

/// <summary>What the simulator does to the series.</summary>
public enum Scenario
{
    /// <summary>The process alone.</summary>
    Clean,

    /// <summary>The process with level drift, spikes, level shifts, stuck values and gaps.</summary>
    Faults,
}

/// <summary>
/// Draws series from the process that the sensor model describes: a level with a slowly changing slope, a stationary
/// autoregression, a daily wave and noise. Every sensor has parameters of its own.
/// </summary>
public static class Simulator
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(20);

    /// <summary>Simulates one sensor; the same seed and index give the same series.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="sensor">Index of the sensor, at least 0.</param>
    /// <param name="length">Number of readings.</param>
    /// <param name="firstFault">Faults start at this reading or later.</param>
    /// <param name="scenario">Whether faults are added.</param>
    public static SensorSeries Simulate(ulong seed, int sensor, int length, int firstFault, Scenario scenario)
    {
        SimulationStream random = new(seed, sensor);
        double[] values = Process(random, length);
        List<Fault> faults = [];
        if (scenario == Scenario.Faults && length - firstFault >= 12)
        {
            // Two faults of random kinds, in the two halves of what is monitored.
            int half = (length - firstFault) / 2;
            foreach ((int from, int end) in new[] { (firstFault, firstFault + half), (firstFault + half, length) })
            {
                faults.Add(Add(random, values, (FaultKind)random.Index(5), from + random.Index(Math.Max(1, half - 6)), end));
            }
        }

        return new SensorSeries($"sensor_{sensor:000}", Start, Step, values, faults);
    }

    private static double[] Process(SimulationStream random, int length)
    {
        double noise = random.Uniform(0.2, 0.4);
        double levelStep = random.Uniform(0.05, 0.15);
        double slopeStep = random.Uniform(0.002, 0.01);
        double phi = random.Uniform(0.4, 0.8);
        double disturbance = random.Uniform(0.2, 0.5);
        double beta = random.Uniform(-1.0, 1.0);
        double level = random.Normal();
        double slope = 0.01 * random.Normal();
        double ar = disturbance / Math.Sqrt(1.0 - (phi * phi)) * random.Normal();
        double[] values = new double[length];
        double[] wave = new SensorSeries(string.Empty, Start, Step, values, []).TimeOfDayWave();
        for (int t = 0; t < length; t++)
        {
            values[t] = level + ar + (beta * wave[t]) + (noise * random.Normal());
            level += slope + (levelStep * random.Normal());
            slope += slopeStep * random.Normal();
            ar = (phi * ar) + (disturbance * random.Normal());
        }

        return values;
    }

    private static Fault Add(SimulationStream random, double[] values, FaultKind kind, int first, int end)
    {
        double size = (random.Uniform() < 0.5 ? -1.0 : 1.0) * random.Uniform(6.0, 10.0);
        int last = kind switch
        {
            FaultKind.Spike => first,
            FaultKind.LevelShift => values.Length - 1,
            _ => Math.Min(end - 1, first + 4 + random.Index(8)),
        };
        for (int t = first; t <= last; t++)
        {
            values[t] = kind switch
            {
                FaultKind.LevelDrift => values[t] + (0.2 * size * (t - first + 1)),
                FaultKind.Stuck => values[first],
                FaultKind.Gap => double.NaN,
                _ => values[t] + size,
            };
        }

        return new Fault(kind, first, last);
    }
}
