// Models ranked by their predictions.
using System.Globalization;

namespace Exmc;

/// <summary>Models of the same observations, ranked by expected log predictive density. Immutable.</summary>
public sealed class ModelComparison
{
    private ModelComparison(IReadOnlyList<ComparedModel> models) => Models = models;

    /// <summary>The models, best first.</summary>
    public IReadOnlyList<ComparedModel> Models { get; }

    /// <summary>Compares two or more models, each by the same method and on the same observations.</summary>
    /// <param name="models">Names, all different, with their estimates.</param>
    /// <exception cref="ArgumentException">There are fewer than two models, names repeat, methods or observations differ; names both models.</exception>
    public static ModelComparison Of(params IReadOnlyList<(string Name, ElpdEstimate Estimate)> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (models.Count < 2)
        {
            throw new ArgumentException($"There are {models.Count} models to compare. Give at least two.", nameof(models));
        }

        foreach ((string name, ElpdEstimate estimate) in models.Skip(1))
        {
            RequireComparable(models[0].Name, models[0].Estimate, name, estimate);
        }

        if (models.GroupBy(model => model.Name).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            throw new ArgumentException($"{repeated.Count()} models are named '{repeated.Key}'. Give each its own name.", nameof(models));
        }

        (string Name, ElpdEstimate Estimate)[] ranked = [.. models.OrderByDescending(model => model.Estimate.Elpd)];
        return new([.. ranked.Select(model => Against(ranked[0].Estimate, model.Name, model.Estimate))]);
    }

    /// <summary>One line per model, best first.</summary>
    public override string ToString()
    {
        int width = Models.Max(model => model.Name.Length);
        return string.Join('\n', Models.Select(model => string.Create(CultureInfo.InvariantCulture,
            $"{model.Name.PadRight(width)}  elpd difference {model.ElpdDifference,9:F2}  se {model.DifferenceSe,7:F2}  elpd {model.Estimate.Elpd,10:F2}  se {model.Estimate.ElpdSe,7:F2}")));
    }

    private static ComparedModel Against(ElpdEstimate best, string name, ElpdEstimate estimate)
    {
        double[] differences = [.. estimate.PointwiseElpd.Zip(best.PointwiseElpd, (own, other) => own - other).Where(difference => !double.IsNaN(difference))];
        return new(name, estimate, differences.Sum(), ElpdEstimate.SumError(differences));
    }

    private static void RequireComparable(string firstName, ElpdEstimate first, string name, ElpdEstimate estimate)
    {
        if (first.Method != estimate.Method)
        {
            throw new ArgumentException($"'{firstName}' was judged by {first.Method}, but '{name}' by {estimate.Method}. Use one method for all models.", nameof(estimate));
        }

        if (first.ObservationCount != estimate.ObservationCount || !first.PointwiseElpd.Select(double.IsNaN).SequenceEqual(estimate.PointwiseElpd.Select(double.IsNaN)))
        {
            throw new ArgumentException(
                $"'{firstName}' has {first.ObservationCount} observations ({first.PointwiseElpd.Count} with the missing ones), but '{name}' has {estimate.ObservationCount} ({estimate.PointwiseElpd.Count}), or others are missing. Fit both to the same data, observed one by one in both.",
                nameof(estimate));
        }
    }
}
