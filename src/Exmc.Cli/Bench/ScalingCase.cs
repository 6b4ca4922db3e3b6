// Models whose work is linear in a size that can be chosen.
using Exmc.Models;

namespace Exmc.Cli;

/// <summary>A model on data of any size.</summary>
/// <param name="Model">Name in the catalogue.</param>
/// <param name="IsDimension">Whether the size is the number of parameters, d, and not that of readings, n.</param>
/// <param name="Smallest">The least size.</param>
/// <param name="Create">The model on made-up data of that size.</param>
internal sealed record ScalingCase(string Model, bool IsDimension, int Smallest, Func<int, IModel> Create)
{
    private static readonly ScalingCase[] _all =
    [
        new("poisson_regression", false, 200, n => BenchModels.Poisson(n, new())),
        new("robust_regression", false, 200, n => BenchModels.Robust(n, new())),
        new("weibull_survival", false, 200, n => BenchModels.Survival(n, new())),
        new("logistic", false, 200, n => BenchModels.Logistic(n, 5, new())),
        new("sensor", false, 200, n => new Models.Sensor { Y = new BenchVariates().Walk(n, 0.95, 0.5), X = new double[n] }),
        new("eight_schools", true, 3, d => Schools(d - 2, new())),
        new("hierarchical_regression", true, 5, d => Groups(d - 4, new())),
        new("sv", true, 3, d => new StochasticVolatility { Return = new BenchVariates().Normal(d - 2, 0, 0.05) }),
        new("local_level_seasonal", true, 20, d => new LocalLevelSeasonal { Y = new BenchVariates().Walk(d - 6, 1.0, 0.3), Period = 4 }),
    ];

    private static readonly int[] _sizes = [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000];

    /// <summary>Sizes to measure: the least, then three a decade, to 10,000 parameters or 1,000,000 readings.</summary>
    public IEnumerable<int> Sizes(int largest) => _sizes.Where(size => size > Smallest && size <= Math.Min(largest, IsDimension ? 10_000 : 1_000_000)).Prepend(Smallest);

    /// <summary>The cases of some models, by any of their names; all when there are none.</summary>
    /// <exception cref="UsageException">A model has no size to choose.</exception>
    public static IReadOnlyList<ScalingCase> Find(string[] names) => names.Length == 0 ? _all : [.. names.Select(Find)];

    private static ScalingCase Find(string name) => _all.FirstOrDefault(model => model.Model == ModelFiles.Find(name).Name)
        ?? throw new UsageException($"--scaling has no sizes for '{name}', only for: {string.Join(", ", _all.Select(model => model.Model))}.");

    private static EightSchools Schools(int count, BenchVariates v) => new() { Effect = v.Normal(count, 5, 10), StandardError = v.Uniform(count, 5, 15) };

    private static HierarchicalRegression Groups(int count, BenchVariates v) =>
        new() { Groups = count, Group = BenchVariates.Cycle(5 * count, count), X = v.Normal(5 * count), Y = v.Normal(5 * count, 1, 2) };
}
