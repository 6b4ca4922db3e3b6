// One member of observed data: its replications and its place among the observations.
namespace Exmc;

/// <summary>The observed member of a model that a check is about.</summary>
internal readonly record struct ObservedMember(LayoutEntry Entry, int FirstObservation)
{
    /// <summary>Finds the member and checks the length of the data given for it.</summary>
    /// <exception cref="ArgumentException">There is no such member, or the data have another length.</exception>
    public static ObservedMember Find(IDensity density, string member, int length)
    {
        LayoutEntry[] observed = [.. density.PredictedLayout.Entries.Where(entry => entry.Role == LayoutRole.Observed)];
        int place = Array.FindIndex(observed, entry => entry.Member == member);
        if (place < 0)
        {
            string known = observed.Length == 0 ? "it has none" : "there are " + string.Join(", ", observed.Select(entry => entry.Member));
            throw new ArgumentException($"'{member}' is not an [Observed] member of model '{density.Layout.ModelName}'; {known}.", nameof(member));
        }

        return length == observed[place].ValueSize
            ? new(observed[place], observed.Take(place).Sum(entry => entry.ValueSize))
            : throw new ArgumentException($"{length} readings were given for '{member}', which has {observed[place].ValueSize}. Give the data of the model, missing readings as NaN.", nameof(member));
    }

    /// <summary>Refuses models in which a vector is one observation, so that elements have no log likelihood of their own.</summary>
    /// <exception cref="ArgumentException">Some observation is a vector.</exception>
    public static void RequireUnivariate(IDensity density)
    {
        int elements = density.PredictedLayout.Entries.Where(entry => entry.Role == LayoutRole.Observed).Sum(entry => entry.ValueSize);
        if (elements != density.ObservationCount)
        {
            throw new ArgumentException(
                $"Model '{density.Layout.ModelName}' has {density.ObservationCount} observations of {elements} elements in all: some are vectors, which have no probability integral transform. Check a statistic by PredictiveCheck instead.", nameof(density));
        }
    }

    /// <summary>Calls back with the replications of the member, once per draw of the fit, chain by chain.</summary>
    public void ForEachReplication(IModel model, Posterior fit, PredictiveOptions options, Action<int, double[]> use, CancellationToken ct)
    {
        double[] values = new double[Entry.ValueSize];
        int draw = 0;
        foreach (DrawBlock block in Prediction.FromPosterior(model, fit, options, ct))
        {
            for (int k = 0; k < block.Count; k++)
            {
                for (int element = 0; element < values.Length; element++)
                {
                    values[element] = block.Draws(Entry.ValueOffset + element)[k];
                }

                use(draw++, values);
            }
        }
    }
}
