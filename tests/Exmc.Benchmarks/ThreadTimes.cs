// Gradients of large data on one thread and on several, alternately in one process.
using System.Diagnostics;
using Exmc.Models;

namespace Exmc.Benchmarks;

/// <summary>Medians and their ratios.</summary>
internal static class ThreadTimes
{
    private const int Repetitions = 60;

    /// <summary>Measures every model and prints a table.</summary>
    public static void Print(int threads)
    {
        Console.WriteLine($"| model | 1 thread, us | {threads} threads, us | ratio | ratio of the best |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach ((string name, IModel model) in Models())
        {
            IDensity[] densities = [model.Bind(), model.Bind()];
            densities[1].GradientThreads = threads;
            double[][] times = [new double[Repetitions], new double[Repetitions]];
            for (int k = -20; k < Repetitions; k++)
            {
                for (int one = 0; one < 2; one++)
                {
                    double time = Time(densities[one]);
                    if (k >= 0)
                    {
                        times[one][k] = time;
                    }
                }
            }

            Array.Sort(times[0]);
            Array.Sort(times[1]);
            double alone = times[0][Repetitions / 2], shared = times[1][Repetitions / 2];
            Console.WriteLine($"| {name} | {alone:F1} | {shared:F1} | {alone / shared:F2} | {times[0][0] / times[1][0]:F2} |");
        }
    }

    private static IEnumerable<(string Name, IModel Model)> Models()
    {
        Random random = new(1);
        double[] Reals(int count) => [.. Enumerable.Range(0, count).Select(_ => (2.0 * random.NextDouble()) - 1.0)];
        foreach (int rows in new[] { 35_000, 50_000, 200_000 })
        {
            yield return ($"logistic, {rows} by 20", new Logistic { X = new Matrix(Reals(20 * rows), rows, 20), Y = [.. Enumerable.Range(0, rows).Select(_ => random.Next(2))] });
        }

        foreach (int rows in new[] { 50_000, 1_000_000 })
        {
            yield return ($"robust regression, {rows}", new RobustRegression { X = new Vector(Reals(rows)), Y = new Vector(Reals(rows)) });
        }
    }

    /// <summary>Microseconds of a gradient, over at least 10 ms.</summary>
    private static double Time(IDensity density)
    {
        double[] position = [.. Enumerable.Range(0, density.Dimension).Select(k => 0.05 * (k % 7))], gradient = new double[density.Dimension];
        long start = Stopwatch.GetTimestamp();
        int count = 0;
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < 10)
        {
            density.Evaluate(position, gradient, out _);
            count++;
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / count;
    }
}
