// Generated gradients beside the fastest hand-written kernels, alternately in one process.
using Exmc.Cli;

namespace Exmc.Benchmarks;

/// <summary>Two pieces of code and what they are.</summary>
/// <param name="Name">As printed.</param>
/// <param name="Ours">Generated code, or a calibration kernel.</param>
/// <param name="Written">Hand-written code.</param>
internal sealed record Pair(string Name, Func<long> Ours, Func<long> Written);

/// <summary>A model's gradient alone and in lanes, at one position.</summary>
/// <param name="Model">Name in the catalogue.</param>
/// <param name="Alone">One chain.</param>
/// <param name="Lanes">Eight lanes with the same data.</param>
internal sealed record ModelPair(string Model, Pair Alone, Pair Lanes);

/// <summary>Medians and their ratios. Each repetition measures both, at one of four places of the stack.</summary>
internal static class SideBySide
{
    /// <summary>Evaluations of one run of a kernel.</summary>
    public const int Evaluations = 50;

    private const int Repetitions = 60;

    private static readonly double[] _schools = Position(10, k => 0.3 + (0.1 * k));

    /// <summary>Measures every pair and prints tables: gradients of the models, then the calibration kernels of `exmc bench`, each over the limit.</summary>
    /// <param name="path">Where limits and calibration are written for `exmc bench --limits`; null for nowhere.</param>
    public static void Run(string? path)
    {
        Header("model", "generated");
        List<HandWrittenLimit> limits = [.. Models().Select(pair => new HandWrittenLimit(pair.Model, Measure(pair.Alone).Written.Median, Measure(pair.Lanes).Written.Median))];
        Header("calibration kernel", "kernel");
        Dictionary<string, double> kernels = Calibration().ToDictionary(pair => pair.Name, pair => Measure(pair).Ours.Least);
        if (path is not null)
        {
            ModelFiles.WriteJson(path, new HandWrittenLimits(limits, kernels).Write);
        }
    }

    private static void Header(string name, string ours)
    {
        Console.WriteLine($"| {name} | {ours}, ns | hand-written, ns | {ours} / hand-written | the same of the least times | share of the limit |");
        Console.WriteLine("|---|---|---|---|---|---|");
    }

    private static IEnumerable<ModelPair> Models()
    {
#if LIMITS
        double[] weights = Position(21, k => (0.05 * (k % 7)) - 0.1);
        double[] volatility = Position(102, k => k == 0 ? -2 : k == 1 ? 2 : -4 + (0.05 * (k % 9)));
        double[] sensor = [0.3, 0.1, 0.01, 0.5, 0.3, 0.2, 0.1, 0.0];
        yield return Of("eight_schools", "eight_schools", _schools, LimitsKernels.Schools(_schools), LimitsKernels.SchoolsLanes(_schools));
        yield return Of("logistic", "logistic", weights, LimitsKernels.Logistic(weights), LimitsKernels.LogisticLanes(weights));
        yield return Of("sv", "sv", volatility, LimitsKernels.Volatility(volatility), LimitsKernels.VolatilityLanes(volatility));
        yield return Of("sensor", "sensor_0", sensor, LimitsKernels.Sensor(), LimitsKernels.SensorLanes());
#else
        yield break;
#endif
    }

    private static IEnumerable<Pair> Calibration()
    {
#if LIMITS
        Func<long>[] limits = [LimitsKernels.Sensor(), LimitsKernels.SensorLanes(), LimitsKernels.Schools(_schools), LimitsKernels.SchoolsLanes(_schools)];
        return CalibrationKernels.Create().Zip(limits, (kernel, limit) => new Pair(kernel.Figure.Kernel, kernel.Run, limit));
#else
        return [];
#endif
    }

    private static double[] Position(int dimension, Func<int, double> coordinate) => [.. Enumerable.Range(0, dimension).Select(coordinate)];

    private static ModelPair Of(string model, string data, double[] position, Func<long> alone, Func<long> lanes)
    {
        IDensity density = Generated.Model(model, data).Bind();
        if (density.Evaluate(position, new double[density.Dimension], out _) != DensityStatus.Ok)
        {
            throw new InvalidOperationException($"{model} is not finite where it is measured.");
        }

        double[][] positions = [.. Enumerable.Repeat(position, 8 * Evaluations)];
        return new ModelPair(
            model,
            new Pair(model, GradientRun.Scalar(density, positions), alone),
            new Pair(model + ", per lane", GradientRun.Lanes(density, positions)!, lanes));
    }

    private static (Times Ours, Times Written) Measure(Pair pair)
    {
        // Until both are in their last tier, which comes in pauses.
        for (int round = 0; round < 4; round++)
        {
            KernelTimes.Median(pair.Ours, 1);
            Thread.Sleep(120);
            KernelTimes.Median(pair.Written, 1);
            Thread.Sleep(120);
        }

        double[] ours = new double[Repetitions], written = new double[Repetitions];
        for (int k = 0; k < Repetitions; k++)
        {
            ours[k] = KernelTimes.AtPlace(k, pair.Ours);
            written[k] = KernelTimes.AtPlace(k, pair.Written);
        }

        (Times our, Times their) = (Times.Of(ours), Times.Of(written));
        Console.WriteLine(FormattableString.Invariant(
            $"| {pair.Name} | {our.Median:F1} | {their.Median:F1} | {our.Median / their.Median:F3} | {our.Least / their.Least:F3} | {their.Median / our.Median:P0} |"));
        return (our, their);
    }

    private readonly record struct Times(double Median, double Least)
    {
        public static Times Of(double[] repetitions) => new(Statistics.Middle(repetitions), repetitions.Min());
    }
}
