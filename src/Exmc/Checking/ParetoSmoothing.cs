// Pareto smoothed importance weights.
using Exmc.Numerics;

namespace Exmc;

/// <summary>Pareto smoothed importance sampling (Vehtari, Simpson, Gelman, Yao and Gabry 2024, JMLR 25).</summary>
internal static class ParetoSmoothing
{
    private const int FewestTailDraws = 5;

    /// <summary>Largest shape at which estimates from this many draws are reliable: min(1 - 1 / log10 S, 0.7), section 3.2.4.</summary>
    public static double Threshold(int draws) => Math.Min(1 - (1 / Math.Log10(draws)), 0.7);

    /// <summary>Turns log ratios into normalised log weights whose upper tail is that of a fitted generalised Pareto distribution.</summary>
    /// <param name="logRatios">Finite log importance ratios; overwritten by log weights, the exponentials of which add up to 1.</param>
    /// <param name="relativeEfficiency">Effective draws per draw; a lower one fits a longer tail.</param>
    /// <returns>The shape k of the tail; infinite when there are too few draws (below 25) or when all ratios of the tail are equal or unusable.</returns>
    public static double Smooth(Span<double> logRatios, double relativeEfficiency)
    {
        int count = logRatios.Length;
        double largest = Largest(logRatios);
        for (int i = 0; i < count; i++)
        {
            logRatios[i] -= largest;
        }

        int tail = (int)Math.Ceiling(Math.Min(0.2 * count, 3 * Math.Sqrt(count / relativeEfficiency)));
        double shape = tail >= FewestTailDraws ? SmoothTail(logRatios, tail) : double.PositiveInfinity;

        // No weight exceeds the largest ratio.
        for (int i = 0; i < count; i++)
        {
            logRatios[i] = Math.Min(logRatios[i], 0);
        }

        double total = LogSumExp(logRatios);
        for (int i = 0; i < count; i++)
        {
            logRatios[i] -= total;
        }

        return shape;
    }

    /// <summary>Logarithm of the sum of exponentials.</summary>
    public static double LogSumExp(ReadOnlySpan<double> values)
    {
        double largest = Largest(values);
        if (double.IsInfinity(largest))
        {
            return largest;
        }

        double sum = 0;
        foreach (double value in values)
        {
            sum += Math.Exp(value - largest);
        }

        return largest + Math.Log(sum);
    }

    private static double SmoothTail(Span<double> shifted, int tail)
    {
        int[] order = StableOrder(shifted);
        int first = shifted.Length - tail;
        if (shifted[order[^1]] == shifted[order[first]])
        {
            return double.PositiveInfinity;
        }

        double cutoff = Math.Exp(shifted[order[first - 1]]);
        double[] exceedances = new double[tail];
        for (int i = 0; i < tail; i++)
        {
            exceedances[i] = Math.Exp(shifted[order[first + i]]) - cutoff;
        }

        (double shape, double scale) = GeneralizedPareto.Fit(exceedances);
        if (!double.IsFinite(shape))
        {
            return double.PositiveInfinity;
        }

        for (int i = 0; i < tail; i++)
        {
            shifted[order[first + i]] = Math.Log(Quantile((i + 0.5) / tail, shape, scale) + cutoff);
        }

        return shape;
    }

    private static double Quantile(double probability, double shape, double scale)
    {
        double exponential = -Lanes.Log1p(-probability);
        return shape == 0 ? scale * exponential : scale * Lanes.Expm1(shape * exponential) / shape;
    }

    /// <summary>Indices by increasing value; equal values keep their order, so the result depends on the draws alone.</summary>
    private static int[] StableOrder(ReadOnlySpan<double> values)
    {
        double[] keys = values.ToArray();
        int[] order = new int[keys.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (first, second) => keys[first].CompareTo(keys[second]) is not 0 and int sign ? sign : first - second);
        return order;
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        double largest = double.NegativeInfinity;
        foreach (double value in values)
        {
            largest = Math.Max(largest, value);
        }

        return largest;
    }
}
