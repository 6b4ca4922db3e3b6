// Plots that need the model beside the draws: leave-one-out shapes, replications.
using OxyPlot;
using OxyPlot.Series;

namespace Exmc.Outputs.Plots;

/// <summary>Plots that need the model beside the draws.</summary>
public static class ModelPlots
{
    /// <summary>Pareto k of each observation's leave-one-out weights, with the line above which they cannot be trusted (0.7, less with under 2200 draws).</summary>
    public static Figure ParetoK(string modelName, PsisLoo loo)
    {
        ArgumentNullException.ThrowIfNull(loo);
        PlotModel model = PlotStyle.Model($"{modelName}: Pareto k of leave-one-out weights", "observation", "Pareto k");
        LooObservation[] finite = [.. loo.Pointwise.Where(point => double.IsFinite(point.ParetoK))];
        IEnumerable<ScatterPoint> Points(bool bad) => finite.Where(point => point.ParetoK > loo.ParetoKThreshold == bad).Select(point => new ScatterPoint(point.Index, point.ParetoK));
        model.Series.Add(PlotStyle.Dots(PlotStyle.Main, "reliable", Points(false), 3));
        model.Series.Add(PlotStyle.Dots(PlotStyle.Warning, "unreliable", Points(true), 3));
        LineSeries limit = PlotStyle.Line(OxyColors.Gray, FormattableString.Invariant($"limit {loo.ParetoKThreshold:F2}"), [new(0, loo.ParetoKThreshold), new(Math.Max(1, loo.Pointwise.Count - 1), loo.ParetoKThreshold)]);
        limit.LineStyle = LineStyle.Dash;
        model.Series.Add(limit);
        model.AddLegend();
        return new([model], 400);
    }

    /// <summary>The data with 50 % and 90 % bands of their replications.</summary>
    /// <param name="model">The model with the data it was fitted to.</param>
    /// <param name="fit">Its fit.</param>
    /// <param name="observed">Data by the external name of the observed quantity, missing readings as NaN.</param>
    /// <exception cref="ArgumentException">The model observes nothing that is among the data, or a length differs.</exception>
    public static Figure Predictive(IModel model, Posterior fit, IReadOnlyDictionary<string, double[]> observed)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(observed);
        LayoutEntry[] entries = [.. model.Bind().PredictedLayout.Entries.Where(entry => entry.Role == LayoutRole.Observed)];
        LayoutEntry[] known = [.. entries.Where(entry => observed.TryGetValue(entry.Name, out double[]? values) && values.Length == entry.ValueSize)];
        if (known.Length == 0)
        {
            throw new ArgumentException($"Model '{model.ModelName}' replicates {(entries.Length == 0 ? "nothing" : string.Join(", ", entries.Select(entry => $"'{entry.Name}' ({entry.ValueSize})")))}, which is not among the data {string.Join(", ", observed.Keys)}.", nameof(observed));
        }

        double[][] replications = Replications(model, fit, known);
        int first = 0;
        List<PlotModel> panels = [];
        foreach (LayoutEntry entry in known)
        {
            panels.Add(Panel(entry.Name, observed[entry.Name], replications.AsSpan(first, entry.ValueSize).ToArray()));
            first += entry.ValueSize;
        }

        return new(panels, 400);
    }

    private static PlotModel Panel(string name, double[] data, double[][] replications)
    {
        PlotModel panel = PlotStyle.Model($"{name} and its replications", "observation", name);
        double[] At(double probability) => [.. replications.Select(sorted => Quantiles.OfSorted(sorted, probability))];
        panel.Series.Add(PlotStyle.Band(OxyColor.FromAColor(50, PlotStyle.Main), "90 % replicated", At(0.05), At(0.95)));
        panel.Series.Add(PlotStyle.Band(OxyColor.FromAColor(90, PlotStyle.Main), "50 % replicated", At(0.25), At(0.75)));
        panel.Series.Add(PlotStyle.Dots(OxyColors.Black, "observed", data.Select((value, place) => new ScatterPoint(place, value)), 3));
        panel.AddLegend();
        return panel;
    }

    /// <summary>The replications of each element, sorted.</summary>
    private static double[][] Replications(IModel model, Posterior fit, LayoutEntry[] entries)
    {
        int[] values = [.. entries.SelectMany(entry => Enumerable.Range(entry.ValueOffset, entry.ValueSize))];
        List<double>[] draws = [.. values.Select(_ => new List<double>())];
        foreach (DrawBlock block in Prediction.FromPosterior(model, fit, new()))
        {
            for (int element = 0; element < values.Length; element++)
            {
                draws[element].AddRange(block.Draws(values[element]));
            }
        }

        return [.. draws.Select(list => list.Order().ToArray())];
    }
}
