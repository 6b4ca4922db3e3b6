// Times of calibration kernels on the machine and the day on which Stan's times were taken.
namespace Exmc.Cli;

/// <summary>A calibration kernel and the fastest hand-written code of its model, which was measured then.</summary>
/// <param name="Kernel">Its name.</param>
/// <param name="Model">Name of the model in the catalogue.</param>
/// <param name="LimitNs">Nanoseconds per gradient of the fastest code, the middle of the range measured then.</param>
/// <param name="Quotient">The kernel's least time over that code's, both run alternately by `beside` of the benchmarks (docs/performance.md, "Calibration").</param>
internal sealed record ReferenceFigure(string Kernel, string Model, double LimitNs, double Quotient)
{
    /// <summary>What the kernel would have taken then.</summary>
    public double Ns => LimitNs * Quotient;
}

internal static class ReferenceFigures
{
    public static readonly ReferenceFigure Sensor = new("sensor, one chain", "sensor", 6150, 0.859);

    public static readonly ReferenceFigure SensorLanes = new("sensor, per lane of eight", "sensor", 770, 1.012);

    public static readonly ReferenceFigure Schools = new("eight schools, one chain", "eight_schools", 22.5, 0.79);

    public static readonly ReferenceFigure SchoolsLanes = new("eight schools, per lane of eight", "eight_schools", 3.85, 1.33);
}
