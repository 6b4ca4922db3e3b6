// Alarm rate in control, and delay until an alarm after a shift or a change of spread, beside control charts of the same rate.
using Exmc.Fleet;
using Exmc.Fleet.Live;
using static Exmc.Numerics.SpecialFunctions;

namespace Exmc.Benchmarks;

internal static class Delays
{
    private const double Rate = 1e-3;
    private const int Replicates = 2000;
    private const int Most = 20_000;
    private static readonly double[] Shifts = [0.5, 1.0, 2.0];
    private static readonly double[] Spreads = [0.5, 1.5, 2.0];

    // A chart of the mean may never find that the spread has become smaller.
    private const int MostOfSpread = 1000;

    public static void Print()
    {
        Console.WriteLine($"Alarm rate 1/{1 / Rate:F0} per reading; shifts in standard deviations, then new standard deviations (delays above {MostOfSpread} count as that); mean delay in readings over {Replicates} changes, with its Monte-Carlo error.");
        Row("Shewhart", () => new Shewhart(-NormalQuantile(0.5 * Rate)));
        double cusum = Limit(limit => new Cusum(limit));
        Row($"CUSUM, k = 0.5, h = {cusum:F2}", () => new Cusum(cusum));
        double ewma = Limit(limit => new Ewma(limit));
        Row($"EWMA, 0.1, L = {ewma:F2}", () => new Ewma(ewma));
        Row("Exmc, single readings", Detectors([1]));
        Row("Exmc, blocks of 1, 4, 16", Detectors([1, 4, 16]));
        Row("Exmc, the same, spread of 32", Detectors([1, 4, 16], 32));
        Row("Exmc, blocks of 1, 4, 16, 64", Detectors([1, 4, 16, 64]));
        EngineInControl.Print(Rate, 450_000);
    }

    /// <summary>Detectors that have learnt for a while, each a copy of one that goes on learning.</summary>
    private static Func<IChart> Detectors(int[] horizons, int spread = 0)
    {
        NormalStream normal = new(17);
        DetectorChart source = new(new SensorDetector(horizons, spread: spread), Rate);
        for (int i = 0; i < 20_000; i++)
        {
            source.Take(normal.Next());
        }

        return () =>
        {
            for (int i = 0; i < 97; i++)
            {
                source.Take(normal.Next());
            }

            return source.Copy(horizons, spread);
        };
    }

    private static void Row(string name, Func<IChart> chart)
    {
        (double run, double runError) = RunLength(chart, 0.0, 1.0, 0, Replicates);
        Console.Write($"{name,-32} in control {run,6:F0} +- {runError,3:F0}");
        foreach (double shift in Shifts)
        {
            (double delay, double error) = RunLength(chart, shift, 1.0, 100, Replicates);
            Console.Write($"   {shift:F1}: {delay,6:F1} +- {error,4:F1}");
        }

        foreach (double spread in Spreads)
        {
            (double delay, double error) = RunLength(chart, 0.0, spread, 100, Replicates, MostOfSpread);
            Console.Write($"   x {spread:F2}: {delay,6:F1} +- {error,4:F1}");
        }

        Console.WriteLine();
    }

    /// <summary>The limit at which a chart has the run length 1 / rate in control, by bisection over the same streams.</summary>
    private static double Limit(Func<double, IChart> chart)
    {
        (double lower, double upper) = (2.0, 10.0);
        while (upper - lower > 0.005)
        {
            double middle = 0.5 * (lower + upper);
            (lower, upper) = RunLength(() => chart(middle), 0.0, 1.0, 0, 2 * Replicates).Mean < 1.0 / Rate ? (middle, upper) : (lower, middle);
        }

        return 0.5 * (lower + upper);
    }

    /// <summary>Mean readings until the first alarm after a change, with its standard error; runs with an alarm before it are begun anew.</summary>
    private static (double Mean, double Error) RunLength(Func<IChart> make, double shift, double spread, int calm, int replicates, int most = Most)
    {
        NormalStream normal = new(23);
        double sum = 0.0;
        double squares = 0.0;
        for (int replicate = 0; replicate < replicates; replicate++)
        {
            IChart chart = make();
            for (int i = 0; i < calm; i++)
            {
                if (chart.Take(normal.Next()))
                {
                    (chart, i) = (make(), -1);
                }
            }

            int delay = 1;
            while (!chart.Take(shift + (spread * normal.Next())) && delay < most)
            {
                delay++;
            }

            sum += delay;
            squares += (double)delay * delay;
        }

        double mean = sum / replicates;
        return (mean, Math.Sqrt(((squares / replicates) - (mean * mean)) / replicates));
    }
}
