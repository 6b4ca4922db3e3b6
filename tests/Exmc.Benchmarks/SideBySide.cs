// Generated gradients beside the fastest hand-written kernels, alternately in one process.
using Exmc.Cli;

namespace Exmc.Benchmarks;

/// <summary>Medians and their ratios. Each repetition measures both, at one of four places of the stack.</summary>
internal static class SideBySide
{
    /// <summary>Evaluations of one run of a kernel.</summary>
    public const int Evaluations = 50;

    private const int Repetitions = 60;

    /// <summary>Measures every pair and prints tables: gradients of the models, then the calibration kernels of `exmc bench`, each over the limit.</summary>
    public static void Run()
    {
        Console.WriteLine("| model | generated, ns | hand-written, ns | generated / hand-written | share of the limit |");
        Console.WriteLine("|---|---|---|---|---|");
        Print(Models());
        Console.WriteLine();
        Console.WriteLine("| calibration kernel | ns | hand-written limit, ns | kernel / limit | |");
        Console.WriteLine("|---|---|---|---|---|");
        Print(Calibration());
    }

    private static void Print(IEnumerable<(string Name, Func<long> Ours, Func<long> Written)> pairs)
    {
        foreach ((string name, Func<long> ours, Func<long> written) in pairs)
        {
            (double our, double their) = Measure(ours, written);
            Console.WriteLine(FormattableString.Invariant($"| {name} | {our:F1} | {their:F1} | {our / their:F3} | {their / our:P0} |"));
        }
    }

    private static IEnumerable<(string Name, Func<long> Generated, Func<long> Written)> Models()
    {
        double[] schools = Position(10, k => 0.3 + (0.1 * k));
        SchoolsKernel<OneNumber> scalars = new([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]);
        OneNumber[] position = [.. schools.Select(OneNumber.Of)], gradient = new OneNumber[10];
        yield return ("eight schools, hand-written in scalars", Alone("eight_schools", "eight_schools", schools), () =>
        {
            for (int k = 0; k < Evaluations; k++)
            {
                scalars.Evaluate(position, gradient);
            }

            return Evaluations;
        });
#if LIMITS
        double[] weights = Position(21, k => (0.05 * (k % 7)) - 0.1);
        double[] volatility = Position(102, k => k == 0 ? -2 : k == 1 ? 2 : -4 + (0.05 * (k % 9)));
        double[] sensor = [0.3, 0.1, 0.01, 0.5, 0.3, 0.2, 0.1, 0.0];
        yield return ("eight schools", Alone("eight_schools", "eight_schools", schools), LimitsKernels.Schools(schools));
        yield return ("eight schools, per lane", InLanes("eight_schools", "eight_schools", schools), LimitsKernels.SchoolsLanes(schools));
        yield return ("logistic", Alone("logistic", "logistic", weights), LimitsKernels.Logistic(weights));
        yield return ("logistic, per lane", InLanes("logistic", "logistic", weights), LimitsKernels.LogisticLanes(weights));
        yield return ("stochastic volatility", Alone("sv", "sv", volatility), LimitsKernels.Volatility(volatility));
        yield return ("stochastic volatility, per lane", InLanes("sv", "sv", volatility), LimitsKernels.VolatilityLanes(volatility));
        yield return ("sensor", Alone("sensor", "sensor_0", sensor), LimitsKernels.Sensor());
        yield return ("sensor, per lane", InLanes("sensor", "sensor_0", sensor), LimitsKernels.SensorLanes());
#endif
    }

    private static IEnumerable<(string Name, Func<long> Kernel, Func<long> Limit)> Calibration()
    {
#if LIMITS
        double[] schools = Position(10, k => 0.3 + (0.1 * k));
        Func<long>[] limits = [LimitsKernels.Sensor(), LimitsKernels.SensorLanes(), LimitsKernels.Schools(schools), LimitsKernels.SchoolsLanes(schools)];
        return CalibrationKernels.Create().Zip(limits, (kernel, limit) => (kernel.Name, kernel.Run, limit));
#else
        return [];
#endif
    }

    private static double[] Position(int dimension, Func<int, double> coordinate) => [.. Enumerable.Range(0, dimension).Select(coordinate)];

    private static Func<long> Alone(string model, string data, double[] position) => GradientRun.Scalar(Bound(model, data, position), Again(position));

    /// <summary>All lanes at one position, with the same data.</summary>
    private static Func<long> InLanes(string model, string data, double[] position) => GradientRun.Lanes(Bound(model, data, position), Again(position))!;

    private static double[][] Again(double[] position) => [.. Enumerable.Repeat(position, 8 * Evaluations)];

    private static IDensity Bound(string model, string data, double[] position)
    {
        IDensity density = Generated.Model(model, data).Bind();
        return density.Evaluate(position, new double[density.Dimension], out _) == DensityStatus.Ok
            ? density
            : throw new InvalidOperationException($"{model} is not finite where it is measured.");
    }

    private static (double Ours, double Written) Measure(Func<long> ours, Func<long> written)
    {
        for (int round = 0; round < 4; round++)
        {
            KernelTimes.Median(ours, 1);
            Thread.Sleep(120);
            KernelTimes.Median(written, 1);
            Thread.Sleep(120);
        }

        double[] our = new double[Repetitions], their = new double[Repetitions];
        for (int k = 0; k < Repetitions; k++)
        {
            our[k] = KernelTimes.AtPlace(k, ours);
            their[k] = KernelTimes.AtPlace(k, written);
        }

        return (Statistics.Middle(our), Statistics.Middle(their));
    }
}
