// The groups of ArviZ's layout that need the model beside the draws.
using Exmc.Outputs.NetCdf;

namespace Exmc.Outputs;

/// <summary>Groups of ArviZ's layout that need the model; their numbers are made as they are written.</summary>
internal static class ArvizGroups
{
    /// <summary>"posterior_predictive", "log_likelihood" and, for data that are given, "observed_data"; none for a model without observations.</summary>
    /// <exception cref="ArgumentException">Data have no observed quantity of their name, or another length.</exception>
    public static IEnumerable<NetCdfGroup> Of(
        IModel model, Posterior fit, IReadOnlyDictionary<string, double[]> observed, IReadOnlyList<(string Name, string Value)> attributes)
    {
        IDensity density = model.Bind();
        LayoutEntry[] entries = [.. density.PredictedLayout.Entries.Where(entry => entry.Role == LayoutRole.Observed)];
        RequireKnown(model, entries, observed);
        if (entries.Length == 0 || density.ObservationCount == 0)
        {
            yield break;
        }

        NetCdfDimension[] own = [.. entries.SelectMany(entry => entry.Shape.Select((length, axis) => new NetCdfDimension(ArvizFile.Axis(entry.Name, axis), length)))];
        NetCdfDimension[] sampled = ArvizFile.Sampled(fit.ChainCount, fit.DrawCount);
        yield return new("posterior_predictive", [.. sampled, .. own], [.. entries.Select(entry => Sampled(entry, () => Replications(model, fit, entry)))], attributes);

        // Vectors that are one observation each have fewer log likelihoods than elements.
        if (entries.Sum(entry => entry.ValueSize) == density.ObservationCount)
        {
            int[] firsts = [.. entries.Select((_, place) => entries.Take(place).Sum(entry => entry.ValueSize))];
            yield return new(
                "log_likelihood", [.. sampled, .. own], [.. entries.Select((entry, place) => Sampled(entry, () => LogLikelihoods(model, fit, firsts[place], entry.ValueSize)))], attributes);
        }
        else
        {
            yield return new(
                "log_likelihood",
                [.. sampled, new("observation", density.ObservationCount)],
                [new("log_likelihood", [ArvizFile.Chain, ArvizFile.Draw, "observation"], NetCdfType.Float64, () => LogLikelihoods(model, fit, 0, density.ObservationCount))],
                attributes);
        }

        LayoutEntry[] known = [.. entries.Where(entry => observed.ContainsKey(entry.Name))];
        if (known.Length > 0)
        {
            yield return new(
                "observed_data",
                [.. own.Where(dimension => known.Any(entry => Axes(entry).Contains(dimension.Name)))],
                [.. known.Select(entry => new NetCdfVariable(entry.Name, [.. Axes(entry)], NetCdfType.Float64, () => observed[entry.Name]))],
                attributes);
        }
    }

    private static void RequireKnown(IModel model, LayoutEntry[] entries, IReadOnlyDictionary<string, double[]> observed)
    {
        foreach ((string name, double[] values) in observed)
        {
            if (!entries.Any(entry => entry.Name == name && entry.ValueSize == values.Length))
            {
                throw new ArgumentException(
                    $"Model '{model.ModelName}' replicates {(entries.Length == 0 ? "nothing" : string.Join(", ", entries.Select(entry => $"'{entry.Name}' ({entry.ValueSize})")))}, not '{name}' ({values.Length}).", nameof(observed));
            }
        }
    }

    private static IEnumerable<string> Axes(LayoutEntry entry) => entry.Shape.Select((_, axis) => ArvizFile.Axis(entry.Name, axis));

    private static NetCdfVariable Sampled(LayoutEntry entry, Func<IEnumerable<double>> values) =>
        new(entry.Name, [ArvizFile.Chain, ArvizFile.Draw, .. Axes(entry)], NetCdfType.Float64, values);

    private static IEnumerable<double> Replications(IModel model, Posterior fit, LayoutEntry entry)
    {
        foreach (DrawBlock block in Prediction.FromPosterior(model, fit, new()))
        {
            for (int draw = 0; draw < block.Count; draw++)
            {
                for (int element = 0; element < entry.ValueSize; element++)
                {
                    yield return block.Draws(entry.ValueOffset + element)[draw];
                }
            }
        }
    }

    private static IEnumerable<double> LogLikelihoods(IModel model, Posterior fit, int first, int count)
    {
        foreach (LogLikelihoodBlock block in Prediction.LogLikelihood(model, fit, 64))
        {
            for (int draw = 0; draw < block.Count; draw++)
            {
                for (int observation = first; observation < first + count; observation++)
                {
                    yield return block.Draw(draw)[observation];
                }
            }
        }
    }
}
