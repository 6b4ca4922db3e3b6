// Two-pass moments of a sample.
namespace Exmc;

/// <summary>Two-pass sample moments.</summary>
internal static class Moments
{
    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    /// <summary>Variance with divisor n - 1; NaN for fewer than two values.</summary>
    public static double Variance(ReadOnlySpan<double> values)
    {
        double mean = Mean(values);
        double sum = 0;
        foreach (double value in values)
        {
            sum += (value - mean) * (value - mean);
        }

        return values.Length > 1 ? sum / (values.Length - 1) : double.NaN;
    }
}
