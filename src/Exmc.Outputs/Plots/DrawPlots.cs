// Plots of draws, one panel per reported number.
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Exmc.Outputs.Plots;

/// <summary>Plots of draws, one panel per reported number.</summary>
public static class DrawPlots
{
    private const int PanelHeight = 240;

    /// <summary>Each chain's draws in their order.</summary>
    public static Figure Trace(DrawSet draws, IReadOnlyList<string> names) => Panels(draws, names, (name, values) =>
    {
        PlotModel model = PlotStyle.Model(name, "draw", name);
        foreach (int chain in Enumerable.Range(0, draws.ChainCount))
        {
            model.Series.Add(PlotStyle.ChainLine(chain, draws.Chain(values, chain).ToArray().Select((value, draw) => new DataPoint(draw, value)), 0.7));
        }

        model.AddLegend();
        return model;
    });

    /// <summary>Histogram, for each chain, of its draws' ranks among all (Vehtari et al. 2021, section 4): level when the chains mix.</summary>
    public static Figure Rank(DrawSet draws, IReadOnlyList<string> names) => Panels(draws, names, (name, values) =>
    {
        PlotModel model = PlotStyle.Model(name, "rank among the draws of all chains", "draws");
        int bins = Math.Clamp(draws.DrawCount / 10, 2, 20);
        double width = (double)values.Length / bins;
        foreach ((int chain, int[] counts) in PlotNumbers.RankCounts(draws, values, bins).Index())
        {
            model.Series.Add(PlotStyle.ChainLine(
                chain, counts.SelectMany((count, bin) => new[] { new DataPoint(bin * width, count), new DataPoint((bin + 1) * width, count) }), 1.5));
        }

        model.Series.Add(new LineSeries { Color = OxyColors.Gray, LineStyle = LineStyle.Dash, StrokeThickness = 1, Title = "level", Points = { new(0, (double)draws.DrawCount / bins), new(values.Length, (double)draws.DrawCount / bins) } });
        model.Axes[1].Minimum = 0;
        model.AddLegend();
        return model;
    });

    /// <summary>Kernel estimate of each chain's density.</summary>
    public static Figure Density(DrawSet draws, IReadOnlyList<string> names) => Panels(draws, names, (name, values) =>
    {
        PlotModel model = PlotStyle.Model(name, name, "density");
        foreach (int chain in Enumerable.Range(0, draws.ChainCount))
        {
            model.Series.Add(PlotStyle.ChainLine(chain, PlotNumbers.Density(draws.Chain(values, chain)).Select(point => new DataPoint(point.X, point.Density)), 1.5));
        }

        model.Axes[1].Minimum = 0;
        model.AddLegend();
        return model;
    });

    /// <summary>Medians with 50 % and 90 % intervals of all chains together.</summary>
    public static Figure Forest(DrawSet draws, IReadOnlyList<string> names)
    {
        PlotModel model = PlotStyle.Model($"{draws.ModelName}: 50 % and 90 % intervals", "value", string.Empty);
        CategoryAxis axis = new() { Position = AxisPosition.Left, StartPosition = 1, EndPosition = 0, GapWidth = 0.5 };
        model.Axes[1] = axis;
        (string Name, double[] Values)[] chosen = PlotNumbers.Chosen(draws, names);
        ScatterSeries medians = PlotStyle.Dots(PlotStyle.Main, "median", [], 4);
        for (int row = 0; row < chosen.Length; row++)
        {
            axis.Labels.Add(chosen[row].Name);
            double[] sorted = [.. chosen[row].Values.Order()];
            double At(double probability) => Quantiles.OfSorted(sorted, probability);
            model.Series.Add(PlotStyle.Line(PlotStyle.Main, row == 0 ? "90 %" : null, [new(At(0.05), row), new(At(0.95), row)], 1.5));
            model.Series.Add(PlotStyle.Line(PlotStyle.Main, row == 0 ? "50 %" : null, [new(At(0.25), row), new(At(0.75), row)], 5));
            medians.Points.Add(new(At(0.5), row));
        }

        medians.MarkerStroke = OxyColors.White;
        model.Series.Add(medians);
        model.AddLegend();
        return new([model], 90 + (26 * chosen.Length));
    }

    private static Figure Panels(DrawSet draws, IReadOnlyList<string> names, Func<string, double[], PlotModel> panel) =>
        new([.. PlotNumbers.Chosen(draws, names).Select(column => panel(column.Name, column.Values))], PanelHeight);
}
