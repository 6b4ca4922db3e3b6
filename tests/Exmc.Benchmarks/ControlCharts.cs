// Control charts of the textbooks, for normal readings of known mean 0 and standard deviation 1.
namespace Exmc.Benchmarks;

/// <summary>A rule that sees readings one after the other.</summary>
internal interface IChart
{
    /// <summary>Whether the reading raises an alarm.</summary>
    bool Take(double reading);
}

/// <summary>Shewhart's chart: one reading beyond the limit.</summary>
internal sealed class Shewhart(double limit) : IChart
{
    public bool Take(double reading) => Math.Abs(reading) > limit;
}

/// <summary>Two one-sided cumulative sums with the reference value 1/2 (Page 1954; Montgomery 2013, section 9.1).</summary>
internal sealed class Cusum(double limit) : IChart
{
    private const double Reference = 0.5;
    private double _above;
    private double _below;

    public bool Take(double reading)
    {
        _above = Math.Max(0.0, _above + reading - Reference);
        _below = Math.Max(0.0, _below - reading - Reference);
        return Math.Max(_above, _below) > limit;
    }
}

/// <summary>Exponentially weighted moving average with the weight 0.1; the limit is in its own stationary standard deviations (Roberts 1959).</summary>
internal sealed class Ewma(double limit) : IChart
{
    private const double Weight = 0.1;
    private static readonly double Deviation = Math.Sqrt(Weight / (2.0 - Weight));
    private double _mean;

    public bool Take(double reading)
    {
        _mean += Weight * (reading - _mean);
        return Math.Abs(_mean) > limit * Deviation;
    }
}
