// Made-up data: the same numbers at every run.
namespace Exmc.Cli;

internal sealed class BenchVariates
{
    private readonly RandomStream _random = new(20, 0, 0);

    public double[] Uniform(int count, double lower, double upper) => Fill(count, _ => lower + ((upper - lower) * _random.Uniform()));

    public double[] Normal(int count, double mean = 0.0, double deviation = 1.0) => Fill(count, _ => mean + (deviation * RandomVariates.Normal(_random)));

    /// <summary>Numbers about a line of a regressor.</summary>
    public double[] Line(double[] x, double intercept, double slope, double deviation = 1.0) =>
        [.. x.Select(value => intercept + (slope * value) + (deviation * RandomVariates.Normal(_random)))];

    /// <summary>A walk that forgets by a factor at each step.</summary>
    public double[] Walk(int count, double memory, double deviation)
    {
        double now = 0.0;
        return Fill(count, _ => now = (memory * now) + (deviation * RandomVariates.Normal(_random)));
    }

    public int[] Counts(int count, double mean) => [.. Fill(count, _ => RandomVariates.Poisson(_random, mean)).Select(value => (int)value)];

    public int[] Bits(int count, double probability) => [.. Fill(count, _ => _random.Uniform()).Select(value => value < probability ? 1 : 0)];

    /// <summary>0 or 1, more often 1 where a regressor is large.</summary>
    public int[] Outcomes(double[] x) => [.. x.Select(value => _random.Uniform() < 1.0 / (1.0 + Math.Exp(-value)) ? 1 : 0)];

    /// <summary>0, 1, ..., period - 1, 0, ...</summary>
    public static int[] Cycle(int count, int period) => [.. Enumerable.Range(0, count).Select(i => i % period)];

    /// <summary>Numbers at equal distances, ends included.</summary>
    public static double[] Grid(int count, double first, double last) => [.. Enumerable.Range(0, count).Select(i => first + ((last - first) * i / Math.Max(1, count - 1)))];

    public static double[] Reals(int[] values) => [.. values.Select(value => (double)value)];

    private static double[] Fill(int count, Func<int, double> next) => [.. Enumerable.Range(0, count).Select(next)];
}
