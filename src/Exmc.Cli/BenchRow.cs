// What exmc bench measures of one model.
using System.Diagnostics;

namespace Exmc.Cli;

/// <summary>Times of one model, in nanoseconds, and bytes allocated per gradient.</summary>
internal sealed record BenchRow(string Model, int Dimension, double GradientNs, double LaneNs, double LeapfrogNs, double GradientBytes, double? StanGradientNs)
{
    /// <summary>Stan's time over ours; null when it is not known.</summary>
    public double? Ratio => StanGradientNs / GradientNs;

    public static BenchRow Measure(string model, IModel bound, double? stan)
    {
        Posterior posterior = Sampler.Sample(bound, new SamplerOptions { Chains = 1, Warmup = 300, Draws = 200, Seed = 1, Threads = 1 });
        IDensity density = bound.Bind();
        double[] gradient = new double[density.Dimension];
        double gradientNs = Median(() =>
        {
            double sum = 0.0;
            for (int draw = 0; draw < posterior.DrawCount; draw++)
            {
                density.Evaluate(posterior.Positions(0, draw), gradient, out double logDensity);
                sum += logDensity;
            }

            GC.KeepAlive(sum);
            return posterior.DrawCount;
        });
        RefitOptions refit = new() { Draws = 200, Plan = WarmupPlan.None, Threads = 1 };
        double leapfrogNs = Median(() => Sampler.RefitChain(density, posterior.Adaptation, refit).Chain(0).SamplingGradients);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int draw = 0; draw < posterior.DrawCount; draw++)
        {
            density.Evaluate(posterior.Positions(0, draw), gradient, out _);
        }

        double bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / posterior.DrawCount;
        return new BenchRow(model, density.Dimension, gradientNs, LaneTime(density, posterior), leapfrogNs, bytes, stan * 1000.0);
    }

    /// <summary>Nanoseconds per gradient of one of eight lanes; NaN without lanes.</summary>
    private static double LaneTime(IDensity density, Posterior posterior)
    {
        if (density.CreateLanes() is not { } lanes)
        {
            return double.NaN;
        }

        const int Width = ILaneDensity.Width;
        int d = density.Dimension;
        double[][] positions = [.. Enumerable.Range(0, posterior.DrawCount / Width).Select(block => new double[Width * d])];
        for (int k = 0; k < positions.Length * Width * d; k++)
        {
            positions[k / (Width * d)][k % (Width * d)] = posterior.Positions(0, (k / (Width * d) * Width) + (k % Width))[k % (Width * d) / Width];
        }

        double[] gradients = new double[Width * d], logDensities = new double[Width];
        DensityStatus[] statuses = new DensityStatus[Width];
        return Median(() =>
        {
            foreach (double[] position in positions)
            {
                lanes.Evaluate(position, gradients, logDensities, statuses);
            }

            return positions.Length * Width;
        });
    }

    /// <summary>Median nanoseconds per unit over repetitions of at least 20 ms, after warming up.</summary>
    private static double Median(Func<long> run)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalMilliseconds < 300;)
        {
            run();
        }

        double[] times = new double[15];
        for (int k = 0; k < times.Length; k++)
        {
            long units = 0;
            long start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < 20)
            {
                units += run();
            }

            times[k] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / units;
        }

        Array.Sort(times);
        return times[times.Length / 2];
    }
}
