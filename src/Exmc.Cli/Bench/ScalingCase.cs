// Models whose work is linear in a size that can be chosen.
using Exmc.Models;

namespace Exmc.Cli;

/// <summary>A model on data of any size.</summary>
/// <param name="Model">Name in the catalogue.</param>
/// <param name="IsDimension">Whether the size is the number of parameters, d, and not that of readings, n.</param>
/// <param name="Create">The model on made-up data of about that size.</param>
internal sealed record ScalingCase(string Model, bool IsDimension, Func<int, IModel> Create)
{
    private static readonly ScalingCase[] _all =
    [
        new("poisson_regression", false, n => BenchModels.Poisson(n, new())),
        new("robust_regression", false, n => BenchModels.Robust(n, new())),
        new("weibull_survival", false, n => BenchModels.Survival(n, new())),
        new("logistic", false, n => BenchModels.Logistic(n, 5, new())),
        new("sensor", false, n => new Models.Sensor { Y = new BenchVariates().Walk(n, 0.95, 0.5), X = new double[n] }),
        new("eight_schools", true, d => Schools(Math.Max(d - 2, 1), new())),
        new("hierarchical_regression", true, d => Groups(Math.Max(d - 4, 1), new())),
        new("sv", true, d => new StochasticVolatility { Return = new BenchVariates().Normal(Math.Max(d - 2, 1), 0, 0.05) }),
        new("local_level_seasonal", true, d => new LocalLevelSeasonal { Y = new BenchVariates().Walk(Math.Max(d - 6, 1), 1.0, 0.3), Period = 4 }),
    ];

    /// <summary>Sizes to measure: a decade in three.</summary>
    public IEnumerable<int> Sizes(int largest) =>
        (IsDimension ? [2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000] : new[] { 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000 })
        .Where(size => size <= largest);

    /// <summary>The cases of some models, by any of their names; all when there are none.</summary>
    /// <exception cref="UsageException">A model has no size to choose.</exception>
    public static IReadOnlyList<ScalingCase> Find(string[] names) => names.Length == 0 ? _all : [.. names.Select(Find)];

    private static ScalingCase Find(string name) => _all.FirstOrDefault(model => model.Model == ModelFiles.Find(name).Name)
        ?? throw new UsageException($"--scaling has no sizes for '{name}', only for: {string.Join(", ", _all.Select(model => model.Model))}.");

    private static EightSchools Schools(int count, BenchVariates v) => new() { Effect = v.Normal(count, 5, 10), StandardError = v.Uniform(count, 5, 15) };

    private static HierarchicalRegression Groups(int count, BenchVariates v) =>
        new() { Groups = count, Group = BenchVariates.Cycle(5 * count, count), X = v.Normal(5 * count), Y = v.Normal(5 * count, 1, 2) };
}
