// Times on the machine and the day on which Stan's times and the limits of hand-written code were taken.
namespace Exmc.Cli;

/// <summary>Nanoseconds per evaluation of a calibration kernel.</summary>
internal sealed record ReferenceFigure(string Kernel, double Ns);

/// <summary>Nanoseconds per gradient of the fastest hand-written code of a model: alone, with vectors where they help, and per lane of eight.</summary>
internal sealed record HandWrittenLimit(string Model, double GradientNs, double LaneNs);

/// <summary>
/// The limits are the middles of the ranges that were measured then. The kernels here are others than those: `beside` of the benchmarks runs both
/// alternately, and a kernel's reference figure is the limit times its time over theirs (docs/performance.md, "Calibration").
/// </summary>
internal static class ReferenceFigures
{
    public static readonly HandWrittenLimit[] Limits =
    [
        new("eight_schools", 22.5, 3.85),
        new("logistic", 2275, 1224),
        new("sv", 185, 143),
        new("sensor", 6150, 770),
    ];

    public static readonly ReferenceFigure Sensor = new("sensor, one chain", 1.0 * 6150);

    public static readonly ReferenceFigure SensorLanes = new("sensor, per lane of eight", 1.0 * 770);

    public static readonly ReferenceFigure Schools = new("eight schools, one chain", 1.0 * 22.5);

    public static readonly ReferenceFigure SchoolsLanes = new("eight schools, per lane of eight", 1.0 * 3.85);
}
