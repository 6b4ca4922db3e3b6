// The hand-written kernels that say how fast the machine is now.
using System.Runtime.InteropServices;

namespace Exmc.Cli;

/// <summary>One kernel, ready to run.</summary>
/// <param name="Figure">What it is, and what it would have taken when Stan's times were taken.</param>
/// <param name="Run">Evaluates some times and says how often; an evaluation of eight lanes counts eight times.</param>
internal sealed record CalibrationKernel(ReferenceFigure Figure, Func<long> Run);

/// <summary>
/// Two models, each for one chain and for eight. The filter is one long chain of dependent operations, eight schools a handful of vectors: between
/// them they feel clock, latency and width.
/// </summary>
internal static class CalibrationKernels
{
    private const int Evaluations = 50;
    private const int Readings = 200;

    private static readonly double[] _effects = [28, 8, -3, 7, -1, 1, 18, 12];
    private static readonly double[] _errors = [15, 10, 16, 11, 9, 11, 10, 18];

    private delegate void Evaluation<T>(ReadOnlySpan<T> position, Span<T> gradient);

    public static IReadOnlyList<CalibrationKernel> Create()
    {
        double[] y = [.. Enumerable.Range(0, Readings).Select(t => Math.Sin(0.7 * t) + (0.01 * t))], x = [.. Enumerable.Range(0, Readings).Select(t => Math.Sin(t / 11.5))];
        double[] sensor = [0.3, 0.1, 0.01, 0.5, 0.3, 0.2, 0.1, 0.0], schools = [.. Enumerable.Range(0, 10).Select(k => 0.3 + (0.1 * k))];
        SensorKernel<OneNumber> sensorAlone = new(y, x);
        SensorKernel<EightNumbers> sensorLanes = new(y, x);
        SchoolsVectorKernel schoolsAlone = new(_effects, _errors);
        SchoolsKernel<EightNumbers> schoolsLanes = new(_effects, _errors);
        return
        [
            Of<OneNumber>(ReferenceFigures.Sensor, (u, gradient) => sensorAlone.Evaluate(u, gradient), sensor),
            Of<EightNumbers>(ReferenceFigures.SensorLanes, (u, gradient) => sensorLanes.Evaluate(u, gradient), sensor),
            Of<OneNumber>(ReferenceFigures.Schools, (u, gradient) => schoolsAlone.Evaluate(MemoryMarshal.Cast<OneNumber, double>(u), MemoryMarshal.Cast<OneNumber, double>(gradient)), schools),
            Of<EightNumbers>(ReferenceFigures.SchoolsLanes, (u, gradient) => schoolsLanes.Evaluate(u, gradient), schools),
        ];
    }

    private static CalibrationKernel Of<T>(ReferenceFigure figure, Evaluation<T> evaluate, double[] at)
        where T : struct, IKernelNumber<T>
    {
        // Lanes take two reads where they lie across two cache lines.
        double[] positions = DensityBuffers.Aligned(at.Length * T.Width), gradients = DensityBuffers.Aligned(at.Length * T.Width);
        for (int k = 0; k < at.Length; k++)
        {
            Lanes<T>(positions, at.Length)[k] = T.Of(at[k]);
        }

        return new CalibrationKernel(figure, () =>
        {
            Span<T> position = Lanes<T>(positions, at.Length), gradient = Lanes<T>(gradients, at.Length);
            for (int k = 0; k < Evaluations; k++)
            {
                evaluate(position, gradient);
            }

            return Evaluations * T.Width;
        });
    }

    private static Span<T> Lanes<T>(double[] buffer, int count)
        where T : struct, IKernelNumber<T> => MemoryMarshal.Cast<double, T>(MemoryMarshal.CreateSpan(ref DensityBuffers.Aligned(buffer), count * T.Width));
}
