// The alarm rate of the whole engine, its model fitted by the sampler, on sensors in control.
using Exmc.Fleet;
using Exmc.Fleet.Live;
using Exmc.Fleet.Nab;

namespace Exmc.Benchmarks;

internal static class EngineInControl
{
    private const int PerSensor = 30_000;
    private const double WalkDeviation = 0.1;

    /// <summary>Readings every 20 minutes: a level that walks by a tenth of the noise's standard deviation, fitted as a local level.</summary>
    public static void Print(double rate, int readings)
    {
        int alarms = 0;
        int surprises = 0;
        long scored = 0;
        for (int sensor = 0; sensor * PerSensor < readings; sensor++)
        {
            LiveOptions options = new() { AlarmRate = rate, Horizons = [1, 4, 16], RefitReadings = 100, RefitTimeout = TimeSpan.FromMinutes(10), StaleAfter = TimeSpan.Zero, Seed = (ulong)sensor };
            SamplerFitter fitter = new(window => new Models.LocalLevel { Y = window.Y }, draws: 50, coldWarmup: 200);
            foreach (ScoredReading? one in NabReplay.Run(Simulated(sensor), options, fitter, CancellationToken.None))
            {
                if (one is not null && !double.IsNaN(one.Tail))
                {
                    scored++;
                    surprises += one.Calibrated < rate ? 1 : 0;
                    alarms += one.Alarm is { Readings: 1 } alarm && alarm.Opened == one.Time ? 1 : 0;
                }
            }
        }

        double expected = rate * scored;
        Console.WriteLine($"Engine in control: {scored} readings, {scored / (365.25 * 72):F1} sensor-years; {alarms} alarms, {surprises} surprising readings, {expected:F0} configured: ratio {alarms / expected:F3} +- {Math.Sqrt(alarms) / expected:F3}.");
    }

    private static NabSeries Simulated(int sensor)
    {
        DateTime start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        NormalStream normal = new(1000 + sensor);
        double level = 0.0;
        double[] values = new double[PerSensor];
        for (int t = 0; t < PerSensor; t++)
        {
            values[t] = level + normal.Next();
            level += WalkDeviation * normal.Next();
        }

        return new NabSeries($"sensor_{sensor}", [.. Enumerable.Range(0, PerSensor).Select(t => start.AddMinutes(20 * t))], values, []);
    }
}
