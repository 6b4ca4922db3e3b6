// Random fits of random shapes, some of which fail, and everything that a fit says about itself.
namespace Exmc.Tests;

/// <summary>A fit that is made anew from its seed as often as it is wanted.</summary>
internal sealed class RandomFit
{
    private readonly Random _random;
    private readonly int _dimension;
    private readonly int _kind;

    public RandomFit(int seed, bool hasLanes = true)
    {
        _random = new Random(seed);
        int[] dimensions = [1, 2, 3, 5, 8, 9];
        _dimension = dimensions[_random.Next(dimensions.Length)];
        _kind = _random.Next(10);
        Density = new FunctionDensity(_dimension, Function()) { HasLanes = hasLanes };
        Plan = MakePlan();
    }

    public FunctionDensity Density { get; }

    public ChainPlan Plan { get; }

    /// <summary>Everything the fit says, or its failure, as text that round-trips.</summary>
    public string RunAlone()
    {
        ChainFit fit = new();
        fit.Begin(Density, Plan, CancellationToken.None);
        try
        {
            fit.Run();
        }
        catch (Exception exception) when (exception is SamplingException or FormatException)
        {
            return Describe(fit, exception);
        }

        return Describe(fit, null);
    }

    public static string Describe(ChainFit fit, Exception? failure)
    {
        if (failure is not null)
        {
            return failure.Message;
        }

        ChainDraws draws = fit.Draws;
        ChainAdaptation learnt = fit.Adaptation;
        string divergences = string.Join(';', draws.Divergences.Select(one => $"{one.Draw} {one.Cause} {one.EnergyError:R} {Text(one.Start)} {Text(one.End)}"));
        return string.Join(
            '\n',
            Text(draws.Positions),
            Text(draws.Values),
            Text(draws.LogDensity),
            Text(draws.Acceptance),
            Text(draws.StepSize),
            Text(draws.Energy),
            string.Join(' ', draws.Depth),
            string.Join(' ', draws.Gradients),
            $"{draws.DepthSaturations} {draws.WarmupGradients} {draws.SamplingGradients}",
            divergences,
            draws.Report.ToString(),
            $"{Text(learnt.Position)} {learnt.StepSize:R} {learnt.Kind} {Text(learnt.InverseMetric)} {Text(learnt.Translation)}");
    }

    private static string Text(ReadOnlyMemory<double> values) => string.Join(' ', values.ToArray().Select(value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)));

    // Pure functions of the position: a lane may be evaluated when no chain waits for it.
    private LogDensityFunction Function()
    {
        double[] means = [.. Enumerable.Range(0, _dimension).Select(_ => (2 * _random.NextDouble()) - 1)];
        double[] sds = [.. Enumerable.Range(0, _dimension).Select(_ => Math.Exp(2 * _random.NextDouble()))];
        LogDensityFunction normal = Targets.NormalFunction(means, sds);
        int kind = _kind;
        return (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            DensityStatus status = normal(x, gradient, out logDensity);
            switch (kind)
            {
                // Outside the support now and then.
                case 0 when (BitConverter.DoubleToInt64Bits(x[0]) & 15) == 0:
                    return DensityStatus.OutsideSupport;

                // A wall, and a gradient that is not a number behind it.
                case 1 when x[0] > 1.2:
                    gradient[^1] = double.NaN;
                    return status;
                case 2:
                    logDensity = double.NaN;
                    return DensityStatus.NotFinite;
                case 3:
                    gradient.Clear();
                    logDensity = 0;
                    return status;
                default:
                    return status;
            }
        };
    }

    private ChainPlan MakePlan()
    {
        ulong seed = (ulong)_random.Next(1000);
        int draws = 1 + _random.Next(40);
        int warmup = _random.Next(4) == 0 ? _random.Next(20) : 20 + _random.Next(80);
        double jitter = _random.Next(3) == 0 ? 0.1 : 0;
        int maxDepth = 1 + _random.Next(10);
        if (_kind == 4)
        {
            double[] position = [.. Enumerable.Range(0, _dimension).Select(_ => _random.NextDouble())];
            double[] metric = [.. Enumerable.Range(0, _dimension).Select(_ => 0.5 + _random.NextDouble())];
            ChainAdaptation carried = new(position, 0.3, metric, new double[_dimension], MetricKind.Diagonal);
            Adaptation adaptation = new("Test", "", [carried]);
            return ChainPlan.Warm(new RefitOptions { Draws = draws, Seed = seed, Epoch = 3, MaxDepth = maxDepth, StepSizeJitter = jitter }, adaptation, 0);
        }

        MetricKind[] kinds = [MetricKind.Diagonal, MetricKind.Dense, MetricKind.LowRank, MetricKind.Automatic];
        SamplerOptions options = new()
        {
            Warmup = warmup,
            Draws = draws,
            Seed = seed,
            MaxDepth = maxDepth,
            StepSizeJitter = jitter,
            Metric = warmup < 20 ? MetricKind.Automatic : _kind == 5 ? MetricKind.Dense : _kind == 6 ? MetricKind.Diagonal : kinds[_random.Next(kinds.Length)],
            ShortestWarmup = _random.Next(60),
            Start = _random.Next(3) == 0 ? StartingPoints.Pathfinder : StartingPoints.Random,
            Schedule = _kind == 6 ? WarmupSchedule.Stan : WarmupSchedule.GradientBased,
            InitialPosition = _kind == 7 ? new double[_dimension] : default(ReadOnlyMemory<double>?),
        };
        return ChainPlan.Cold(options, _random.Next(4));
    }
}
