// Simulation-based calibration of library models, and of samplers that are wrong on purpose.
using Exmc.Models;
using Xunit;

namespace Exmc.Testing.Tests;

/// <summary>
/// 100 simulations a model, by short fits; EXMC_FULL=1 runs 1,000 by longer ones: 1,000 ranks show what a chain that has not
/// quite mixed does to the noise of a local level.
/// </summary>
public class CalibrationTests
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("EXMC_FULL") == "1";

    private static readonly Dictionary<string, (IModel Model, Func<DrawBlock, int, IModel> WithData)> Cases = new()
    {
        ["Simple"] = (new Simple { Y = new double[12] }, (b, d) => new Simple { Y = b.Values("Replicated", d) }),
        ["RobustRegression"] = (new RobustRegression { X = Wave(15), Y = new double[15] }, (b, d) => new RobustRegression { X = Wave(15), Y = b.Values("Replicated", d) }),
        ["EightSchoolsNoncentered"] = (
            new EightSchoolsNoncentered { Effect = new double[5], StandardError = Ones(5) },
            (b, d) => new EightSchoolsNoncentered { Effect = b.Values("Replicated", d), StandardError = Ones(5) }),
        ["HierarchicalRegression"] = (
            new HierarchicalRegression { Groups = 3, Group = Cycle(15, 3), X = Wave(15), Y = new double[15] },
            (b, d) => new HierarchicalRegression { Groups = 3, Group = Cycle(15, 3), X = Wave(15), Y = b.Values("Replicated", d) }),
        ["CorrelatedSlopes"] = (
            new CorrelatedSlopes { Groups = 4, Group = Cycle(24, 4), X = Wave(24), Y = new double[24] },
            (b, d) => new CorrelatedSlopes { Groups = 4, Group = Cycle(24, 4), X = Wave(24), Y = b.Values("Replicated", d) }),
        ["ItemResponse"] = (
            new ItemResponse { Persons = 6, Items = 3, Person = Cycle(18, 6), Item = Blocks(18, 6), Y = new int[18] },
            (b, d) => new ItemResponse { Persons = 6, Items = 3, Person = Cycle(18, 6), Item = Blocks(18, 6), Y = Counts(b.Values("Replicated", d)) }),
        ["PoissonRegression"] = (
            new PoissonRegression { X = new Matrix(Wave(20), 10, 2), Exposure = Ones(10), Y = new int[10] },
            (b, d) => new PoissonRegression { X = new Matrix(Wave(20), 10, 2), Exposure = Ones(10), Y = Counts(b.Values("Replicated", d)) }),
        ["LocalLevelSeasonal"] = (
            new LocalLevelSeasonal { Y = new double[16], Period = 4 },
            (b, d) => new LocalLevelSeasonal { Y = b.Values("Replicated", d), Period = 4 }),
        ["GaussianProcessRegression"] = (
            new GaussianProcessRegression { X = Wave(10), Y = new double[10] },
            (b, d) => new GaussianProcessRegression { X = Wave(10), Y = b.Values("Replicated", d) }),
        ["Logistic"] = (
            new Logistic { X = new Matrix(Wave(60), 30, 2), Y = new int[30] },
            (b, d) => new Logistic { X = new Matrix(Wave(60), 30, 2), Y = Counts(b.Values("Replicated", d)) }),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    private static CalibrationOptions Options => new()
    {
        Simulations = IsFull ? 1000 : 100,
        Seed = 20,
        Sampler = IsFull
            ? new() { Chains = 1, Threads = 1, Warmup = 1000, Draws = 2000, TargetAcceptance = 0.95 }
            : new() { Chains = 1, Threads = 1, Warmup = 300, Draws = 400 },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Ranks_of_the_truth_are_uniform(string name)
    {
        (IModel model, Func<DrawBlock, int, IModel> withData) = Cases[name];
        ModelProperties.Calibration(model, withData, Options);
    }

    /// <summary>Parameters alone cannot tell: the ranks of the prior among the prior are uniform. The log likelihood can.</summary>
    [Fact]
    public void A_sampler_that_returns_the_prior_is_found_by_the_log_likelihood()
    {
        Simple model = (Simple)Cases["Simple"].Model;
        const int Draws = 100;
        const int Runs = 200;
        DrawBlock prior = Prediction.FromPrior(model, new PredictiveOptions { Draws = Runs * (Draws + 1), BlockSize = Runs * (Draws + 1) }).Single();
        CalibrationRun Simulate(int run)
        {
            IDensity density = new Simple { Y = prior.Values("Replicated", run) }.Bind();
            ParameterLayout layout = density.Layout;
            double[] position = new double[density.Dimension];
            double[] pointwise = new double[density.ObservationCount];
            double[] Quantities(int draw)
            {
                double[] values = [.. Enumerable.Range(0, layout.ParameterValueCount).Select(value => prior.Draws(value)[draw])];
                density.Unconstrain(values, position);
                density.LogLikelihood(position, pointwise);
                return [.. values, pointwise.Sum()];
            }

            double[][] draws = [.. Enumerable.Range(0, Draws).Select(k => Quantities(Runs + (run * Draws) + k))];
            double[] truth = Quantities(run);
            return new CalibrationRun(truth, [.. truth.Select((_, quantity) => draws.Select(values => values[quantity]).ToArray())], Draws);
        }

        string[] names = [.. model.Bind().Layout.ValueNames.Take(model.Bind().Layout.ParameterValueCount), SimulationBasedCalibration.LogLikelihoodName];
        string failure = Assert.Single(SimulationBasedCalibration.Run(names, Options with { Simulations = Runs }, Simulate).Failures());
        Assert.StartsWith(SimulationBasedCalibration.LogLikelihoodName, failure, StringComparison.Ordinal);
    }

    private static double[] Wave(int n) => [.. Enumerable.Range(0, n).Select(i => Math.Sin(1.3 * i))];

    private static double[] Ones(int n) => [.. Enumerable.Repeat(1.0, n)];

    private static int[] Cycle(int n, int period) => [.. Enumerable.Range(0, n).Select(i => i % period)];

    private static int[] Blocks(int n, int length) => [.. Enumerable.Range(0, n).Select(i => i / length)];

    private static int[] Counts(double[] values) => [.. values.Select(x => (int)x)];
}
